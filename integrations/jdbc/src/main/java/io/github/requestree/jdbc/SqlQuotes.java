package io.github.requestree.jdbc;

/**
 * Finds where quoted parts of an SQL text end; -1 if they do not, or if databases could disagree.
 * Stateless and thread-safe.
 */
final class SqlQuotes {

  /** A string of one backslash, by the standard. */
  static final String BACKSLASH = "'\\'";

  private SqlQuotes() {}

  /** Returns whether there is such a string, which is all there is after {@code escape}. */
  static boolean isBackslash(String sql, int start) {
    return sql.startsWith(BACKSLASH, start) && !sql.startsWith(BACKSLASH + "'", start);
  }

  /** Returns the end of the text that begins with the quote there, in which two quotes are one. */
  static int end(String sql, int start) {
    return end(sql, start, false);
  }

  /**
   * As the method above, for PostgreSQL's {@code E'…'}, in which backslashes escape in any case.
   */
  static int endWithEscapes(String sql, int start) {
    return end(sql, start, true);
  }

  private static int end(String sql, int start, boolean escapes) {
    char quote = sql.charAt(start);
    if (quote != '`' && isQuote(sql, start + 1, quote) && isQuote(sql, start + 2, quote)) {
      // For BigQuery it ends with three of them, and single ones stand for themselves.
      return -1;
    }
    int i = start + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      boolean quoted = isQuote(sql, i + 1, quote);
      if (c == '\\' && quote != '`') {
        if (quoted && !escapes) {
          // The standard ends it here, MySQL does not.
          return -1;
        }
        i += 2;
      } else if (c == quote && !quoted) {
        return i + 1;
      } else {
        i += c == quote ? 2 : 1;
      }
    }
    return -1;
  }

  private static boolean isQuote(String sql, int i, char quote) {
    return i < sql.length() && sql.charAt(i) == quote;
  }

  /**
   * As the method above, for Oracle's {@code q'[it's]'}: the string ends with the counterpart of
   * its beginning.
   */
  static int endForOracle(String sql, int start) {
    if (start + 1 >= sql.length()) {
      return -1;
    }
    char open = sql.charAt(start + 1);
    int pair = "[{(<".indexOf(open);
    char close = pair < 0 ? open : "]})>".charAt(pair);
    int end = sql.indexOf(close + "'", start + 2);
    return end < 0 ? -1 : end + 2;
  }
}
