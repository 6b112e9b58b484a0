package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the tree of a request that was over at once in two lines: the whole, and the path that took
 * most of it. Immutable and thread-safe.
 */
record ShortText(NodeLabel label) {
  private static final long LONGEST_NANOS = 10_000_000;
  private static final int MAX_CALLS = 4;
  private static final int MAX_LANES = 3;
  private static final int MAX_NAME = 60;
  private static final String GAP = "   ";

  /** Returns whether a profile is short, and nothing about it asks for more. */
  static boolean suits(Profile profile) {
    return profile.durationNanos() < LONGEST_NANOS
        && !profile.stillRunning()
        && profile.totals() == null
        && profile.baseline() == null;
  }

  /**
   * Appends both lines; one if nothing is known of the other.
   *
   * @param facts what the first of them says of the whole
   * @param notes what follows on the second
   */
  void appendTo(
      StringBuilder out, CallNode root, Profile profile, List<String> facts, List<String> notes) {
    TimeColumn times = TimeColumn.of(profile, root);
    boolean estimated = profile.cpuNanos().isEmpty();
    List<String> first = new ArrayList<>(facts);
    first.addAll(lanes(root));
    appendFigures(out, "", root, times.of(root.totalNanos()), profile.durationNanos());
    out.append(label.of(root, label.marks(root, estimated))).append(after(first)).append('\n');
    List<CallNode> path = path(root);
    if (!path.isEmpty()) {
      CallNode last = path.get(path.size() - 1);
      String mark = estimated && last.frame().isMethod() ? Symbols.ESTIMATE : "";
      String time = mark + times.of(last.totalNanos());
      appendFigures(out, label.symbols().child(true), last, time, profile.durationNanos());
      int from = Math.max(0, path.size() - MAX_CALLS);
      out.append(from == 0 ? "" : label.safe().ellipsis() + label.symbols().step());
      for (CallNode caller : path.subList(from, path.size() - 1)) {
        out.append(name(caller)).append(label.symbols().step());
      }
      out.append(label.of(last, label.marks(last, estimated)));
      appendRest(out, root, last, times);
      out.append(after(notes)).append('\n');
    } else if (!notes.isEmpty()) {
      out.append(TextTree.MARGIN).append(String.join(GAP, notes)).append('\n');
    }
  }

  /** The heaviest call below the root, and what took most of it; if nothing was seen, that. */
  private static List<CallNode> path(CallNode root) {
    List<CallNode> path = new ArrayList<>();
    for (CallNode child : root.children()) {
      boolean heavier = path.isEmpty() || child.totalNanos() > path.get(0).totalNanos();
      if (isSampled(child) ? heavier || !isSampled(path.get(0)) : path.isEmpty()) {
        path.clear();
        path.add(child);
      }
    }
    if (!path.isEmpty()) {
      path.addAll(HeaviestPath.nodes(path.get(0)));
    }
    return path;
  }

  private static boolean isSampled(CallNode node) {
    return node.frame().kind() != Frame.Kind.NOT_SAMPLED;
  }

  private static void appendRest(
      StringBuilder out, CallNode root, CallNode last, TimeColumn times) {
    long notSampled = 0;
    for (CallNode child : root.children()) {
      notSampled += isSampled(child) ? 0 : child.totalNanos();
    }
    notSampled = isSampled(last) ? notSampled : 0;
    long others = root.totalNanos() - last.totalNanos() - notSampled;
    String before = "  and ";
    if (!times.isNothing(notSampled)) {
      out.append(before).append(times.of(notSampled)).append(" [not sampled]");
      before = ", ";
    }
    if (!times.isNothing(others)) {
      out.append(before).append(times.of(others)).append(" elsewhere");
    }
  }

  private void appendFigures(
      StringBuilder out, String before, CallNode node, String time, long durationNanos) {
    long nanos = node.totalNanos();
    String figures = TextTree.figures(time, 0, nanos, durationNanos);
    out.append(TextTree.MARGIN)
        .append(before)
        .append(label.paint().time(figures, nanos, durationNanos))
        .append("  ");
  }

  private String name(CallNode node) {
    String name = label.safe().of(DisplayName.of(node.frame()), MAX_NAME);
    return label.shaping().isApplication(node.frame()) ? label.paint().application(name) : name;
  }

  private List<String> lanes(CallNode root) {
    List<CallNode> lanes = TreeWalk.lanes(root);
    List<String> texts = new ArrayList<>();
    for (CallNode lane : lanes.subList(0, Math.min(lanes.size(), MAX_LANES))) {
      texts.add(label.lanes().inItsCallersLine(lane));
    }
    if (lanes.size() > MAX_LANES) {
      texts.add(
          "and " + Figures.count(lanes.size() - MAX_LANES, "other hand-off", "other hand-offs"));
    }
    return texts;
  }

  private static String after(List<String> facts) {
    return facts.isEmpty() ? "" : GAP + String.join(GAP, facts);
  }
}
