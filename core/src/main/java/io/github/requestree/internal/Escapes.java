package io.github.requestree.internal;

import java.util.Locale;

/** Escapes text as in Java. Stateless. */
public final class Escapes {

  private Escapes() {}

  /**
   * Returns the text, escaped and cut to so many {@code char}s, with an ellipsis if it was cut.
   *
   * @param ascii whether all but ASCII is escaped too
   * @param spaces whether spaces are escaped too
   */
  public static String escape(
      String text, int limit, boolean ascii, boolean spaces, String ellipsis) {
    if (text.length() <= limit && isPlain(text, spaces)) {
      return text;
    }
    StringBuilder out = new StringBuilder(Math.min(text.length(), limit));
    int cut = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int end = i + Character.charCount(character);
      if (isUnsafe(character)
          || (ascii && character > 0x7e)
          || (spaces && Character.isSpaceChar(character))) {
        for (int unit = i; unit < end; unit++) {
          out.append(String.format(Locale.ROOT, "\\u%04X", (int) text.charAt(unit)));
        }
      } else {
        out.append(text, i, end);
      }
      if (out.length() > limit) {
        return out.replace(cut, out.length(), ellipsis).toString();
      }
      if (out.length() <= limit - ellipsis.length()) {
        cut = out.length();
      }
      i = end;
    }
    return out.toString();
  }

  /**
   * Returns whether the text is of printable ASCII alone, as most texts are: then nothing of it is
   * unsafe.
   *
   * @param noSpaces whether it must have no spaces either
   */
  private static boolean isPlain(String text, boolean noSpaces) {
    char least = noSpaces ? '!' : ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < least || c > '~') {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether this character may break a line, control a terminal, or is half of one only.
   */
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
