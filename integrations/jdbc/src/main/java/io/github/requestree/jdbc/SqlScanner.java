package io.github.requestree.jdbc;

import static io.github.requestree.jdbc.SqlCharacters.endOfNumber;
import static io.github.requestree.jdbc.SqlCharacters.isBlank;
import static io.github.requestree.jdbc.SqlCharacters.isDigit;
import static io.github.requestree.jdbc.SqlCharacters.isWordPart;
import static io.github.requestree.jdbc.SqlCharacters.isWordStart;

/**
 * Reads an SQL text once and writes it without its data. <em>Not</em> thread-safe.
 *
 * <p>Databases differ in the meaning of a quote, a backslash or a comment, and the text does not
 * name its database. If two of them could disagree about the end of a string, or if one does not
 * end, the rest is {@code ?}. Too little is shown rather than data.
 */
final class SqlScanner {

  /** No database has longer names. */
  private static final int MAX_NAME = 128;

  private static final char STRING = '\'';
  private static final char NAME = '"';
  private static final char MYSQL_NAME = '`';

  private final String sql;
  private final SqlNames names = new SqlNames();
  private final StringBuilder out;
  private int at;

  /** The word before, if nothing but blanks and comments is in between. */
  private int wordStart;

  private int wordEnd;

  /** True if blanks or comments came before the current part. */
  private boolean gap;

  private int depth;

  /** In {@code [...]}: a name for SQL Server, or an array with strings in it. */
  private boolean inBrackets;

  /** After {@code #} or {@code //} on the same line: a comment for some, for others not. */
  private boolean maybeComment;

  /** True if {@code from} is followed by a table. */
  private boolean isQuery;

  private boolean stopped;

  SqlScanner(String sql) {
    this.sql = sql;
    out = new StringBuilder(sql.length());
  }

  String scan() {
    while (at < sql.length() && !stopped) {
      next();
    }
    return names.isSure() ? out.toString() : names.hidden(out);
  }

  private void next() {
    char c = sql.charAt(at);
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
    } else if (isWordStart(sql, at)) {
      word();
    } else if (isBlank(sql, at)) {
      gap = true;
      maybeComment &= c != '\n';
      at++;
    } else {
      special(c);
    }
  }

  private void special(char c) {
    switch (c) {
      case STRING -> literal(endOfString(at));
      case NAME -> quotedName(SqlQuotes.end(sql, at));
      case MYSQL_NAME -> quotedName(SqlQuotes.end(sql, at));
      case '$' -> dollar();
      case '#' -> hash();
      case '-' -> {
        if (peek(1) == '-') {
          comment(SqlComments.endOfLine(sql, at));
        } else {
          plain(1);
        }
      }
      case '/' -> {
        if (peek(1) == '*') {
          comment(SqlComments.endOfBlock(sql, at));
        } else {
          maybeComment |= peek(1) == '/';
          plain(1);
        }
      }
      case ']' -> {
        // For SQL Server two of them are one that belongs to the name.
        boolean two = peek(1) == ']';
        inBrackets &= two;
        plain(two ? 2 : 1);
      }
      default -> {
        depth = Math.max(0, depth + (c == '(' ? 1 : c == ')' ? -1 : 0));
        inBrackets |= c == '[';
        plain(1);
      }
    }
  }

  private void number() {
    if (!gap) {
      dropSign();
    }
    int end = endOfNumber(sql, at);
    mark();
    at = end;
  }

  /** Drops the sign of a number, if it cannot be an operator. */
  private void dropSign() {
    int last = out.length() - 1;
    if (last < 0 || (out.charAt(last) != '-' && out.charAt(last) != '+')) {
      return;
    }
    int before = last - 1;
    while (before >= 0 && out.charAt(before) == ' ') {
      before--;
    }
    if (before < 0 || "(,=<>".indexOf(out.charAt(before)) >= 0) {
      out.setLength(last);
    }
  }

  private void word() {
    int start = at;
    int end = at + 1;
    boolean hash = false;
    while (end < sql.length() && isWordPart(sql, end)) {
      hash |= sql.charAt(end) == '#';
      end++;
    }
    if (end < sql.length() && sql.charAt(end) == STRING && prefixed(start, end)) {
      return;
    }
    if (isWord("u", start, end) && sql.startsWith("&'", end)) {
      literal(endOfString(end + 1));
      return;
    }
    isQuery |= out.isEmpty() && beginsQuery(start, end);
    separate();
    out.append(sql, start, end);
    at = end;
    maybeComment |= hash;
    boolean password = isWord("by", start, end) && isAfter("identified");
    wordStart = start;
    wordEnd = end;
    if (password) {
      // For Oracle a password is a name.
      stop();
    }
  }

  private boolean beginsQuery(int start, int end) {
    return isWord("select", start, end)
        || isWord("with", start, end)
        || isWord("delete", start, end)
        || isWord("update", start, end)
        || isWord("insert", start, end);
  }

  /** Returns whether the word is the beginning of a string, which then has been read. */
  private boolean prefixed(int start, int end) {
    if (isWord("q", start, end) || isWord("nq", start, end)) {
      literal(SqlQuotes.endForOracle(sql, end));
    } else if (isWord("e", start, end)) {
      literal(SqlQuotes.endWithEscapes(sql, end));
    } else if (isWord("n", start, end) || isWord("x", start, end) || isWord("b", start, end)) {
      literal(endOfString(end));
    } else {
      return false;
    }
    return true;
  }

  private int endOfString(int start) {
    return isAfter("escape") && SqlQuotes.isBackslash(sql, start)
        ? start + SqlQuotes.BACKSLASH.length()
        : SqlQuotes.end(sql, start);
  }

  private void quotedName(int end) {
    if (end < 0 || isDoubtful(end)) {
      stop();
      return;
    }
    char quote = sql.charAt(at);
    if (quote == MYSQL_NAME && (contains(STRING, end) || contains(NAME, end))) {
      stop();
      return;
    }
    boolean afterDot = !gap && out.length() > 0 && out.charAt(out.length() - 1) == '.';
    boolean namesTable =
        isAfter("join")
            || isAfter("into")
            || isAfter("update")
            || isAfter("table")
            // Not in trim(… from …) and its like.
            || (isQuery && depth == 0 && isAfter("from"));
    if (end - at > MAX_NAME) {
      literal(end);
      return;
    }
    separate();
    int start = out.length();
    for (int i = at; i < end; i++) {
      out.append(isBlank(sql, i) ? ' ' : sql.charAt(i));
    }
    boolean beforeDot = end < sql.length() && sql.charAt(end) == '.';
    if (quote == NAME) {
      names.add(start, out.length(), end - at > 2 && (afterDot || beforeDot || namesTable));
    }
    at = end;
    wordEnd = 0;
  }

  /** PostgreSQL's {@code $tag$…$tag$}, the {@code $1} of its parameters, or just a dollar. */
  private void dollar() {
    if (isDigit(peek(1))) {
      at++;
      number();
      return;
    }
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != '$' && isWordPart(sql, end)) {
      end++;
    }
    if (end >= sql.length() || sql.charAt(end) != '$') {
      plain(1);
      return;
    }
    String tag = sql.substring(at, end + 1);
    int close = sql.indexOf(tag, end + 1);
    literal(close < 0 ? -1 : close + tag.length());
  }

  private void hash() {
    if (at + 1 >= sql.length() || isBlank(sql, at + 1)) {
      stop();
    } else {
      plain(1);
      maybeComment = true;
    }
  }

  private void comment(int end) {
    if (end < 0 || isDoubtful(end)) {
      stop();
    } else {
      gap = true;
      at = end;
    }
  }

  /** Writes a mark for the literal that ends there. */
  private void literal(int end) {
    if (end < 0 || isDoubtful(end)) {
      stop();
    } else {
      mark();
      at = end;
    }
  }

  /**
   * Returns whether the part that ends there begins in something that some database takes to end
   * within it.
   */
  private boolean isDoubtful(int end) {
    return (inBrackets && contains(']', end)) || (maybeComment && contains('\n', end));
  }

  private boolean contains(char c, int end) {
    for (int i = at; i < end; i++) {
      if (sql.charAt(i) == c) {
        return true;
      }
    }
    return false;
  }

  private void stop() {
    mark();
    stopped = true;
  }

  private void mark() {
    boolean marked = !gap && out.length() > 0 && out.charAt(out.length() - 1) == '?';
    separate();
    if (!marked) {
      out.append('?');
    }
    wordEnd = 0;
  }

  private void plain(int count) {
    separate();
    out.append(sql, at, at + count);
    at += count;
    wordEnd = 0;
  }

  private void separate() {
    if (gap && out.length() > 0) {
      out.append(' ');
    }
    gap = false;
  }

  private boolean isAfter(String word) {
    return isWord(word, wordStart, wordEnd);
  }

  private boolean isWord(String word, int start, int end) {
    return end - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : ' ';
  }
}
