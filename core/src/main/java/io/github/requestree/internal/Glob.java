package io.github.requestree.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A pattern for names or paths, in which {@code *} stands for any characters. Immutable and
 * thread-safe.
 *
 * <p>The text between the stars is searched once, from left to right, without going back. No
 * pattern and no text makes a match expensive.
 */
public final class Glob {

  private final List<String> parts;

  public Glob(String pattern) {
    this(pattern, UnaryOperator.identity());
  }

  /**
   * Makes a pattern that may be encoded.
   *
   * @param decode decodes the text between the stars
   */
  public Glob(String pattern, UnaryOperator<String> decode) {
    parts = Arrays.stream(pattern.split("\\*", -1)).map(decode).toList();
  }

  /** Returns whether the pattern matches all of the text. */
  public boolean matches(String text) {
    return matches(text, 0);
  }

  /** Returns whether the pattern matches the text from this index on. */
  public boolean matches(String text, int start) {
    String first = parts.get(0);
    int length = text.length() - start;
    if (!text.startsWith(first, start)) {
      return false;
    }
    if (parts.size() == 1) {
      return length == first.length();
    }
    String last = parts.get(parts.size() - 1);
    if (length < first.length() + last.length() || !text.endsWith(last)) {
      return false;
    }
    int from = start + first.length();
    int end = text.length() - last.length();
    for (int i = 1; i < parts.size() - 1; i++) {
      String part = parts.get(i);
      int found = text.indexOf(part, from);
      if (found < 0 || found + part.length() > end) {
        return false;
      }
      from = found + part.length();
    }
    return true;
  }
}
