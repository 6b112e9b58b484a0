package io.github.requestree.servlet;

import io.github.requestree.internal.Glob;

/**
 * A pattern over a decoded path, in which {@code *} stands for any characters, slashes included. It
 * may be encoded itself. Immutable and thread-safe.
 */
final class PathPattern {

  private final Glob glob;

  /** The pattern must be {@linkplain #canMatch possible}. */
  PathPattern(String pattern) {
    glob = new Glob(pattern, RawPath::decoded);
  }

  /**
   * Returns whether a path could ever match: a path starts with a slash and holds no parameters.
   */
  static boolean canMatch(String pattern) {
    return !pattern.isEmpty()
        && (pattern.charAt(0) == '/' || pattern.charAt(0) == '*')
        && pattern.chars().noneMatch(c -> Character.isISOControl(c) || ";?#".indexOf(c) >= 0);
  }

  /** Returns whether the path matches, from this index on. */
  boolean matches(String path, int start) {
    return glob.matches(path, start);
  }
}
