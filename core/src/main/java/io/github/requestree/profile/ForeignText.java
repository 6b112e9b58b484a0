package io.github.requestree.profile;

/**
 * Text that applications and their clients have chosen: cut, and made safe to print. Stateless and
 * thread-safe.
 */
public final class ForeignText {

  private static final String MORE = "\u2026";

  private ForeignText() {}

  /**
   * The text, or its first so many {@code char}s; one fewer if that would be half a character,
   * which is no text: what reads it may refuse all of it.
   */
  public static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, end(text, longest));
  }

  /** As {@link #cut}, with an ellipsis as the last of the {@code char}s if the text was cut. */
  public static String cutWithEllipsis(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, end(text, longest - MORE.length())) + MORE;
  }

  private static int end(String text, int longest) {
    boolean torn =
        longest > 0 && Character.isSurrogatePair(text.charAt(longest - 1), text.charAt(longest));
    return torn ? longest - 1 : longest;
  }

  /** What both begin with, and {@code *}; the text itself if they are the same. */
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

  /** As {@link #cut}, with a question mark for each {@linkplain #isUnsafe unsafe} character. */
  public static String printable(String text, int longest) {
    StringBuilder printable = new StringBuilder();
    cut(text, longest)
        .codePoints()
        .forEach(character -> printable.appendCodePoint(isUnsafe(character) ? '?' : character));
    return printable.toString();
  }

  /** Whether this character may break a line, control a terminal, or is half of one only. */
  public static boolean isUnsafe(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
