package io.github.requestree.benchmarks.micro;

import io.github.requestree.servlet.FilterStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import io.github.requestree.servlet.Trigger;
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
  private final ProfilingFilter byChance;
  private final ProfilingFilter onDemand;

  public UntriggeredBenchmark() {
    filter = ProfilingFilter.create(ProfilingOptions.builder().include("/nothing/*").build());
    // Chance is asked for each request, and never has its way.
    byChance = triggered(Trigger.oneIn(100).and(Trigger.none()));
    onDemand =
        triggered(Trigger.onDemandByParameter("profile").or(Trigger.onDemandByHeader("X-Profile")));
  }

  private static ProfilingFilter triggered(Trigger trigger) {
    return ProfilingFilter.create(
        ProfilingOptions.builder().trigger(trigger).secret("not-a-secret-at-all").build());
  }

  @Setup
  public void init() throws ServletException {
    Stubs.init(filter);
    Stubs.init(byChance);
    Stubs.init(onDemand);
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

  @Benchmark
  public long byChance() throws ServletException, IOException {
    request.recycle();
    byChance.doFilter(request, response, chain);
    return chain.calls();
  }

  @Benchmark
  public long onDemand() throws ServletException, IOException {
    onDemand.doFilter(request, response, chain);
    return chain.calls();
  }

  @TearDown
  public void check() {
    check(filter);
    check(byChance);
    check(onDemand);
  }

  private static void check(ProfilingFilter filter) {
    long started = FilterStatistics.of(filter).started();
    filter.destroy();
    if (started > 0) {
      throw new IllegalStateException(started + " requests were profiled");
    }
  }
}
