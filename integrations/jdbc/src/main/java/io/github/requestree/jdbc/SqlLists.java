package io.github.requestree.jdbc;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds lists that differ only in their length, so that they give one text: {@code in (?, ?, ?)}
 * becomes {@code in (?…)}, {@code any(array[?, ?])} becomes {@code any(array[?…])}, and {@code
 * values (?, ?), (?, ?)} becomes {@code values (?, ?)…}. <em>Not</em> thread-safe.
 */
final class SqlLists {

  /** Lists that are nested deeper stay as they are. */
  private static final int MAX_LEVELS = 32;

  private static final int MAX_WORD = 6;
  private static final Set<String> BEFORE_LISTS = Set.of("in", "any", "some", "all", "array");
  private static final Set<String> QUERIES = Set.of("select", "with", "values", "table");

  private final String text;
  private final StringBuilder out;

  /** The items of the list that is open on each level, where they are folded. */
  private final @Nullable SqlItems[] lists = new @Nullable SqlItems[MAX_LEVELS + 1];

  /** The rows that follow each other on each level. */
  private final @Nullable SqlItems[] rows = new @Nullable SqlItems[MAX_LEVELS + 1];

  private final boolean[] brackets = new boolean[MAX_LEVELS + 1];
  private int level;

  private SqlLists(String text) {
    this.text = text;
    out = new StringBuilder(text.length());
  }

  static String fold(String text) {
    return text.indexOf(',') < 0 ? text : new SqlLists(text).fold();
  }

  private String fold() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = c == '"' || c == '`' ? SqlItem.endOfName(text, i) : i + 1;
      if (c == '(' || (c == '[' && (isInBrackets() || wordBefore().equals("array")))) {
        open(c, end);
      } else if (c == ')' || (c == ']' && isInBrackets())) {
        close(c, end);
      } else if (c == ',') {
        comma();
      } else {
        out.append(text, i, end);
      }
      i = end;
    }
    endEarly();
    return out.toString();
  }

  private boolean isInBrackets() {
    return level <= MAX_LEVELS && brackets[level];
  }

  private void open(char c, int next) {
    String before = wordBefore();
    if (level <= MAX_LEVELS && before.equals("values")) {
      rows[level] = new SqlItems(out);
    }
    boolean folds = BEFORE_LISTS.contains(before) || (c == '[' && isInBrackets());
    out.append(c);
    level++;
    if (level <= MAX_LEVELS) {
      lists[level] = folds && !QUERIES.contains(wordAt(next)) ? new SqlItems(out) : null;
      rows[level] = null;
      brackets[level] = c == '[';
    }
  }

  private void close(char c, int next) {
    if (level > 0 && level <= MAX_LEVELS && lists[level] != null) {
      lists[level].endItem();
      lists[level].end();
    }
    out.append(c);
    if (level == 0) {
      return;
    }
    level--;
    if (level <= MAX_LEVELS && rows[level] != null) {
      rows[level].endItem();
      if (!isFollowedByRow(next)) {
        rows[level].end();
        rows[level] = null;
      }
    }
  }

  private void comma() {
    SqlItems items = level > MAX_LEVELS ? null : rows[level];
    if (items == null && level <= MAX_LEVELS && lists[level] != null) {
      items = lists[level];
      items.endItem();
    }
    out.append(',');
    if (items != null) {
      items.beginItem();
    }
  }

  /** Ends a text that was cut off: the outermost list holds all that is not whole. */
  private void endEarly() {
    for (int i = 0; i <= Math.min(level, MAX_LEVELS); i++) {
      SqlItems open = rows[i] != null ? rows[i] : lists[i];
      if (open != null && open.endEarly()) {
        return;
      }
    }
  }

  private boolean isFollowedByRow(int next) {
    int comma = afterBlanks(next);
    int row = afterBlanks(comma + 1);
    return row < text.length() && text.charAt(comma) == ',' && text.charAt(row) == '(';
  }

  private int afterBlanks(int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  /**
   * Returns the word at the end of the output, ignoring blanks, in lower case; empty if it is
   * longer.
   */
  private String wordBefore() {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ' ') {
      end--;
    }
    int start = end;
    while (start > 0 && end - start <= MAX_WORD && isNamePart(out.charAt(start - 1))) {
      start--;
    }
    return end - start > MAX_WORD ? "" : out.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private String wordAt(int next) {
    int start = afterBlanks(next);
    int end = start;
    while (end < text.length() && end - start <= MAX_WORD && isNamePart(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '"';
  }
}
