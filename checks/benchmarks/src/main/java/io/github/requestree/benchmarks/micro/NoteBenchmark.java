package io.github.requestree.benchmarks.micro;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.ActiveProfile;
import io.github.requestree.sampling.Profiler;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures notes in a profile that is being sampled. They come so fast that the budget for finding
 * the application's call is used up at once; see {@link PlaceBenchmark} for that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class NoteBenchmark {

  private static final String[] TEXTS = {
    "select * from orders where id = ?",
    "select text, amount from line where order_id = ? order by position",
    "update stock set amount = amount - ? where product_id = ?",
    "insert into audit (at, what) values (?, ?)"
  };

  private final Profiler profiler = Profiler.builder().build();
  private @Nullable ActiveProfile active;
  private int next;

  @Setup(Level.Iteration)
  public void start() {
    active = profiler.start("notes");
  }

  @Benchmark
  public void note() {
    next = (next + 1) % TEXTS.length;
    Profiler.current().note("sql", TEXTS[next], 1_000, Map.of());
  }

  @TearDown(Level.Iteration)
  public void stop() {
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
