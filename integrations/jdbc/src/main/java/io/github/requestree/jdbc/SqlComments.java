package io.github.requestree.jdbc;

/** Finds where comments of an SQL text end. Stateless and thread-safe. */
final class SqlComments {

  private static final String QUOTES = "'\"`";

  /** Characters that could begin something else, which would hide the end of a comment. */
  private static final String BEGINNINGS = QUOTES + "-#$[\\{";

  private SqlComments() {}

  /**
   * Returns the end of the comment that begins with two dashes there; -1 if that is not sure. For
   * MySQL it is one only if a blank follows.
   */
  static int endOfLine(String sql, int start) {
    int end = start + 2;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    boolean lonelyReturn =
        end < sql.length()
            && sql.charAt(end) == '\r'
            && !(end + 1 < sql.length() && sql.charAt(end + 1) == '\n');
    boolean blank = end == start + 2 || sql.charAt(start + 2) <= ' ';
    boolean sure = blank || (!hasAny(sql, start + 2, end, QUOTES) && !hasBlock(sql, start, end));
    return lonelyReturn || !sure ? -1 : end;
  }

  private static boolean hasBlock(String sql, int start, int end) {
    for (int i = start; i + 1 < end; i++) {
      if (sql.startsWith("/*", i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the end of the block that begins there; -1 if it does not end or if that is not sure.
   * Blocks nest for PostgreSQL and SQL Server, and for others the first end is the end.
   */
  static int endOfBlock(String sql, int start) {
    int depth = 1;
    int firstEnd = -1;
    int i = start + 2;
    while (depth > 0 && i + 1 < sql.length()) {
      if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
        firstEnd = firstEnd < 0 ? i : firstEnd;
      } else if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else {
        i++;
      }
    }
    if (depth > 0 || hasAny(sql, firstEnd, i, BEGINNINGS)) {
      return -1;
    }
    // For MySQL and MariaDB its content may be code.
    boolean code = sql.startsWith("!", start + 2) || sql.startsWith("M!", start + 2);
    return code && hasAny(sql, start, i, QUOTES) ? -1 : i;
  }

  private static boolean hasAny(String sql, int start, int end, String characters) {
    for (int i = start; i < end; i++) {
      if (characters.indexOf(sql.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
