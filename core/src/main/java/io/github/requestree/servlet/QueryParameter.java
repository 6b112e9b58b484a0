package io.github.requestree.servlet;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a parameter of a raw query string. The container's own reading would consume the body of a
 * form, and throw for what it cannot decode.
 */
final class QueryParameter {

  /** What comes later in a query string is not looked at. */
  private static final int LONGEST_QUERY = 8_192;

  private QueryParameter() {}

  /**
   * The value of the first parameter of this name as it came, empty if it has none; null if there
   * is no such parameter. Allocates nothing then.
   *
   * @param name compared as it came too
   */
  static @Nullable String raw(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    int end = Math.min(query.length(), LONGEST_QUERY);
    int length = name.length();
    int at = 0;
    while (at + length <= end) {
      int next = query.indexOf('&', at);
      int stop = next < 0 || next > end ? end : next;
      if (stop - at >= length && query.startsWith(name, at)) {
        if (stop - at == length) {
          return "";
        }
        if (query.charAt(at + length) == '=') {
          return query.substring(at + length + 1, stop);
        }
      }
      at = stop + 1;
    }
    return null;
  }

  /**
   * The value without its escapes, in UTF-8; null if one is broken, or if it would be longer.
   *
   * @param longest in bytes
   */
  static @Nullable String decoded(String raw, int longest) {
    byte[] bytes = new byte[Math.min(raw.length(), longest)];
    int count = 0;
    for (int i = 0; i < raw.length(); i++) {
      if (count == bytes.length) {
        return null;
      }
      int c = raw.charAt(i);
      if (c == '%') {
        c = i + 2 < raw.length() ? twoDigits(raw.charAt(i + 1), raw.charAt(i + 2)) : -1;
        i += 2;
      } else if (c == '+') {
        c = ' ';
      }
      if (c < 0 || c > 0xff) {
        return null;
      }
      bytes[count++] = (byte) c;
    }
    return new String(bytes, 0, count, StandardCharsets.UTF_8);
  }

  private static int twoDigits(char high, char low) {
    int first = digit(high);
    int second = digit(low);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }

  private static int digit(char c) {
    // Character.digit would take the digits of all scripts.
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
