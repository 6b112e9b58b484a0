package io.github.requestree.sampling.recording;

import java.util.Arrays;

/**
 * Finds the line of a method that took the most time, in bounded memory: one that took more than an
 * eighth of the method's time is never lost. <em>Not</em> thread-safe.
 */
final class LineTimes {

  private static final int MAX_LINES = 8;

  /** Most frames were only ever seen at one line. */
  private static final int[] NO_LINES = {};

  private static final long[] NO_NANOS = {};

  private int firstLine;
  private long firstNanos;
  private int[] furtherLines = NO_LINES;
  private long[] furtherNanos = NO_NANOS;

  void add(int line, long nanos) {
    if (line <= 0) {
      return;
    }
    if (firstLine == 0 || firstLine == line) {
      firstLine = line;
      firstNanos += nanos;
      return;
    }
    int smallest = 0;
    for (int i = 0; i < furtherLines.length; i++) {
      if (furtherLines[i] == line) {
        furtherNanos[i] += nanos;
        return;
      }
      if (furtherNanos[i] < furtherNanos[smallest]) {
        smallest = i;
      }
    }
    if (furtherLines.length < MAX_LINES) {
      smallest = furtherLines.length;
      furtherLines = Arrays.copyOf(furtherLines, smallest + 1);
      furtherNanos = Arrays.copyOf(furtherNanos, smallest + 1);
    }
    furtherLines[smallest] = line;
    furtherNanos[smallest] += nanos;
  }

  /** The line that took most, or 0 if no line is known. */
  int heaviest() {
    int line = firstLine;
    long nanos = firstNanos;
    for (int i = 0; i < furtherLines.length; i++) {
      if (furtherNanos[i] > nanos) {
        line = furtherLines[i];
        nanos = furtherNanos[i];
      }
    }
    return line;
  }
}
