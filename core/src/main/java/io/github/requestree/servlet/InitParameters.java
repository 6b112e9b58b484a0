package io.github.requestree.servlet;

import io.github.requestree.internal.Option;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the filter's init-params when the container starts it. */
record InitParameters(FilterConfig config) {

  /**
   * Returns the options that the parameters ask for, and warns of parameters that are no option.
   *
   * @throws ServletException if a value is not accepted
   */
  ProfilingOptions options(Warnings warnings) throws ServletException {
    try {
      ProfilingOptions.Builder builder = ProfilingOptions.builder();
      for (String name : names()) {
        if (!ProfilingOptions.names().contains(name)) {
          warnings.setup(
              "unknown init-param '"
                  + Option.shown(name)
                  + "' ignored; known are "
                  + String.join(", ", ProfilingOptions.names()));
        } else {
          builder.set(name, String.valueOf(config.getInitParameter(name)));
        }
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ServletException("requestree: init-param " + e.getMessage(), e);
    }
  }

  /** Warns of parameters that have no effect, as the options were given. */
  void warnIgnored(Warnings warnings) {
    List<String> names = names();
    if (!names.isEmpty()) {
      warnings.setup(
          "init-params ignored, as the filter was created with options: "
              + names.stream().map(Option::shown).collect(Collectors.joining(", ")));
    }
  }

  private List<String> names() {
    Enumeration<String> names = config.getInitParameterNames();
    return names == null ? List.of() : Collections.list(names);
  }
}
