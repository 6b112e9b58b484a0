package io.github.requestree.servlet;

import io.github.requestree.profile.SafeText;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pattern that a request matched. Immutable and thread-safe.
 *
 * @param pattern the common part of the requests of one kind
 * @param named whether the application or its framework named it; otherwise it is guessed
 * @param fromPath whether it is the path, which must not be shown to others
 */
record Route(String pattern, boolean named, boolean fromPath) {

  private static final int MAX_LENGTH = 200;

  /**
   * The attribute that applications and instrumentation set; JAX-RS alone tells a filter nothing.
   */
  private static final String HTTP_ROUTE = "http.route";

  private static final String SPRING_PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** Spring's pattern for static files, and for paths that it does not find. */
  private static final String ANYTHING = "/**";

  private static final Set<String> EVERYTHING = Set.of("", "/", "/*");

  /** The route of a request that is being served, as far as it is known by now. */
  static Route of(HttpServletRequest request, String path) {
    String name = attribute(request, HTTP_ROUTE);
    if (name != null) {
      return new Route(cut(name), true, false);
    }
    HttpServletMapping servlet = request.getHttpServletMapping();
    String pattern = attribute(request, SPRING_PATTERN);
    if (pattern != null && !pattern.equals(ANYTHING)) {
      return new Route(cut(below(servlet, pattern, path)), true, false);
    }
    String mapping = tellingPattern(servlet);
    return mapping != null ? new Route(cut(mapping), false, false) : ofPath(path);
  }

  /** Returns the route of a request of which only the path within its context is known. */
  static Route ofPath(String path) {
    return new Route(cut(FoldedPath.of(path)), false, true);
  }

  private static @Nullable String attribute(HttpServletRequest request, String name) {
    // Spring's functional endpoints store a pattern object here, not a string.
    Object value = request.getAttribute(name);
    String text = value == null ? "" : String.valueOf(value.toString());
    return text.isEmpty() ? null : text;
  }

  /**
   * Returns the pattern below the prefix that its servlet is mapped to, as two of them may have the
   * same one.
   */
  private static String below(@Nullable HttpServletMapping servlet, String pattern, String path) {
    if (servlet == null || servlet.getMappingMatch() != MappingMatch.PATH) {
      return pattern;
    }
    String mapping = servlet.getPattern();
    String prefix = mapping.substring(0, Math.max(0, mapping.length() - "/*".length()));
    // With alwaysUseFullPath it is there already, unless the path has it twice.
    boolean full = pattern.startsWith(prefix + "/") && !path.startsWith(prefix + prefix + "/");
    return full ? pattern : prefix + pattern;
  }

  /** Returns the mapping of the servlet, if it tells more than the servlet itself. */
  private static @Nullable String tellingPattern(@Nullable HttpServletMapping servlet) {
    String pattern = servlet == null ? null : servlet.getPattern();
    // A servlet that takes everything, or all of one extension, says nothing, and a named dispatch
    // has no pattern.
    boolean tellsNothing =
        pattern == null || EVERYTHING.contains(pattern) || pattern.startsWith("*.");
    return tellsNothing ? null : pattern;
  }

  private static String cut(String text) {
    return SafeText.cut(text, MAX_LENGTH);
  }
}
