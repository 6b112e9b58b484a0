package io.github.requestree.text;

import java.nio.charset.Charset;

/** The characters that draw a tree. Each connector is three characters wide. */
enum Symbols {
  UNICODE("├─ ", "└─ ", "│  ", "⇢  ", "∙  ", "×"),
  ASCII("|- ", "`- ", "|  ", "~> ", "*  ", "x");

  static final String BLANK = "   ";

  private static final String ELLIPSIS = "\u2026";

  /** Marks a time that no clock has measured. */
  static final String ESTIMATE = "~";

  private final String child;
  private final String lastChild;
  private final String continued;
  private final String lane;
  private final String event;
  private final String times;

  Symbols(
      String child, String lastChild, String continued, String lane, String event, String times) {
    this.child = child;
    this.lastChild = lastChild;
    this.continued = continued;
    this.lane = lane;
    this.event = event;
    this.times = times;
  }

  /** Returns whether this charset can write all characters of a report's drawing. */
  boolean canBeWritten(Charset charset) {
    return charset.canEncode()
        && charset
            .newEncoder()
            .canEncode(child + lastChild + continued + lane + event + times + ELLIPSIS);
  }

  String child(boolean last) {
    return last ? lastChild : child;
  }

  /** Returns the prefix of the lines below a child. */
  String below(boolean last) {
    return last ? BLANK : continued;
  }

  String lane() {
    return lane;
  }

  String event() {
    return event;
  }

  String times() {
    return times;
  }
}
