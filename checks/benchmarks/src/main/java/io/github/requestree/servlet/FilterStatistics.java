package io.github.requestree.servlet;

import io.github.requestree.sampling.ProfilerStatistics;
import java.util.Objects;

/** Opens the statistics of a filter to the benchmarks. */
public final class FilterStatistics {

  private FilterStatistics() {}

  /** Returns the counts of the filter's profiler; the filter must have been initialised. */
  public static ProfilerStatistics of(ProfilingFilter filter) {
    return Objects.requireNonNull(filter.statistics(), "statistics");
  }
}
