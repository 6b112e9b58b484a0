package io.github.requestree.profile;

import io.github.requestree.internal.Escapes;

/**
 * Makes text safe to print that applications, their clients or the network have chosen. The result
 * breaks no lines, controls no terminals and keeps to a length. Lengths are in {@code char}s, and
 * no cut leaves half a character. Immutable and thread-safe.
 *
 * @param ascii whether all but ASCII is escaped too
 */
public record SafeText(boolean ascii) {

  private static final String MORE = "\u2026";

  /** Returns the text, escaped as in Java and cut to so many characters. */
  public String of(String text, int limit) {
    return Escapes.escape(text, limit, ascii, false, ellipsis());
  }

  /** Returns the text as one word: its spaces are escaped too. */
  public String word(String text, int limit) {
    return Escapes.escape(text, limit, ascii, true, ellipsis());
  }

  /** Returns the sign for what was cut. */
  public String ellipsis() {
    return ascii ? "..." : MORE;
  }

  /** Returns the text, escaped and cut, for an HTML element or a quoted attribute. */
  public static String html(String text, int limit) {
    return new SafeText(false)
        .of(text, limit)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * Returns the text, cut, with a question mark for each {@linkplain #isUnsafe unsafe} character.
   */
  public static String printable(String text, int limit) {
    StringBuilder printable = new StringBuilder();
    cut(text, limit)
        .codePoints()
        .forEach(character -> printable.appendCodePoint(isUnsafe(character) ? '?' : character));
    return printable.toString();
  }

  /** Returns the text as one word of ASCII, cut, with a question mark for all else. */
  public static String asciiWord(String text, int limit) {
    StringBuilder word = new StringBuilder();
    cut(text, limit).chars().forEach(c -> word.append(c > ' ' && c < 0x7f ? (char) c : '?'));
    return word.toString();
  }

  /**
   * Returns the text, or its first so many {@code char}s. It is one fewer if the cut would leave
   * half a character, since readers may refuse such a text.
   */
  public static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, end(text, limit));
  }

  /** As {@link #cut}, with an ellipsis as the last of the {@code char}s if the text was cut. */
  public static String cutWithEllipsis(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, end(text, limit - 1)) + MORE;
  }

  private static int end(String text, int limit) {
    boolean torn =
        limit > 0 && Character.isSurrogatePair(text.charAt(limit - 1), text.charAt(limit));
    return torn ? limit - 1 : limit;
  }

  /** Returns the common beginning of both, and {@code *}; the text itself if they are the same. */
  static String commonStart(String one, String other) {
    if (one.equals(other)) {
      return one;
    }
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return cut(one, length).replace("*", "") + "*";
  }

  /**
   * Returns whether this character may break a line, control a terminal, or is half of one only.
   */
  public static boolean isUnsafe(int character) {
    return Escapes.isUnsafe(character);
  }
}
