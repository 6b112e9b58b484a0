package io.github.requestree.jdbc;

import io.github.requestree.profile.SafeText;

/**
 * Makes an SQL text safe to show: {@code ?} for strings and numbers, no comments, on one line, at
 * most 500 characters. Stateless and thread-safe. It takes time in proportion to the length of the
 * text, and reads at most 10,000 characters of it.
 */
final class SqlText {

  /** Says that there was more. */
  static final String MORE = "\u2026";

  static final int MAX_LENGTH = 500;
  static final int MAX_READ = 10_000;

  private SqlText() {}

  /** Returns the text without its data. */
  static String withoutData(String sql) {
    if (sql.length() <= MAX_READ) {
      return cut(SqlLists.fold(new SqlScanner(sql).scan()));
    }
    String text = SqlLists.fold(new SqlScanner(SafeText.cut(sql, MAX_READ)).scan());
    return cut(text.endsWith(MORE) ? text : text + MORE);
  }

  /** Returns the beginning, if the text is longer than may be shown. */
  static String cut(String text) {
    return SafeText.cutWithEllipsis(text, MAX_LENGTH);
  }
}
