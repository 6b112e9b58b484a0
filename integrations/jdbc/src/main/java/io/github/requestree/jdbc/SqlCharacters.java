package io.github.requestree.jdbc;

/** Classifies the characters of an SQL text. Stateless and thread-safe. */
final class SqlCharacters {

  private SqlCharacters() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordStart(String sql, int i) {
    char c = sql.charAt(i);
    return c != '$' && c != '#' && isWordPart(sql, i);
  }

  static boolean isWordPart(String sql, int i) {
    char c = sql.charAt(i);
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || isDigit(c)
          || c == '_'
          || c == '$'
          || c == '#'
          || c == '@';
    }
    return !isBlank(sql, i);
  }

  /**
   * Returns whether it is a blank, or must not be printed: control and format characters, halves of
   * pairs.
   */
  static boolean isBlank(String sql, int i) {
    char c = sql.charAt(i);
    if (c < 0x7f) {
      return c <= ' ';
    }
    if (Character.isHighSurrogate(c)) {
      return i + 1 >= sql.length() || !Character.isLowSurrogate(sql.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i == 0 || !Character.isHighSurrogate(sql.charAt(i - 1));
    }
    return Character.isISOControl(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /** Returns the end of the number that begins there, with any letters right behind it. */
  static int endOfNumber(String sql, int start) {
    boolean hex = start + 1 < sql.length() && (sql.charAt(start + 1) | 0x20) == 'x';
    int end = start + 1;
    while (end < sql.length() && (isInNumber(sql, end) || (!hex && isSignOfExponent(sql, end)))) {
      end++;
    }
    return end;
  }

  private static boolean isInNumber(String sql, int i) {
    char c = sql.charAt(i);
    return c == '.' || (c != '$' && c != '#' && c != '@' && isWordPart(sql, i));
  }

  /** Returns whether it is a sign within a number; not for the first character of a number. */
  private static boolean isSignOfExponent(String sql, int i) {
    char c = sql.charAt(i);
    return (c == '+' || c == '-')
        && (sql.charAt(i - 1) | 0x20) == 'e'
        && (isDigit(sql.charAt(i - 2)) || sql.charAt(i - 2) == '.')
        && i + 1 < sql.length()
        && isDigit(sql.charAt(i + 1));
  }
}
