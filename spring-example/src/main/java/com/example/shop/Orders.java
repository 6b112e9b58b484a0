package com.example.shop;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The orders in the database, read as an object mapper would by default. */
@Repository
class Orders {

  /** One row of the list. */
  record Order(int id, String customer, List<String> articles) {}

  private final JdbcClient database;

  Orders(JdbcClient database) {
    this.database = database;
  }

  List<Order> all() {
    return database
        .sql("select id, customer from orders order by id")
        .query((row, number) -> new Order(row.getInt(1), row.getString(2), List.of()))
        .list()
        .stream()
        .map(order -> new Order(order.id(), order.customer(), articlesOf(order.id())))
        .toList();
  }

  private List<String> articlesOf(int order) {
    return database
        .sql("select article from line where order_id = ? order by article")
        .param(order)
        .query(String.class)
        .list();
  }
}
