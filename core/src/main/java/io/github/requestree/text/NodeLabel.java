package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the label of a node, which stands after its time: name, place, waits, details. Immutable
 * and thread-safe.
 */
record NodeLabel(
    Shaping shaping,
    SafeText safe,
    Symbols symbols,
    Paint paint,
    LaneText lanes,
    long resolutionNanos) {
  private static final int MAX_NAME = 220;
  private static final int MAX_FILE = 80;
  private static final int MAX_THREAD = 60;
  private static final int MAX_DETAIL = 180;
  private static final int MAX_DETAILS = 3;
  private static final String GAP = "  ";

  /** Returns the label, with these marks behind the name. */
  String of(CallNode node, List<ReportRows.Mark> marks) {
    return of(node, name(node), marks);
  }

  /** Returns the same for a node whose name is known already. */
  String of(CallNode node, String name, List<ReportRows.Mark> marks) {
    StringBuilder label = new StringBuilder(painted(node, name));
    for (ReportRows.Mark mark : marks) {
      label.append(GAP).append(painted(mark));
    }
    return label.toString();
  }

  private String painted(ReportRows.Mark mark) {
    return switch (mark.type()) {
      case PLACE -> paint.faint(mark.text());
      case WAITING -> paint.waiting("[" + mark.text() + "]");
      case BLOCKS -> paint.waiting(mark.text());
      case COUNT, LANE, DETAIL -> mark.text();
    };
  }

  /**
   * Returns what stands behind the name.
   *
   * @param estimated whether the CPU clock could not be read, so that waiting is an estimate
   */
  List<ReportRows.Mark> marks(CallNode node, boolean estimated) {
    List<ReportRows.Mark> marks = new ArrayList<>();
    if (node.count() > 1 && isCounted(node.frame())) {
      add(marks, ReportRows.Type.COUNT, symbols.times() + Figures.count(node.count()));
    }
    String file = node.frame().fileName();
    if (file != null && node.line() > 0) {
      add(marks, ReportRows.Type.PLACE, safe.of(file, MAX_FILE) + ":" + node.line());
    }
    addWaiting(marks, node, estimated);
    for (String detail : firstOf(node.details(), MAX_DETAILS)) {
      add(marks, ReportRows.Type.DETAIL, safe.of(detail, MAX_DETAIL));
    }
    CallNode.Blocks blocks = node.blocks();
    if (blocks != null) {
      String thread = safe.of(blocks.thread(), MAX_THREAD);
      String text = "blocks " + thread + " for " + Figures.time(blocks.nanos());
      add(marks, ReportRows.Type.BLOCKS, text);
    }
    if (node.lane() != null) {
      lanes.marks(node, node.lane()).forEach(mark -> add(marks, ReportRows.Type.LANE, mark));
    }
    return marks;
  }

  private static void add(List<ReportRows.Mark> marks, ReportRows.Type type, String text) {
    marks.add(new ReportRows.Mark(type, text));
  }

  /** Returns the name, without colours. */
  String name(CallNode node) {
    CallNode.Lane lane = node.lane();
    return lane != null ? lanes.name(lane) : safe.of(DisplayName.of(node.frame()), MAX_NAME);
  }

  private String painted(CallNode node, String name) {
    if (node.frame().kind() == Frame.Kind.HIDDEN) {
      return paint.faint(name);
    }
    return shaping.isApplication(node.frame()) ? paint.application(name) : name;
  }

  /**
   * Returns whether the count is shown. Other frames have it in their text, or stand for time that
   * comes in no pieces.
   */
  private static boolean isCounted(Frame frame) {
    return switch (frame.kind()) {
      case OTHERS, HIDDEN, NOT_SAMPLED, SELF -> false;
      default -> true;
    };
  }

  /** Adds the waiting of the node itself; if its own time is no line, neither is its waiting. */
  private void addWaiting(List<ReportRows.Mark> marks, CallNode node, boolean estimated) {
    boolean leaf = node.children().isEmpty();
    if (node.selfWaiting().isEmpty() || (!leaf && node.selfNanos() <= resolutionNanos)) {
      return;
    }
    String waiting = waiting(node);
    if (!waiting.isEmpty()) {
      add(marks, ReportRows.Type.WAITING, (estimated ? Symbols.ESTIMATE : "") + waiting);
    }
  }

  /** Returns the kind alone if it explains all of the time, else each kind with its time. */
  private String waiting(CallNode node) {
    List<Map.Entry<WaitKind, Long>> longestFirst =
        node.selfWaiting().entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    Map.Entry<WaitKind, Long> longest = longestFirst.get(0);
    long rest = node.selfNanos() - longest.getValue();
    if (rest <= Math.min(resolutionNanos, node.selfNanos() / 2)) {
      return longest.getKey().label();
    }
    return longestFirst.stream()
        .filter(kind -> kind.getValue() > resolutionNanos)
        .map(kind -> kind.getKey().label() + " " + Figures.time(kind.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Returns so many of the texts, and behind them the number of those left out. */
  static List<String> firstOf(List<String> texts, int most) {
    if (texts.size() <= most) {
      return texts;
    }
    List<String> first = new ArrayList<>(texts.subList(0, most));
    first.add("and " + Figures.count(texts.size() - most) + " more");
    return first;
  }
}
