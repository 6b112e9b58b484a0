package io.github.requestree.example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Adds up a shop's orders: with a query for each of them, or with one for all. */
final class QueryRoute {

  private final DataSource shop;

  QueryRoute(DataSource shop) {
    this.shop = shop;
  }

  void query(Exchange exchange) throws SQLException {
    try (Connection connection = shop.getConnection()) {
      int orders = Math.max(1, exchange.scaled(ShopDatabase.ORDERS));
      long cents =
          exchange.flag("join")
              ? totalOfAll(connection, orders)
              : totalOneByOne(connection, orders);
      exchange.lap("queries");
      exchange.answer(Map.of("orders", orders, "cents", cents));
    }
  }

  private static long totalOneByOne(Connection connection, int orders) throws SQLException {
    long cents = 0;
    for (int order : loadOrders(connection, orders)) {
      cents += loadTotal(connection, order);
    }
    return cents;
  }

  private static List<Integer> loadOrders(Connection connection, int most) throws SQLException {
    List<Integer> orders = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("select id from orders where id <= ?")) {
      query.setInt(1, most);
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        orders.add(rows.getInt(1));
      }
    }
    return orders;
  }

  private static long loadTotal(Connection connection, int order) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select sum(cents) from line where order_id = ?")) {
      query.setInt(1, order);
      ResultSet rows = query.executeQuery();
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long totalOfAll(Connection connection, int orders) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select sum(l.cents) from orders o join line l on l.order_id = o.id where o.id <= ?")) {
      query.setInt(1, orders);
      ResultSet rows = query.executeQuery();
      rows.next();
      return rows.getLong(1);
    }
  }
}
