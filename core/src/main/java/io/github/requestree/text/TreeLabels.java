package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** Makes the lines of a tree, for a text and for a page. Immutable and thread-safe. */
record TreeLabels(NodeLabel node, EventLabel event, CallText call) {
  private record Visit(CallNode node, String before, String below, boolean estimated) {}

  static TreeLabels of(Shaping shaping, boolean unicode, Paint paint, long resolutionNanos) {
    SafeText safe = new SafeText(!unicode);
    Symbols symbols = unicode ? Symbols.UNICODE : Symbols.ASCII;
    LaneText lanes = new LaneText(safe, symbols, resolutionNanos);
    return new TreeLabels(
        new NodeLabel(shaping, safe, symbols, paint, lanes, resolutionNanos),
        new EventLabel(safe, symbols, paint),
        new CallText(shaping, safe));
  }

  /**
   * Returns the lines of a tree, a node before those below it, its calls before its lanes.
   *
   * @param estimated whether the CPU clock could not be read, so that all but the ends are
   *     estimates
   * @param times writes a time
   * @param places the events below their nodes
   */
  List<ReportRows.Row> rows(
      CallNode root, boolean estimated, LongFunction<String> times, EventPlaces places) {
    List<ReportRows.Row> rows = new ArrayList<>();
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(root, "", "", estimated));
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      CallNode current = visit.node();
      String mark = isEstimate(visit) ? Symbols.ESTIMATE : "";
      rows.add(
          new ReportRows.Row(
              current,
              visit.before(),
              visit.below(),
              mark + times.apply(current.totalNanos()),
              node.name(current),
              node.marks(current, visit.estimated()),
              places.at(current).stream().map(line -> row(line, times)).toList()));
      // Last first, since it is a stack.
      for (int i = current.lanes().size() - 1; i >= 0; i--) {
        open.push(lane(visit, current.lanes().get(i)));
      }
      int last = current.children().size() - 1;
      for (int i = last; i >= 0; i--) {
        open.push(child(visit, current.children().get(i), i == last));
      }
    }
    return rows;
  }

  private Visit child(Visit parent, CallNode child, boolean last) {
    return new Visit(
        child,
        parent.below() + node.symbols().child(last),
        parent.below() + node.symbols().below(last),
        parent.estimated());
  }

  private Visit lane(Visit parent, CallNode root) {
    CallNode.Lane lane = root.lane();
    return new Visit(
        root,
        parent.below() + node.symbols().lane(),
        parent.below() + Symbols.BLANK,
        lane == null ? parent.estimated() : !lane.cpuMeasured());
  }

  private ReportRows.EventRow row(EventPlaces.Line line, LongFunction<String> times) {
    Profile.Event noted = line.event();
    List<String> details = new ArrayList<>(event.attributes(noted.attributes()));
    if (line.threads() > 1) {
      details.add("on " + line.threads() + " threads");
    }
    if (line.called()) {
      details.add("in " + call.of(noted.place()));
    }
    boolean several = noted.count() > 1;
    return new ReportRows.EventRow(
        noted,
        line.nanos(),
        times.apply(line.nanos()),
        event.kind(noted),
        event.text(noted),
        several ? EventLabel.mean(noted) : "",
        several ? EventLabel.max(noted) : "",
        event.alarms(noted),
        details);
  }

  /** Returns whether no clock has measured it; awaits and lanes are measured on any thread. */
  private static boolean isEstimate(Visit visit) {
    return switch (visit.node().frame().kind()) {
      case ROOT, AWAIT, LANE, IN_LANES, NOT_SAMPLED -> false;
      case METHOD, SELF, OTHERS, HIDDEN -> visit.estimated();
    };
  }
}
