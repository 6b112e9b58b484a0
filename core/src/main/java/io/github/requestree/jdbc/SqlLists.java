package io.github.requestree.jdbc;

import java.util.Locale;

/**
 * Folds what differs only in how many there are of it, so that it is one text: {@code in (?, ?, ?)}
 * to {@code in (?…)}, and {@code values (?, ?), (?, ?)} to {@code values (?, ?)…}. <em>Not</em>
 * thread-safe.
 */
final class SqlLists {

  /** Lists that are nested deeper stay as they are. */
  private static final int MOST_LEVELS = 32;

  private final String text;
  private final StringBuilder out;

  /** Where in the output the list that is open on each level began. */
  private final int[] opened = new int[MOST_LEVELS];

  /** Where the list that ended last on each level is, and its length; 0 if there is none. */
  private final int[] lastStart = new int[MOST_LEVELS + 1];

  private final int[] lastLength = new int[MOST_LEVELS + 1];
  private final int[] lastEnd = new int[MOST_LEVELS + 1];
  private int level;

  private SqlLists(String text) {
    this.text = text;
    out = new StringBuilder(text.length());
  }

  static String fold(String text) {
    return text.indexOf('(') < 0 ? text : new SqlLists(text).fold();
  }

  private String fold() {
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == ')') {
        out.append(text, done, i);
        done = i + 1;
        if (c == '(') {
          open();
        }
        out.append(c);
        if (c == ')') {
          close();
        }
      }
    }
    return out.append(text, done, text.length()).toString();
  }

  private void open() {
    if (level < MOST_LEVELS) {
      opened[level] = out.length();
      lastLength[level + 1] = 0;
    }
    level++;
  }

  private void close() {
    if (level == 0) {
      return;
    }
    level--;
    if (level >= MOST_LEVELS) {
      return;
    }
    int start = opened[level];
    if (isAfterIn(start) && isListOfMarks(start)) {
      out.replace(start + 1, out.length() - 1, "?" + SqlText.MORE);
    }
    if (repeatsTheLast(start)) {
      out.setLength(lastEnd[level]);
      if (lastEnd[level] == lastStart[level] + lastLength[level]) {
        out.append(SqlText.MORE);
      }
    } else {
      lastStart[level] = start;
      lastLength[level] = out.length() - start;
    }
    lastEnd[level] = out.length();
  }

  private boolean isAfterIn(int start) {
    int end = beforeBlanks(start);
    return end >= 2
        && out.substring(end - 2, end).toLowerCase(Locale.ROOT).equals("in")
        && (end == 2 || !isNamePart(out.charAt(end - 3)));
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '"';
  }

  /** Whether there is more than one in the list that ends here, and nothing but marks. */
  private boolean isListOfMarks(int start) {
    int commas = 0;
    for (int i = start + 1; i < out.length() - 1; i++) {
      char c = out.charAt(i);
      if (c == ',') {
        commas++;
      } else if (c != '?' && c != ' ') {
        return false;
      }
    }
    return commas > 0;
  }

  /** Whether the list that ends here is the same as the one before, with a comma between them. */
  private boolean repeatsTheLast(int start) {
    int length = lastLength[level];
    if (length == 0 || out.length() - start != length) {
      return false;
    }
    int comma = beforeBlanks(start) - 1;
    if (comma < 0 || out.charAt(comma) != ',' || beforeBlanks(comma) != lastEnd[level]) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (out.charAt(lastStart[level] + i) != out.charAt(start + i)) {
        return false;
      }
    }
    return true;
  }

  private int beforeBlanks(int end) {
    int i = end;
    while (i > 0 && out.charAt(i - 1) == ' ') {
      i--;
    }
    return i;
  }
}
