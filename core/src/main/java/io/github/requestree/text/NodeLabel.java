package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the label of a node, which stands after its time: name, place, waits, details. Immutable
 * and thread-safe.
 */
record NodeLabel(
    Shaping shaping, SafeText safe, Symbols symbols, Paint paint, long resolutionNanos) {
  private static final int MAX_NAME = 220;
  private static final int MAX_FILE = 80;
  private static final int MAX_THREAD = 60;
  private static final int MAX_DETAIL = 120;
  private static final int MAX_DETAILS = 3;
  private static final long MIN_LATE_NANOS = 1_000_000;
  private static final String GAP = "  ";

  /**
   * Returns the label.
   *
   * @param estimated whether the CPU clock could not be read, so that waiting is an estimate
   */
  String of(CallNode node, boolean estimated) {
    StringBuilder label = new StringBuilder(name(node));
    if (node.count() > 1 && isCounted(node.frame())) {
      label.append(GAP).append(symbols.times()).append(count(node.count()));
    }
    appendPlace(label, node);
    appendWaiting(label, node, estimated);
    appendDetails(label, node.details());
    appendBlocks(label, node.blocks());
    if (node.lane() != null) {
      appendLane(label, node, node.lane());
    }
    return label.toString();
  }

  private void appendBlocks(StringBuilder label, CallNode.@Nullable Blocks blocks) {
    if (blocks != null) {
      String text =
          "blocks " + safe.of(blocks.thread(), MAX_THREAD) + " for " + seconds(blocks.nanos());
      label.append(GAP).append(paint.waiting(text));
    }
  }

  /**
   * Appends the times of a lane. The line's own time is the time on the thread; a time that is
   * about as long is not repeated.
   */
  private void appendLane(StringBuilder label, CallNode node, CallNode.Lane lane) {
    long least = Math.max(resolutionNanos, MIN_LATE_NANOS);
    if (lane.lateNanos() > least) {
      label.append(GAP).append("began ").append(seconds(lane.lateNanos())).append(" late");
    }
    if (lane.wallNanos() - node.totalNanos() > least) {
      label
          .append(GAP)
          .append("ended ")
          .append(seconds(lane.wallNanos()))
          .append(" after its hand-off");
    }
    if (lane.cut()) {
      label.append(GAP).append("(cut: still ran at the end)");
    }
  }

  private String seconds(long nanos) {
    return Figures.seconds(nanos, Figures.decimals(resolutionNanos));
  }

  private String name(CallNode node) {
    CallNode.Lane lane = node.lane();
    if (lane != null) {
      return "on thread " + safe.of(lane.thread(), MAX_THREAD);
    }
    Frame frame = node.frame();
    String name = safe.of(DisplayName.of(frame), MAX_NAME);
    if (frame.kind() == Frame.Kind.HIDDEN) {
      return paint.faint(name);
    }
    return shaping.isApplication(frame) ? paint.application(name) : name;
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

  private void appendPlace(StringBuilder label, CallNode node) {
    String file = node.frame().fileName();
    if (file != null && node.line() > 0) {
      String place = safe.of(file, MAX_FILE) + ":" + node.line();
      label.append(GAP).append(paint.faint(place));
    }
  }

  /** Appends the waiting of the node itself; if its own time is no line, neither is its waiting. */
  private void appendWaiting(StringBuilder label, CallNode node, boolean estimated) {
    boolean leaf = node.children().isEmpty();
    if (node.selfWaiting().isEmpty() || (!leaf && node.selfNanos() <= resolutionNanos)) {
      return;
    }
    String waiting = waiting(node);
    if (!waiting.isEmpty()) {
      label
          .append(GAP)
          .append(paint.waiting("[" + (estimated ? Symbols.ESTIMATE : "") + waiting + "]"));
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
    int decimals = Figures.decimals(resolutionNanos);
    return longestFirst.stream()
        .filter(kind -> kind.getValue() > resolutionNanos)
        .map(kind -> kind.getKey().label() + " " + Figures.seconds(kind.getValue(), decimals))
        .collect(Collectors.joining(", "));
  }

  private void appendDetails(StringBuilder label, List<String> details) {
    for (String detail : details.subList(0, Math.min(details.size(), MAX_DETAILS))) {
      label.append(GAP).append(safe.of(detail, MAX_DETAIL));
    }
    if (details.size() > MAX_DETAILS) {
      label.append(GAP).append("and ").append(count(details.size() - MAX_DETAILS)).append(" more");
    }
  }

  private static String count(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
