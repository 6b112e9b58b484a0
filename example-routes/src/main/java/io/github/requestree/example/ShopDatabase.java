package io.github.requestree.example;

import io.github.requestree.jdbc.QueryListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A shop's orders with their lines, in memory, behind a proxy that tells the profiler of each
 * query. Thread-safe.
 */
final class ShopDatabase {

  static final int ORDERS = 60;

  private ShopDatabase() {}

  /** Makes a database of its own. */
  static DataSource create() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
      create table if not exists orders (id int primary key, customer varchar(40));
      create table if not exists line (order_id int, article varchar(40), cents int);
      create index if not exists line_order on line (order_id);
      merge into orders key (id)
        select x, 'customer ' || mod(x, 7) from system_range(1, %1$d);
      delete from line;
      insert into line
        select o.x, 'article ' || l.x, 100 * l.x
          from system_range(1, %1$d) o cross join system_range(1, 3) l;
      create trigger if not exists orders_round_trip before select on orders call "%2$s";
      create trigger if not exists line_round_trip before select on line call "%2$s";
      """
              .formatted(ORDERS, RoundTrip.class.getName()));
    }
    return ProxyDataSourceBuilder.create(database).listener(new QueryListener()).build();
  }
}
