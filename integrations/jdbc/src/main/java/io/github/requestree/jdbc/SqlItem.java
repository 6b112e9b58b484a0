package io.github.requestree.jdbc;

import java.util.Locale;
import java.util.Set;

/** One item of a list in a text without data. Stateless and thread-safe. */
final class SqlItem {

  /** Values for which other items have a mark. */
  private static final Set<String> VALUES = Set.of("null", "true", "false", "default");

  private SqlItem() {}

  /**
   * Returns the common text of items that differ only in their parameters, blanks or lengths of
   * lists.
   */
  static String kind(StringBuilder out, int start) {
    String text = withoutParameters(out, start);
    StringBuilder kind = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean between =
          c == ' '
              && i > 0
              && i + 1 < text.length()
              && SqlCharacters.isWordPart(text, i - 1)
              && SqlCharacters.isWordPart(text, i + 1);
      if (between || (c != ' ' && c != SqlText.MORE.charAt(0))) {
        kind.append(c);
      }
    }
    return kind.toString();
  }

  /**
   * Returns the output from there on, with a mark for each named parameter, {@code null} and its
   * like.
   */
  static String withoutParameters(StringBuilder out, int start) {
    String text = out.substring(start);
    StringBuilder marked = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = endOfWord(text, i);
      if (isNamedParameter(text, i)) {
        marked.append('?');
        i = Math.max(i + 2, endOfWord(text, i + 1));
      } else if (text.charAt(i) == '"' || text.charAt(i) == '`') {
        int quoted = endOfName(text, i);
        marked.append(text, i, quoted);
        i = quoted;
      } else if (end == i) {
        marked.append(text.charAt(i));
        i++;
      } else {
        marked.append(isValue(text, i, end) ? "?" : text.substring(i, end));
        i = end;
      }
    }
    return marked.toString();
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && isPlain(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean isPlain(String text, int i) {
    return text.charAt(i) != '@'
        && text.charAt(i) != '?'
        && text.charAt(i) != SqlText.MORE.charAt(0)
        && isNamePart(text, i);
  }

  private static boolean isNamePart(String text, int i) {
    return Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_';
  }

  /**
   * Returns whether a named parameter begins there, such as {@code :id_1} or {@code @p0}. {@code
   * ::uuid} is a cast, and {@code @@rowcount} no parameter.
   */
  private static boolean isNamedParameter(String text, int i) {
    char c = text.charAt(i);
    boolean marker = (c == ':' || c == '@') && i + 1 < text.length();
    return marker
        && (isNamePart(text, i + 1) || (c == ':' && text.charAt(i + 1) == '?'))
        && (i == 0 || text.charAt(i - 1) != c);
  }

  private static boolean isValue(String text, int start, int end) {
    boolean alone =
        (start == 0 || text.charAt(start - 1) != '.')
            && (end == text.length() || (text.charAt(end) != '.' && text.charAt(end) != '('));
    return alone && VALUES.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  /** Returns the end of the name in quotes that begins there. */
  static int endOfName(String text, int start) {
    int end = text.indexOf(text.charAt(start), start + 1);
    return end < 0 ? text.length() : end + 1;
  }
}
