package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Draws a tree, a line a node. A time that no clock has measured is marked {@code ~}: on a thread
 * without a CPU clock, that of every frame. Lanes have an arrow and no connector to the node that
 * handed them off, because their time is not part of its time. Events have a dot and no connector
 * to the node that caused them, because their time is in its time already. Immutable and
 * thread-safe.
 */
record TextTree(
    NodeLabel label, EventLabel eventLabel, CallText call, Symbols symbols, Paint paint) {
  static final String MARGIN = "  ";

  /**
   * A line to be drawn.
   *
   * @param before the text before its time
   * @param below the text before the connectors of the lines below it
   */
  private record Line(CallNode node, String before, String below, boolean estimated) {

    /** Returns its time; duration, awaits and lanes are measured on any thread. */
    String time(TimeColumn times) {
      return mark() + times.of(node.totalNanos());
    }

    String difference(TimeColumn times) {
      return mark() + times.signed(node.totalNanos());
    }

    private String mark() {
      return ReportRows.isEstimate(node, estimated) ? Symbols.ESTIMATE : "";
    }
  }

  /**
   * Appends the tree.
   *
   * @param events stand below their nodes, before the nodes' calls
   * @param durationNanos the whole of the percentages, in lanes too
   * @param estimated whether the CPU clock could not be read, so that all but the ends are
   *     estimates
   * @param facts what else the root's line says
   */
  void appendTo(
      StringBuilder out,
      CallNode root,
      EventPlaces events,
      TimeColumn times,
      long durationNanos,
      boolean estimated,
      String facts) {
    List<Line> lines = lines(root, estimated);
    int width = 0;
    for (Line line : lines) {
      width = Math.max(width, line.time(times).length());
      for (EventPlaces.Line event : events.at(line.node())) {
        width = Math.max(width, times.of(event.nanos()).length());
      }
    }
    String after = facts;
    for (Line line : lines) {
      long nanos = line.node().totalNanos();
      String figures = figures(line.time(times), width, nanos, durationNanos);
      out.append(MARGIN)
          .append(line.before())
          .append(paint.time(figures, durationNanos <= 0 ? 0 : (double) nanos / durationNanos))
          .append("  ")
          .append(label.of(line.node(), line.estimated()))
          .append(after)
          .append('\n');
      after = "";
      for (EventPlaces.Line event : events.at(line.node())) {
        out.append(MARGIN)
            .append(line.below())
            .append(symbols.event())
            .append(
                paint.faint(figures(times.of(event.nanos()), width, event.nanos(), durationNanos)))
            .append("  ")
            .append(eventLabel.of(event.event()))
            .append(event.threads() > 1 ? "  on " + event.threads() + " threads" : "")
            .append(event.called() ? "  in " + call.of(event.event().place()) : "")
            .append('\n');
      }
    }
  }

  /** Appends a tree of differences: each time has a sign, and none is a share of a whole. */
  void appendDifferenceTo(StringBuilder out, CallNode root, TimeColumn times, boolean estimated) {
    List<Line> lines = lines(root, estimated);
    int width = 0;
    for (Line line : lines) {
      width = Math.max(width, line.difference(times).length());
    }
    for (Line line : lines) {
      String nanos = line.difference(times);
      out.append(MARGIN)
          .append(line.before())
          .append(" ".repeat(width - nanos.length()))
          .append(nanos)
          .append("  ")
          .append(label.of(line.node(), line.estimated()))
          .append('\n');
    }
  }

  static String figures(String time, int width, long nanos, long durationNanos) {
    return " ".repeat(Math.max(0, width - time.length()))
        + time
        + "  "
        + Figures.percent(nanos, durationNanos);
  }

  private List<Line> lines(CallNode root, boolean estimated) {
    List<Line> lines = new ArrayList<>();
    Deque<Line> open = new ArrayDeque<>();
    open.push(new Line(root, "", "", estimated));
    while (!open.isEmpty()) {
      Line line = open.pop();
      lines.add(line);
      // Last first, since it is a stack.
      for (int i = line.node().lanes().size() - 1; i >= 0; i--) {
        open.push(lane(line, line.node().lanes().get(i)));
      }
      int last = line.node().children().size() - 1;
      for (int i = last; i >= 0; i--) {
        open.push(child(line, line.node().children().get(i), i == last));
      }
    }
    return lines;
  }

  private Line child(Line parent, CallNode child, boolean last) {
    return new Line(
        child,
        parent.below() + symbols.child(last),
        parent.below() + symbols.below(last),
        parent.estimated());
  }

  private Line lane(Line parent, CallNode root) {
    CallNode.Lane lane = root.lane();
    return new Line(
        root,
        parent.below() + symbols.lane(),
        parent.below() + Symbols.BLANK,
        lane == null ? parent.estimated() : !lane.cpuMeasured());
  }
}
