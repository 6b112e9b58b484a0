package io.github.requestree.benchmarks.micro;

import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.servlet.FilterStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A request that is profiled but ends before the first tick, while the sampler is busy with another
 * one. It is too fast to be reported, and so many come that it stays young. The filter alone, as
 * integrations have costs of their own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class ProfiledBenchmark {

  private final StubRequest request = new StubRequest();
  private final Stubs.Response response = new Stubs.Response();
  private final Stubs.Chain chain = new Stubs.Chain();
  private final ProfilingFilter filter =
      ProfilingFilter.create(
          ProfilingOptions.builder().slowerThan(Duration.ofHours(1)).integrations("none").build());
  private @Nullable LongRequest other;

  @Setup
  public void init() throws ServletException, InterruptedException {
    Stubs.init(filter);
    other = new LongRequest(filter);
  }

  @Benchmark
  public long request() throws ServletException, IOException {
    request.recycle();
    filter.doFilter(request, response, chain);
    return chain.calls();
  }

  @TearDown
  public void check() throws InterruptedException {
    ProfilerStatistics statistics = FilterStatistics.of(filter);
    if (other != null) {
      other.end();
    }
    filter.destroy();
    if (statistics.started() < chain.calls() || statistics.polls() == 0) {
      throw new IllegalStateException("not what was to be measured: " + statistics);
    }
  }
}
