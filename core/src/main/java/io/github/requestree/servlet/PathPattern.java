package io.github.requestree.servlet;

import java.util.Arrays;
import java.util.List;

/**
 * A pattern over a decoded path, in which {@code *} stands for any characters, slashes included. It
 * may be encoded itself. Immutable and thread-safe.
 *
 * <p>The text between the stars is searched from left to right and never given back, so that no
 * pattern and no path makes a match expensive.
 */
final class PathPattern {

  private final List<String> parts;

  /** The pattern must be {@linkplain #canMatch possible}. */
  PathPattern(String pattern) {
    parts = Arrays.stream(pattern.split("\\*", -1)).map(RawPath::decoded).toList();
  }

  /** Whether a path could ever match: one starts with a slash and holds no parameters. */
  static boolean canMatch(String pattern) {
    return !pattern.isEmpty()
        && (pattern.charAt(0) == '/' || pattern.charAt(0) == '*')
        && pattern.chars().noneMatch(c -> Character.isISOControl(c) || ";?#".indexOf(c) >= 0);
  }

  /** Whether the path matches, from this index on. */
  boolean matches(String path, int start) {
    String first = parts.get(0);
    int length = path.length() - start;
    if (!path.startsWith(first, start)) {
      return false;
    }
    if (parts.size() == 1) {
      return length == first.length();
    }
    String last = parts.get(parts.size() - 1);
    if (length < first.length() + last.length() || !path.endsWith(last)) {
      return false;
    }
    int from = start + first.length();
    int end = path.length() - last.length();
    for (int i = 1; i < parts.size() - 1; i++) {
      String part = parts.get(i);
      int found = path.indexOf(part, from);
      if (found < 0 || found + part.length() > end) {
        return false;
      }
      from = found + part.length();
    }
    return true;
  }
}
