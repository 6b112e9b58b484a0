package io.github.requestree.servlet;

import io.github.requestree.sampling.ProfilerStatistics;
import org.jspecify.annotations.Nullable;

/** Lets the benchmarks read what users have no need for. */
public final class FilterAccess {

  private FilterAccess() {}

  /** What the filter's latest profiler has done; null before the first {@code init}. */
  public static @Nullable ProfilerStatistics statistics(ProfilingFilter filter) {
    return filter.statistics();
  }
}
