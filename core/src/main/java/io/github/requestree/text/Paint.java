package io.github.requestree.text;

/**
 * Colours for a terminal, or none. Immutable and thread-safe.
 *
 * @param on whether anything is coloured
 */
record Paint(boolean on) {
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";

  private static final double LARGE = 0.6;
  private static final double MEDIUM = 0.2;
  private static final double SMALL = 0.05;

  /** Returns the time of a node that has this share of the whole. */
  String time(String text, long nanos, long wholeNanos) {
    double share = wholeNanos <= 0 ? 0 : (double) nanos / wholeNanos;
    String colour = share > LARGE ? RED : share > MEDIUM ? YELLOW : share > SMALL ? GREEN : FAINT;
    return paint(colour, text);
  }

  String application(String text) {
    return paint(BOLD, text);
  }

  String waiting(String text) {
    return paint(CYAN, text);
  }

  String faint(String text) {
    return paint(FAINT, text);
  }

  private String paint(String colour, String text) {
    return on ? colour + text + RESET : text;
  }
}
