package io.github.requestree.page;

import java.util.Locale;

/** Makes text of the network safe in a page: neither markup nor control of how others are shown. */
final class HtmlText {

  private HtmlText() {}

  /**
   * The text for an element or a quoted attribute, cut to so many characters. What cannot be seen,
   * and what turns the direction of writing, is escaped as in the text report.
   */
  static String of(String text, int limit) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), limit) + 16);
    for (int i = 0; i < text.length(); ) {
      if (i >= limit) {
        return out.append('…').toString();
      }
      int character = text.codePointAt(i);
      append(out, character);
      i += Character.charCount(character);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> {
        for (char unit : Character.toChars(character)) {
          out.append(String.format(Locale.ROOT, "\\u%04X", (int) unit));
        }
      }
      default -> {
        switch (character) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '"' -> out.append("&quot;");
          case '\'' -> out.append("&#39;");
          default -> out.appendCodePoint(character);
        }
      }
    }
  }
}
