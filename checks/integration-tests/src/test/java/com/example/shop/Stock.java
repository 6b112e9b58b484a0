package com.example.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application's data, with plain JDBC and with Spring's client. */
public final class Stock {

  private final DataSource database;

  public Stock(DataSource database) {
    this.database = database;
  }

  public void create() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists stock");
      statement.execute("create table stock (id int primary key, amount int)");
      statement.execute("insert into stock values (1, 100), (2, 100)");
    }
  }

  /** Takes half a second for its query. */
  public void report() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 'secret', pg_sleep(0.5)");
    }
  }

  public int take(int id, int amount) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return take(connection, id, amount);
    }
  }

  public static int take(Connection connection, int id, int amount) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update stock set amount = amount - ? where id = ?")) {
      update.setInt(1, amount);
      update.setInt(2, id);
      return update.executeUpdate();
    }
  }

  /** The amount of one product, by Spring's client. */
  public int amountOf(int id) {
    return JdbcClient.create(database)
        .sql("select amount from stock where id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }
}
