package io.github.requestree.servlet;

import io.github.requestree.internal.Glob;
import java.util.Collection;

/**
 * Makes patterns over a decoded path, in which {@code *} stands for any characters, slashes
 * included. They may be encoded themselves. Stateless.
 */
final class PathPattern {

  private PathPattern() {}

  /** The pattern must be {@linkplain #canMatch possible}. */
  static Glob of(String pattern) {
    return new Glob(pattern, RawPath::decoded);
  }

  static Glob[] all(Collection<String> patterns) {
    return patterns.stream().map(PathPattern::of).toArray(Glob[]::new);
  }

  /** Returns whether any of them matches the path, from this index on. Allocates nothing. */
  static boolean anyMatches(Glob[] patterns, String path, int start) {
    for (Glob pattern : patterns) {
      if (pattern.matches(path, start)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a path could ever match: a path starts with a slash and holds no parameters.
   */
  static boolean canMatch(String pattern) {
    return !pattern.isEmpty()
        && (pattern.charAt(0) == '/' || pattern.charAt(0) == '*')
        && pattern.chars().noneMatch(c -> Character.isISOControl(c) || ";?#".indexOf(c) >= 0);
  }
}
