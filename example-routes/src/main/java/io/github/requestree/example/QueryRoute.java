package io.github.requestree.example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Adds up a shop's orders: with a query for each of them, or with one for all. Its laps tell the
 * time of the queries from the rest.
 */
final class QueryRoute {

  private static final String QUERIES = "executeQuery";
  private static final String REST = "around the queries";

  private final DataSource shop;

  QueryRoute(DataSource shop) {
    this.shop = shop;
  }

  void query(Exchange exchange) throws SQLException {
    try (Connection connection = shop.getConnection()) {
      int orders = Math.max(1, exchange.scaled(ShopDatabase.ORDERS));
      long cents =
          exchange.flag("join")
              ? totalOfAll(exchange, connection, orders)
              : totalOneByOne(exchange, connection, orders);
      exchange.lap(REST);
      exchange.answer(Map.of("orders", orders, "cents", cents));
    }
  }

  private static long totalOneByOne(Exchange exchange, Connection connection, int orders)
      throws SQLException {
    long cents = 0;
    for (int order : loadOrders(exchange, connection, orders)) {
      cents += loadTotal(exchange, connection, order);
    }
    return cents;
  }

  private static List<Integer> loadOrders(Exchange exchange, Connection connection, int most)
      throws SQLException {
    List<Integer> orders = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("select id from orders where id <= ?")) {
      query.setInt(1, most);
      exchange.lap(REST);
      ResultSet rows = query.executeQuery();
      exchange.lap(QUERIES);
      while (rows.next()) {
        orders.add(rows.getInt(1));
      }
    }
    return orders;
  }

  private static long loadTotal(Exchange exchange, Connection connection, int order)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select sum(cents) from line where order_id = ?")) {
      query.setInt(1, order);
      exchange.lap(REST);
      ResultSet rows = query.executeQuery();
      exchange.lap(QUERIES);
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long totalOfAll(Exchange exchange, Connection connection, int orders)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select sum(l.cents) from orders o join line l on l.order_id = o.id where o.id <= ?")) {
      query.setInt(1, orders);
      exchange.lap(REST);
      ResultSet rows = query.executeQuery();
      exchange.lap(QUERIES);
      rows.next();
      return rows.getLong(1);
    }
  }
}
