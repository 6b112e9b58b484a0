package io.github.requestree.export;

import io.github.requestree.profile.ForeignText;
import java.util.Locale;

/**
 * Makes text from outside safe to print: it neither breaks lines nor controls terminals, and is no
 * longer than said. Everything that enters a text report goes through here. Immutable and
 * thread-safe.
 *
 * @param ascii whether all but ASCII is escaped too
 */
public record SafeText(boolean ascii) {

  /** The text, escaped and cut to so many characters. */
  public String of(String text, int limit) {
    return escape(text, limit, false);
  }

  /** The text as one word: its spaces are escaped too. */
  public String word(String text, int limit) {
    return escape(text, limit, true);
  }

  private String escape(String text, int limit, boolean spacesToo) {
    String ellipsis = ascii ? "..." : "…";
    StringBuilder out = new StringBuilder(Math.min(text.length(), limit));
    int cut = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int end = i + Character.charCount(character);
      if (ForeignText.isUnsafe(character)
          || (ascii && character > 0x7e)
          || (spacesToo && Character.isSpaceChar(character))) {
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
}
