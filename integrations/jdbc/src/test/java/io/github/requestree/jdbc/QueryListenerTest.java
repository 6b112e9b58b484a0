package io.github.requestree.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.NoOpQueryExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real database in memory, behind a real proxy, in a real profile. */
class QueryListenerTest {

  private static final String LINES = "select text from line where order_id = ?";
  private static final QueryExecutionListener FAILING =
      new NoOpQueryExecutionListener() {
        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
          throw new IllegalStateException("not ours");
        }
      };

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .applicationClasses(name -> name.equals(Shop.class.getName()))
          .sink(reported::add)
          .build();
  private final JdbcDataSource database = new JdbcDataSource();
  private Connection connection;

  /** Stands for the application. */
  private static final class Shop {

    static int linesOneByOne(Connection connection, int orders) throws SQLException {
      int lines = 0;
      for (int order = 1; order <= orders; order++) {
        try (PreparedStatement query = connection.prepareStatement(LINES)) {
          query.setInt(1, order);
          lines += rows(query.executeQuery());
        }
      }
      return lines;
    }

    static int linesJoined(Connection connection) throws SQLException {
      try (Statement query = connection.createStatement()) {
        return rows(
            query.executeQuery(
                "select o.id, l.text from orders o join line l on l.order_id = o.id"));
      }
    }

    static int rows(ResultSet found) throws SQLException {
      int rows = 0;
      while (found.next()) {
        rows++;
      }
      return rows;
    }
  }

  /** A function of the database, which waits until its query was cancelled. */
  public static final class UntilCancelled {

    private static final CountDownLatch STARTED = new CountDownLatch(1);
    private static final CountDownLatch CANCELLED = new CountDownLatch(1);

    private UntilCancelled() {}

    public static long call(long row) throws InterruptedException {
      STARTED.countDown();
      CANCELLED.await();
      return row;
    }

    static void cancel(Statement statement) {
      try {
        STARTED.await();
        statement.cancel();
      } catch (SQLException | InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        CANCELLED.countDown();
      }
    }
  }

  @BeforeEach
  void fill() throws SQLException {
    database.setURL("jdbc:h2:mem:shop");
    connection = proxied(new QueryListener()).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id int primary key)");
      statement.execute("create table line (order_id int, text varchar(100))");
      for (int order = 1; order <= 12; order++) {
        statement.execute("insert into orders values (" + order + ")");
        statement.execute("insert into line values (" + order + ", 'a'), (" + order + ", 'b')");
      }
    }
  }

  @AfterEach
  void close() throws SQLException {
    // Without the last connection the database is gone.
    connection.close();
    profiler.close();
  }

  @Test
  void queriesInALoopAreOneEventThatSaysHowManyFollowedOneAnother() throws Exception {
    Profile profile = profiled(() -> assertThat(Shop.linesOneByOne(connection, 12)).isEqualTo(24));

    Profile.Event event = onlyEvent(profile);
    assertThat(event.kind()).isEqualTo("sql");
    assertThat(event.text()).isEqualTo(LINES);
    assertThat(event.count()).isEqualTo(12);
    assertThat(event.longestRun()).isEqualTo(12);
    assertThat(event.place().getMethodName()).isEqualTo("linesOneByOne");
    assertThat(event.failures()).isZero();
    assertThat(event.attributes()).isEmpty();
    assertThat(event.totalNanos()).isBetween(12L, profile.durationNanos());
  }

  @Test
  void aJoinIsOneQuery() throws Exception {
    Profile profile = profiled(() -> assertThat(Shop.linesJoined(connection)).isEqualTo(24));

    assertThat(onlyEvent(profile).count()).isEqualTo(1);
    assertThat(onlyEvent(profile).longestRun()).isEqualTo(1);
    assertThat(onlyEvent(profile).place().getMethodName()).isEqualTo("linesJoined");
  }

  @Test
  void parametersAndLiteralsAreNeverNoted() throws Exception {
    Profile profile =
        profiled(
            () -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "select * from line where text = ? or text = 'secret' or order_id = 7733")) {
                query.setString(1, "secret");
                assertThat(Shop.rows(query.executeQuery())).isZero();
              }
            });

    assertThat(onlyEvent(profile).text())
        .isEqualTo("select * from line where text = ? or text = ? or order_id = ?");
    assertThat(profile.toString()).doesNotContain("secret").doesNotContain("7733");
  }

  @Test
  void aBatchOfParametersIsOneEvent() throws Exception {
    Profile profile =
        profiled(
            () -> {
              try (PreparedStatement insert =
                  connection.prepareStatement("insert into line values (?, ?)")) {
                for (int i = 0; i < 7; i++) {
                  insert.setInt(1, i);
                  insert.setString(2, "secret");
                  insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(7);
              }
            });

    assertThat(onlyEvent(profile).text()).isEqualTo("insert into line values (?, ?)");
    assertThat(onlyEvent(profile).count()).isEqualTo(1);
    assertThat(onlyEvent(profile).attributes()).containsExactly(Map.entry("batch", "7"));
  }

  @Test
  void aBatchOfTextsIsOneEventWithEachOfThemOnce() throws Exception {
    Profile profile =
        profiled(
            () -> {
              try (Statement statement = connection.createStatement()) {
                for (int i = 0; i < 60; i++) {
                  statement.addBatch("insert into line values (" + i + ", 'secret')");
                  statement.addBatch("delete from line where order_id = " + i);
                }
                statement.executeBatch();
                statement.executeBatch();
              }
            });

    assertThat(profile.events())
        .extracting(Profile.Event::text)
        .containsExactlyInAnyOrder(
            "insert into line values (?, ?); delete from line where order_id = ?; …",
            "[empty batch]");
  }

  @Test
  void aQueryThatFailsSaysSoAndThrowsWhatItThrew() throws Exception {
    Profile profile =
        profiled(
            () -> {
              try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeQuery("select 'secret' from nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("NOWHERE");
              }
            });

    Profile.Event event = onlyEvent(profile);
    assertThat(event.text()).isEqualTo("select ? from nowhere");
    assertThat(event.failures()).isEqualTo(1);
    assertThat(event.attributes().get("error")).startsWith("Jdbc").endsWith("Exception");
    assertThat(profile.toString()).doesNotContain("secret");
  }

  @Test
  void aBatchThatFailsSaysBoth() throws Exception {
    Profile profile =
        profiled(
            () -> {
              try (PreparedStatement insert =
                  connection.prepareStatement("insert into orders values (?)")) {
                insert.setInt(1, 1);
                insert.addBatch();
                assertThatThrownBy(insert::executeBatch).isInstanceOf(BatchUpdateException.class);
              }
            });

    assertThat(onlyEvent(profile).failures()).isEqualTo(1);
    assertThat(onlyEvent(profile).attributes()).containsKeys("batch", "error");
  }

  @Test
  void aStatementThatIsCancelledIsAFailure() throws Exception {
    Profile profile =
        profiled(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(
                    "create alias until_cancelled for '"
                        + UntilCancelled.class.getName()
                        + ".call'");
                Thread other = new Thread(() -> UntilCancelled.cancel(statement));
                other.setDaemon(true);
                other.start();
                assertThatThrownBy(
                        () ->
                            statement.executeQuery(
                                "select sum(until_cancelled(x)) from system_range(1, 100000)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("cancel");
                other.join(10_000);
              }
            });

    assertThat(profile.events())
        .filteredOn(event -> event.failures() == 1)
        .extracting(Profile.Event::text)
        .containsExactly("select sum(until_cancelled(x)) from system_range(?, ?)");
  }

  @Test
  void aQueryOnAClosedConnectionIsAFailure() throws Exception {
    Profile profile =
        profiled(
            () -> {
              Connection closed = proxied(new QueryListener()).getConnection();
              PreparedStatement query = closed.prepareStatement(LINES);
              closed.close();
              assertThatThrownBy(query::executeQuery).isInstanceOf(SQLException.class);
              assertThatThrownBy(closed::createStatement).isInstanceOf(SQLException.class);
            });

    assertThat(onlyEvent(profile).failures()).isEqualTo(1);
  }

  @Test
  void whatGoesWrongInHereChangesNoResult() throws Exception {
    QueryListener broken =
        new QueryListener(
            text -> {
              throw new NoClassDefFoundError("ours");
            });
    Profile profile =
        profiled(
            () -> {
              try (Connection other = proxied(broken).getConnection()) {
                assertThat(Shop.linesJoined(other)).isEqualTo(24);
              }
            });

    assertThat(onlyEvent(profile).text()).isEqualTo(QueryListener.NOT_READABLE);
  }

  @Test
  void nothingIsThrownWhateverTheProxySays() throws Exception {
    ExecutionInfo hostile =
        new ExecutionInfo() {
          @Override
          public <T> T getCustomValue(String key, Class<T> type) {
            throw new StackOverflowError();
          }
        };
    ExecutionInfo empty = new ExecutionInfo();
    QueryListener listener = new QueryListener();

    Profile profile =
        profiled(
            () -> {
              assertThatCode(() -> listener.beforeQuery(hostile, List.of()))
                  .doesNotThrowAnyException();
              assertThatCode(() -> listener.afterQuery(hostile, List.of()))
                  .doesNotThrowAnyException();
              listener.beforeQuery(empty, List.of());
              listener.afterQuery(empty, List.of(new QueryInfo()));
            });

    assertThat(onlyEvent(profile).text()).isEqualTo(QueryListener.NOT_READABLE);
    assertThat(onlyEvent(profile).attributes()).containsExactly(Map.entry("error", "unknown"));
  }

  @Test
  void anotherListenerThatThrowsDoesWhatItDidWithoutUs() throws Exception {
    Profile profile =
        profiled(
            () -> {
              try (Connection other =
                  proxied(new QueryListener(), FAILING, new QueryListener()).getConnection()) {
                assertThatThrownBy(() -> Shop.linesJoined(other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("not ours");
              }
            });

    assertThat(onlyEvent(profile).count()).isEqualTo(1);
  }

  @Test
  void aQueryCountsOnceHoweverOftenTheListenerIsRegistered() throws Exception {
    QueryListener same = new QueryListener();
    Profile profile =
        profiled(
            () -> {
              try (Connection other = proxied(same, same, new QueryListener()).getConnection()) {
                Shop.linesJoined(other);
              }
            });

    assertThat(onlyEvent(profile).count()).isEqualTo(1);
  }

  @Test
  void aQueryCountsOnceHoweverManyDataSourcesItGoesThrough() throws Exception {
    DataSource behind = proxied(new QueryListener());
    DataSource between =
        ProxyDataSourceBuilder.create(behind).listener(new QueryListener()).build();
    DataSource first = ProxyDataSourceBuilder.create(between).listener(new QueryListener()).build();
    Profile profile =
        profiled(
            () -> {
              try (Connection other = first.getConnection()) {
                Shop.linesJoined(other);
                Shop.linesJoined(other);
                batch(other);
              }
            });

    assertThat(profile.events()).extracting(Profile.Event::count).containsExactlyInAnyOrder(2L, 1L);
    Profile next =
        profiled(
            () -> {
              try (Connection other = behind.getConnection()) {
                Shop.linesJoined(other);
              }
            });
    assertThat(onlyEvent(next).count()).isEqualTo(1);
  }

  @Test
  void aQueryWithinAnotherIsNotedToo() throws Exception {
    QueryListener listener = new QueryListener();
    ExecutionInfo outer = new ExecutionInfo();
    ExecutionInfo inner = new ExecutionInfo();
    ExecutionInfo unended = new ExecutionInfo();
    Profile profile =
        profiled(
            () -> {
              listener.beforeQuery(outer, List.of(new QueryInfo("select a")));
              listener.beforeQuery(inner, List.of(new QueryInfo("select b")));
              listener.afterQuery(inner, List.of(new QueryInfo("select b")));
              listener.afterQuery(outer, List.of(new QueryInfo("select a")));
              listener.beforeQuery(unended, List.of(new QueryInfo("select c")));
            });
    assertThat(profile.events()).hasSize(2);

    ExecutionInfo next = new ExecutionInfo();
    Profile later =
        profiled(
            () -> {
              listener.beforeQuery(next, List.of(new QueryInfo("select c")));
              listener.afterQuery(next, List.of(new QueryInfo("select c")));
            });
    assertThat(later.events()).hasSize(1);
  }

  private static void batch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("delete from line where order_id = -1");
      statement.addBatch("delete from line where order_id = -2 and 1 = 1");
      statement.executeBatch();
    }
  }

  @Test
  void aWrapperOfAnExceptionIsNotTheError() throws Exception {
    Profile profile =
        profiled(
            () -> {
              ExecutionInfo failed = new ExecutionInfo();
              QueryListener listener = new QueryListener();
              listener.beforeQuery(failed, List.of());
              failed.setThrowable(new UndeclaredThrowableException(new SQLException("secret")));
              listener.afterQuery(failed, List.of(new QueryInfo("select 1")));
            });

    assertThat(onlyEvent(profile).attributes()).containsExactly(Map.entry("error", "SQLException"));
  }

  @Test
  void outsideAProfileNoTextIsEvenRead() throws Exception {
    AtomicInteger read = new AtomicInteger();
    QueryListener counting =
        new QueryListener(
            text -> {
              read.incrementAndGet();
              return text;
            });

    try (Connection other = proxied(counting).getConnection()) {
      assertThat(Shop.linesJoined(other)).isEqualTo(24);
      assertThat(read).hasValue(0);
      profiled(() -> Shop.linesJoined(other));
      assertThat(read).hasValue(1);
    }
  }

  private DataSource proxied(QueryExecutionListener... listeners) {
    ProxyDataSourceBuilder proxy = ProxyDataSourceBuilder.create(database);
    for (QueryExecutionListener listener : listeners) {
      proxy.listener(listener);
    }
    return proxy.build();
  }

  private interface Work {
    void run() throws Exception;
  }

  private Profile profiled(Work work) throws Exception {
    profiler.call(
        "test",
        () -> {
          work.run();
          return null;
        });
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    return profile;
  }

  private static Profile.Event onlyEvent(Profile profile) {
    List<Profile.Event> events = new ArrayList<>(profile.events());
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
