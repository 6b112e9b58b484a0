package io.github.requestree.servlet;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The pattern that a request matched. Immutable and thread-safe.
 *
 * @param pattern what the requests of one kind have in common
 * @param named whether the application or its framework named it, rather than us guessing
 * @param fromPath whether it is the path, which is nobody else's business
 */
record Route(String pattern, boolean named, boolean fromPath) {

  private static final int LONGEST = 200;

  /** Set by applications and by instrumentation; JAX-RS alone tells a filter nothing. */
  private static final String HTTP_ROUTE = "http.route";

  private static final String SPRING_PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** The route of a request that is being served, as far as it is known by now. */
  static Route of(HttpServletRequest request, String path) {
    String name = attribute(request, HTTP_ROUTE);
    if (name == null) {
      name = attribute(request, SPRING_PATTERN);
    }
    if (name != null) {
      return new Route(cut(name), true, false);
    }
    String mapping = servletMapping(request);
    return mapping != null ? new Route(cut(mapping), false, false) : ofPath(path);
  }

  /** The route of a request of which only the path within its context is known. */
  static Route ofPath(String path) {
    return new Route(cut(FoldedPath.of(path)), false, true);
  }

  private static @Nullable String attribute(HttpServletRequest request, String name) {
    // Spring's functional endpoints store a pattern object here, not a string.
    Object value = request.getAttribute(name);
    String text = value == null ? "" : String.valueOf(value.toString());
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String servletMapping(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    String pattern = mapping == null ? null : mapping.getPattern();
    // A servlet that takes everything says nothing about what was asked for, and a named dispatch
    // has no pattern.
    boolean tellsNothing =
        pattern == null || pattern.isEmpty() || pattern.equals("/") || pattern.equals("/*");
    return tellsNothing ? null : pattern;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
