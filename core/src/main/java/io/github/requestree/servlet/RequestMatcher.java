package io.github.requestree.servlet;

import io.github.requestree.internal.Glob;
import java.util.List;
import java.util.Set;

/** Decides by method and path which requests are profiled. Immutable and thread-safe. */
final class RequestMatcher {

  /** The characters that RFC 9110 forbids in tokens, beside spaces and controls. */
  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

  private final Set<String> methods;

  // Arrays, since going through a list makes an iterator for each request.
  private final Glob[] include;
  private final Glob[] exclude;

  RequestMatcher(List<String> methods, List<String> include, List<String> exclude) {
    this.methods = Set.copyOf(methods);
    this.include = PathPattern.all(include);
    this.exclude = PathPattern.all(exclude);
  }

  /**
   * Returns whether the request is profiled. Allocates nothing.
   *
   * @param method the method as it came
   * @param path the decoded path without path parameters
   * @param start the start of the path within its context; an empty rest is the path {@code /}
   */
  boolean matches(String method, String path, int start) {
    if (start == path.length()) {
      return matches(method, "/", 0);
    }
    return (methods.isEmpty() || methods.contains(method))
        && (include.length == 0 || PathPattern.anyMatches(include, path, start))
        && !PathPattern.anyMatches(exclude, path, start);
  }

  /** Returns whether it can be a method or the name of a header. */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0);
  }
}
