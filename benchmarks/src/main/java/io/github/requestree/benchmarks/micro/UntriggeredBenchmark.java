package io.github.requestree.benchmarks.micro;

import io.github.requestree.servlet.FilterStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request that is not to be profiled, and the same without the filter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class UntriggeredBenchmark {

  private final StubRequest request = new StubRequest();
  private final Stubs.Response response = new Stubs.Response();
  private final Stubs.Chain chain = new Stubs.Chain();
  private final ProfilingFilter filter;

  public UntriggeredBenchmark() {
    filter = ProfilingFilter.create(ProfilingOptions.builder().include("/nothing/*").build());
  }

  @Setup
  public void init() throws ServletException {
    Stubs.init(filter);
  }

  @Benchmark
  public long bareChain() {
    chain.doFilter(request, response);
    return chain.calls();
  }

  @Benchmark
  public long filter() throws ServletException, IOException {
    filter.doFilter(request, response, chain);
    return chain.calls();
  }

  @TearDown
  public void check() {
    long started = FilterStatistics.of(filter).started();
    filter.destroy();
    if (started > 0) {
      throw new IllegalStateException(started + " requests were profiled");
    }
  }
}
