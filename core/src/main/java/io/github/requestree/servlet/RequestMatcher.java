package io.github.requestree.servlet;

import java.util.List;
import java.util.Set;

/** Decides by method and path which requests are profiled. Immutable and thread-safe. */
final class RequestMatcher {

  private final Set<String> methods;

  // Arrays, since going through a list makes an iterator for each request.
  private final PathPattern[] include;
  private final PathPattern[] exclude;

  RequestMatcher(List<String> methods, List<String> include, List<String> exclude) {
    this.methods = Set.copyOf(methods);
    this.include = include.stream().map(PathPattern::new).toArray(PathPattern[]::new);
    this.exclude = exclude.stream().map(PathPattern::new).toArray(PathPattern[]::new);
  }

  /**
   * Whether the request is profiled.
   *
   * @param method the method as it came
   * @param path the raw path without context path and path parameters
   */
  boolean matches(String method, String path) {
    return (methods.isEmpty() || methods.contains(method))
        && (include.length == 0 || anyMatches(include, path))
        && !anyMatches(exclude, path);
  }

  private static boolean anyMatches(PathPattern[] patterns, String path) {
    for (PathPattern pattern : patterns) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }
}
