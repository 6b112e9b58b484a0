package io.github.requestree.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a parameter of a raw query string. The container's own reading would consume the body of a
 * form, and throw for text that it cannot decode. Stateless.
 */
final class QueryParameter {

  /** The longest query string that is read; the rest is ignored. */
  private static final int MAX_QUERY = 8_192;

  private QueryParameter() {}

  /**
   * Returns the raw value of the first parameter of this name, empty if it has none; null if there
   * is no such parameter. Allocates nothing then.
   *
   * @param name the name, compared with the raw one
   */
  static @Nullable String raw(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    int end = Math.min(query.length(), MAX_QUERY);
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
   * Returns the value without its escapes, in UTF-8; null if one is broken, or if it would be
   * longer.
   *
   * @param longest in bytes
   */
  static @Nullable String decoded(String raw, int longest) {
    // Beyond one byte, a digit of another script would be one of an escape.
    if (raw.length() > 3 * longest || raw.chars().anyMatch(c -> c > 0xff)) {
      return null;
    }
    try {
      byte[] bytes =
          URLDecoder.decode(raw, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
      return bytes.length > longest ? null : new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
