package io.github.requestree.integration;

import static io.github.requestree.integration.Profiling.event;
import static io.github.requestree.integration.Profiling.report;
import static io.github.requestree.integration.Profiling.waited;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Stock;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.Await;
import io.github.requestree.sampling.Trees;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What takes long in a request with a database over a socket is told apart. */
class PostgreSqlTest {

  private static final String TAKE = "update stock set amount = amount - ? where id = ?";
  private static final long LONG = TimeUnit.MILLISECONDS.toNanos(400);

  private final Profiling profiling = new Profiling();
  private DataSource database;

  @BeforeEach
  void fill() throws SQLException {
    database = PostgreSql.database();
    new Stock(database).create();
  }

  @AfterEach
  void close() {
    profiling.close();
  }

  @Test
  void aSlowQueryIsAWaitForTheDatabaseWithTheTextOfTheQuery() throws Exception {
    Stock stock = new Stock(Profiling.proxied(database));

    Profile profile = profiling.of(stock::report);

    Profile.Event slow = event(profile, "select ?, pg_sleep(?)");
    assertThat(slow.maxNanos()).isGreaterThan(LONG);
    assertThat(slow.place().getMethodName()).isEqualTo("report");
    assertWaitedLong(profile, "report", WaitKind.DATABASE);
    assertThat(waited(profile, "report", WaitKind.CONNECTION_POOL)).isZero();
    assertThat(report(profile)).contains("[database").doesNotContain("secret");
  }

  @Test
  void aLockOfAnotherTransactionIsAWaitForTheDatabaseInTheQueryThatIsBlocked() throws Exception {
    Stock stock = new Stock(Profiling.proxied(database));

    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      Stock.take(other, 1, 5);
      CompletableFuture<Profile> blocked = inBackground(() -> stock.take(1, 7));
      Await.until("a query waits for the lock", () -> locksWaitedFor(other) > 0);
      sleepInDatabase(other);
      other.commit();

      Profile profile = blocked.get(10, TimeUnit.SECONDS);

      assertThat(event(profile, TAKE).maxNanos()).isGreaterThan(LONG);
      assertThat(event(profile, TAKE).place().getMethodName()).isEqualTo("take");
      assertWaitedLong(profile, "take", WaitKind.DATABASE);
      assertThat(waited(profile, "take", WaitKind.CONNECTION_POOL)).isZero();
    }
  }

  @Test
  void anExhaustedPoolIsAWaitForAConnectionAndNoQuery() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Stock stock = new Stock(Profiling.proxied(pool));
      CompletableFuture<Profile> waiting;
      try (Connection other = pool.getConnection()) {
        waiting = inBackground(() -> stock.take(1, 7));
        Await.until(
            "somebody waits for the connection",
            () -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() > 0);
        sleepInDatabase(other);
      }

      Profile profile = waiting.get(10, TimeUnit.SECONDS);

      assertWaitedLong(profile, "take", WaitKind.CONNECTION_POOL);
      assertThat(waited(profile, "take", WaitKind.DATABASE)).isLessThan(LONG / 2);
      assertThat(event(profile, TAKE).maxNanos()).isLessThan(LONG / 2);
      assertThat(report(profile)).contains("[connection pool]");
    }
  }

  /** On a busy machine a part of the wait is not sampled, and the profile says so. */
  private static void assertWaitedLong(Profile profile, String method, WaitKind kind) {
    long waited = waited(profile, method, kind);
    assertThat(waited).as(report(profile)).isPositive();
    assertThat(waited + Trees.notSampled(profile)).as(report(profile)).isGreaterThan(LONG);
  }

  private CompletableFuture<Profile> inBackground(Profiling.Work work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return profiling.of(work);
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  private static int locksWaitedFor(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select count(*) from pg_locks where not granted")) {
      found.next();
      return found.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleepInDatabase(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_sleep(0.5)");
    }
  }
}
