package io.github.requestree.text;

import java.nio.charset.Charset;

/**
 * The characters that draw a tree. Each connector is three characters wide.
 *
 * @param step stands between a call and the next one that it led to
 */
record Symbols(
    String child,
    String lastChild,
    String continued,
    String lane,
    String event,
    String times,
    String step) {
  static final Symbols UNICODE = new Symbols("├─ ", "└─ ", "│  ", "⇢  ", "∙  ", "×", " › ");
  static final Symbols ASCII = new Symbols("|- ", "`- ", "|  ", "~> ", "*  ", "x", " > ");

  static final String BLANK = "   ";

  private static final String ELLIPSIS = "\u2026";

  /** Marks a time that no clock has measured. */
  static final String ESTIMATE = "~";

  /** Returns whether this charset can write all characters of a report's drawing. */
  boolean canBeWritten(Charset charset) {
    return charset.canEncode()
        && charset
            .newEncoder()
            .canEncode(child + lastChild + continued + lane + event + times + step + ELLIPSIS);
  }

  String child(boolean last) {
    return last ? lastChild : child;
  }

  /** Returns the prefix of the lines below a child. */
  String below(boolean last) {
    return last ? BLANK : continued;
  }
}
