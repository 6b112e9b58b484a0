package io.github.requestree.spring;

import io.github.requestree.servlet.ProfilingOptions;

/**
 * Changes the options of the filter before it starts, after all properties. A bean of this type is
 * called once, in the order of {@code @Order}.
 */
@FunctionalInterface
public interface ProfilingOptionsCustomizer {

  /** Changes these options. What it throws keeps the application from starting. */
  void customize(ProfilingOptions.Builder options);
}
