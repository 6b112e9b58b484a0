package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.SafeText;
import java.util.ArrayList;
import java.util.List;

/** The words for work on another thread, besides its time. Immutable and thread-safe. */
record LaneText(SafeText safe, Symbols symbols, long resolutionNanos) {
  private static final int MAX_THREAD = 60;
  private static final int MAX_CALLS = 3;
  private static final int MAX_NAME = 44;
  private static final int MAX_FILE = 28;
  private static final long MIN_LATE_NANOS = 1_000_000;

  /** Such as {@code on thread worker-1}. */
  String name(CallNode.Lane lane) {
    return "on thread " + safe.of(lane.thread(), MAX_THREAD);
  }

  /**
   * Returns the times of a lane. The line's own time is the time on the thread; a time that is
   * about as long is not repeated.
   */
  List<String> marks(CallNode node, CallNode.Lane lane) {
    long least = Math.max(resolutionNanos, MIN_LATE_NANOS);
    List<String> marks = new ArrayList<>();
    if (lane.lateNanos() > least) {
      marks.add("began " + Figures.time(lane.lateNanos()) + " late");
    }
    if (lane.wallNanos() - node.totalNanos() > least) {
      marks.add("ended " + Figures.time(lane.wallNanos()) + " after its hand-off");
    }
    if (lane.cut()) {
      marks.add("(cut: still ran at the end)");
    }
    return marks;
  }

  /** A lane that has no line, for the line of who handed it off: {@code ⇢ worker-1 0.4 ms}. */
  String inItsCallersLine(CallNode node) {
    CallNode.Lane lane = node.lane();
    String thread = lane == null ? node.frame().name() : lane.thread();
    return symbols.lane().strip()
        + " "
        + safe.of(thread, MAX_THREAD)
        + " "
        + Figures.time(node.totalNanos())
        + (lane == null || lane.lateNanos() <= Math.max(resolutionNanos, MIN_LATE_NANOS)
            ? ""
            : " began " + Figures.time(lane.lateNanos()) + " late");
  }

  /**
   * The calls without a line that handed a lane off, such as {@code from Shop.buy › Mail.send
   * Mail.java:12}; empty if none of them has a name.
   *
   * @param innermostFirst the calls
   */
  String from(List<CallNode> innermostFirst) {
    List<String> names = new ArrayList<>();
    for (CallNode call : innermostFirst) {
      if (call.frame().kind() == Frame.Kind.METHOD && names.size() < MAX_CALLS) {
        int line = names.isEmpty() ? call.line() : 0;
        names.add(0, DisplayName.withPlace(call.frame(), line, safe, MAX_NAME, MAX_FILE));
      }
    }
    return names.isEmpty() ? "" : "from " + String.join(symbols.step(), names);
  }
}
