package io.github.requestree.benchmarks.overhead.server;

import io.github.requestree.servlet.FilterStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * This library. The filter is made once and kept: a new one has several seconds' worth of its
 * budget to spend at first, which is not what it costs in the long run. Without requests its
 * threads park.
 */
final class OwnProfiling implements Treatment {

  private final ProfilingFilter filter;
  private final SlowReports slow;
  private boolean initialised;

  OwnProfiling(ProfilingOptions options) {
    this(options, new SlowReports());
  }

  /**
   * @param slow the sink of slow requests
   */
  OwnProfiling(ProfilingOptions options, SlowReports slow) {
    filter = ProfilingFilter.create(options);
    this.slow = slow;
  }

  @Override
  public Filter filter() {
    return filter;
  }

  @Override
  public void start() throws ServletException {
    if (!initialised) {
      filter.init(new NoParameters());
      initialised = true;
    }
  }

  @Override
  public void stop() {}

  @Override
  public void end() {
    filter.destroy();
  }

  @Override
  public long accountedNanos() {
    return initialised ? FilterStatistics.of(filter).ownCpuNanos() : 0;
  }

  @Override
  public long walks() {
    return initialised ? FilterStatistics.of(filter).walks() : 0;
  }

  @Override
  public long checks() {
    return initialised ? FilterStatistics.of(filter).polls() : 0;
  }

  @Override
  public long ticks() {
    return initialised ? FilterStatistics.of(filter).ticks() : 0;
  }

  @Override
  public long slow() {
    return slow.all();
  }

  @Override
  public long slowSeen() {
    return slow.seen();
  }

  private static final class NoParameters implements FilterConfig {

    @Override
    public String getFilterName() {
      return "profiling";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.emptyEnumeration();
    }
  }
}
