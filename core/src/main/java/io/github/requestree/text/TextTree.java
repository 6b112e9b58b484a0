package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import java.util.List;

/**
 * Draws a tree, a line a node. A time that no clock has measured is marked {@code ~}: on a thread
 * without a CPU clock, that of every frame. Lanes have an arrow and no connector to the node that
 * handed them off, because their time is not part of its time. Events have a dot and no connector
 * to the node that caused them, because their time is in its time already. Immutable and
 * thread-safe.
 */
record TextTree(TreeLabels labels) {
  static final String MARGIN = "  ";

  /**
   * Appends the tree, the events below their nodes and before the nodes' calls.
   *
   * @param durationNanos the whole of the percentages, in lanes too
   * @param facts what else the root's line says
   */
  void appendTo(StringBuilder out, List<ReportRows.Row> rows, long durationNanos, String facts) {
    Paint paint = labels.node().paint();
    int width = 0;
    for (ReportRows.Row row : rows) {
      width = Math.max(width, row.time().length());
      for (ReportRows.EventRow event : row.events()) {
        width = Math.max(width, event.time().length());
      }
    }
    String after = facts;
    for (ReportRows.Row row : rows) {
      long nanos = row.node().totalNanos();
      String figures = figures(row.time(), width, nanos, durationNanos);
      append(out, row, paint.time(figures, nanos, durationNanos), after);
      after = "";
      for (ReportRows.EventRow event : row.events()) {
        out.append(MARGIN)
            .append(row.below())
            .append(labels.node().symbols().event())
            .append(paint.faint(figures(event.time(), width, event.nanos(), durationNanos)))
            .append("  ")
            .append(labels.event().of(event))
            .append('\n');
      }
    }
  }

  /** Appends a tree of differences: each time has a sign, and none is a share of a whole. */
  void appendDifferenceTo(
      StringBuilder out, CallNode difference, TimeColumn times, boolean estimated) {
    List<ReportRows.Row> rows = labels.rows(difference, estimated, times::signed, EventPlaces.NONE);
    int width = rows.stream().mapToInt(row -> row.time().length()).max().orElse(0);
    for (ReportRows.Row row : rows) {
      append(out, row, " ".repeat(width - row.time().length()) + row.time(), "");
    }
  }

  private void append(StringBuilder out, ReportRows.Row row, String figures, String after) {
    out.append(MARGIN)
        .append(row.before())
        .append(figures)
        .append("  ")
        .append(labels.node().of(row.node(), row.name(), row.marks()))
        .append(after)
        .append('\n');
  }

  static String figures(String time, int width, long nanos, long durationNanos) {
    return " ".repeat(Math.max(0, width - time.length()))
        + time
        + "  "
        + Figures.percent(nanos, durationNanos);
  }
}
