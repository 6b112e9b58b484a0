package io.github.requestree.benchmarks.micro;

import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.ActiveProfile;
import io.github.requestree.sampling.Profiler;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
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
  private static final String SQL_WITH_STRING = SQL.replace("l.order_id = ?", "l.kind = 'OPEN'");

  private final Profiler profiler = Profiler.builder().build();
  private final PreparedStatement proxied = prepare(SQL, ProxyDataSourceBuilder.create());
  private final PreparedStatement listened =
      prepare(SQL, ProxyDataSourceBuilder.create().listener(new QueryListener()));
  private final PreparedStatement withString =
      prepare(SQL_WITH_STRING, ProxyDataSourceBuilder.create().listener(new QueryListener()));
  private @Nullable ActiveProfile active;

  private static PreparedStatement prepare(String sql, ProxyDataSourceBuilder proxy) {
    try {
      return proxy.dataSource(StubDatabase.create()).build().getConnection().prepareStatement(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
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

  /** Texts with strings in them are normalised each time. */
  @Benchmark
  public int stringInText() throws SQLException {
    return withString.executeUpdate();
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
