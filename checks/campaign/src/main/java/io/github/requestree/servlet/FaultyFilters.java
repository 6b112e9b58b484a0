package io.github.requestree.servlet;

import io.github.requestree.sampling.Profiler;
import java.util.function.Supplier;

/** Makes filters whose profilers are built otherwise, opened to the campaign. Stateless. */
public final class FaultyFilters {

  private FaultyFilters() {}

  /** Returns a filter whose profilers begin with these builders. */
  public static ProfilingFilter create(
      ProfilingOptions options, Supplier<Profiler.Builder> builders) {
    ProfilingFilter filter = ProfilingFilter.create(options);
    filter.builders = builders;
    return filter;
  }
}
