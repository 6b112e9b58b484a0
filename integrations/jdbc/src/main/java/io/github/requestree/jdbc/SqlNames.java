package io.github.requestree.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * Remembers parts in double quotes: names by the standard, strings for MySQL. If one of them stands
 * where there can only be a name, all of them in the text are names. <em>Not</em> thread-safe.
 */
final class SqlNames {

  /** A part of the output. */
  private record Part(int start, int end) {}

  private final List<Part> parts = new ArrayList<>(0);
  private boolean sure;

  /**
   * Adds one, from here to there in the output.
   *
   * @param isName whether it can be nothing but a name
   */
  void add(int start, int end, boolean isName) {
    parts.add(new Part(start, end));
    sure |= isName;
  }

  /** Returns whether nothing here can be data. */
  boolean isSure() {
    return sure || parts.isEmpty();
  }

  /** Returns the output without any of them. */
  String hidden(StringBuilder out) {
    StringBuilder hidden = new StringBuilder(out.length());
    int done = 0;
    for (Part part : parts) {
      hidden.append(out, done, part.start).append('?');
      done = part.end;
    }
    return hidden.append(out, done, out.length()).toString();
  }
}
