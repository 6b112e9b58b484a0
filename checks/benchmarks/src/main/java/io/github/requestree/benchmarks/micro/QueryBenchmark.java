package io.github.requestree.benchmarks.micro;

import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.ActiveProfile;
import io.github.requestree.sampling.Profiler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.IntStream;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A query through a proxy alone, and through the proxy with our listener. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class QueryBenchmark {

  private static final String SQL =
      "select l.id, l.text, l.amount, p.name from line l join product p on p.id = l.product_id"
          + " where l.order_id = ? and p.state in (?, ?, ?) order by l.position";

  /** More than are remembered, each with data of its own in it. */
  private static final String[] CHANGING =
      IntStream.range(0, 5_000)
          .mapToObj(order -> SQL.replace("l.order_id = ?", "l.order_id = 'A" + order + "'"))
          .toArray(String[]::new);

  private final Profiler profiler = Profiler.builder().build();
  private final PreparedStatement proxied = prepared(ProxyDataSourceBuilder.create());
  private final PreparedStatement listened =
      prepared(ProxyDataSourceBuilder.create().listener(new QueryListener()));
  private final Statement changing =
      statement(ProxyDataSourceBuilder.create().listener(new QueryListener()));
  private @Nullable ActiveProfile active;
  private int next;

  private static PreparedStatement prepared(ProxyDataSourceBuilder proxy) {
    try {
      return connect(proxy).prepareStatement(SQL);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Statement statement(ProxyDataSourceBuilder proxy) {
    try {
      return connect(proxy).createStatement();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect(ProxyDataSourceBuilder proxy) throws SQLException {
    return proxy.dataSource(StubDatabase.create()).build().getConnection();
  }

  @Setup(Level.Iteration)
  public void start() {
    active = profiler.start("queries");
  }

  @Benchmark
  public int proxyAlone() throws SQLException {
    return proxied.executeUpdate();
  }

  @Benchmark
  public int proxyAndListener() throws SQLException {
    return listened.executeUpdate();
  }

  /** Measures texts with data in them, which are read anew each time. */
  @Benchmark
  public int changingText() throws SQLException {
    next = (next + 1) % CHANGING.length;
    return changing.executeUpdate(CHANGING[next]);
  }

  @TearDown(Level.Iteration)
  public void stop() throws SQLException {
    listened.executeUpdate();
    Profile profile = Objects.requireNonNull(active).stop();
    if (profile.events().isEmpty()) {
      throw new IllegalStateException("not what was to be measured: nothing was noted");
    }
  }

  @TearDown
  public void close() {
    profiler.close();
  }
}
