package io.github.requestree.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.OrderLine;
import com.example.shop.Orders;
import com.example.shop.PurchaseOrder;
import com.example.shop.Stock;
import io.github.requestree.profile.Profile;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries that frameworks make belong to the call of the application. */
class FrameworksTest {

  private static final int MANY = 8;

  private final Profiling profiling = new Profiling();
  private final JdbcDataSource database = new JdbcDataSource();
  private DataSource proxied;
  private Connection keepsItAlive;

  @BeforeEach
  void open() throws SQLException {
    database.setURL("jdbc:h2:mem:frameworks");
    keepsItAlive = database.getConnection();
    proxied = Profiling.proxied(database);
  }

  @AfterEach
  void close() throws SQLException {
    keepsItAlive.close();
    profiling.close();
  }

  @Test
  void lazyCollectionsOfHibernateAreManyQueriesOfTheMethodThatAsksForThem() throws Exception {
    try (SessionFactory sessions = hibernate()) {
      Orders orders = new Orders(sessions);
      orders.place(MANY);

      Profile profile = profiling.of(() -> assertThat(orders.countLinesOneByOne()).isEqualTo(MANY));

      assertThat(profile.events()).hasSize(2);
      Profile.Event lines =
          profile.events().stream().filter(event -> event.count() > 1).findFirst().orElseThrow();
      assertThat(lines.count()).isEqualTo(MANY);
      assertThat(lines.longestRun()).isEqualTo(MANY);
      assertThat(lines.text()).startsWith("select ").endsWith("=?");
      assertThat(lines.place().getClassName()).isEqualTo(PurchaseOrder.class.getName());
      assertThat(lines.place().getMethodName()).isEqualTo("countLines");
    }
  }

  @Test
  void aJoinOfHibernateIsOneQueryOfTheMethodThatMadeIt() throws Exception {
    try (SessionFactory sessions = hibernate()) {
      Orders orders = new Orders(sessions);
      orders.place(MANY);

      Profile profile = profiling.of(() -> assertThat(orders.countLinesJoined()).isEqualTo(MANY));

      assertThat(profile.events()).hasSize(1);
      assertThat(profile.events().get(0).count()).isEqualTo(1);
      assertThat(profile.events().get(0).place().getClassName()).isEqualTo(Orders.class.getName());
      assertThat(profile.events().get(0).place().getMethodName()).isEqualTo("all");
    }
  }

  @Test
  void aQueryOfSpringsClientBelongsToTheMethodThatMadeIt() throws Exception {
    Stock stock = new Stock(proxied);
    stock.create();

    Profile profile = profiling.of(() -> assertThat(stock.amountOf(1)).isEqualTo(100));

    Profile.Event event = Profiling.event(profile, "select amount from stock where id = ?");
    assertThat(event.place().getClassName()).isEqualTo(Stock.class.getName());
    assertThat(event.place().getMethodName()).isEqualTo("amountOf");
  }

  private SessionFactory hibernate() {
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(PurchaseOrder.class)
            .addAnnotatedClass(OrderLine.class)
            .setProperty("hibernate.hbm2ddl.auto", "create-drop");
    configuration.getProperties().put("hibernate.connection.datasource", proxied);
    return configuration.buildSessionFactory();
  }
}
