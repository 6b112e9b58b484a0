package io.github.requestree.shaping;

import io.github.requestree.internal.NumberFolding;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two trees, as a tree of the same form: each time is the difference of two,
 * below zero for a call that took less. Nodes are the same if all frames on the way to them are.
 * Awaits and lanes are the same if they differ only in numbers, such as those of threads. Immutable
 * and thread-safe.
 *
 * <p>It adds up like any tree, so the root's time is the difference of the roots' times.
 */
public final class TreeDifference {

  /** Marks a node that the other tree has not; the nodes below it are not marked. */
  public static final String NEW = "new";

  /** The smallest shown part of the whole difference; smaller ones are not worth a line. */
  private static final int SMALLEST_PART = 50;

  private static final int MAX_LINES = 15;

  private final CallNode root;

  private TreeDifference(CallNode root) {
    this.root = root;
  }

  /**
   * Returns the difference of two trees.
   *
   * @param single the tree of interest
   * @param usual the tree that it is compared with
   */
  public static TreeDifference of(CallNode single, CallNode usual) {
    return new TreeDifference(built(single, usual, -1));
  }

  /** Returns the sum of two trees, with the same nodes in the same order as their difference. */
  public static CallNode sum(CallNode single, CallNode usual) {
    return built(single, usual, 1);
  }

  private static CallNode built(CallNode single, CallNode usual, int sign) {
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair(List.of(single), List.of(usual), false));
    for (int i = 0; i < pairs.size(); i++) {
      pairs.get(i).addBelow(pairs);
    }
    for (int i = pairs.size() - 1; i >= 0; i--) {
      pairs.get(i).build(sign);
    }
    return pairs.get(0).built();
  }

  /** Returns the whole of it. */
  public CallNode root() {
    return root;
  }

  /**
   * Returns the largest differences, shaped for display.
   *
   * @param leastNanos the difference below which a node is not worth a line in any case
   */
  public CallNode largest(Shaping shaping, long leastNanos) {
    long whole = Math.abs(root.totalNanos()) / SMALLEST_PART;
    return largest(shaping, Math.max(1, Math.max(leastNanos, whole)), MAX_LINES);
  }

  CallNode largest(Shaping shaping, long leastNanos, int lines) {
    CallNode shaped = root;
    for (Step step : shaping.stepsOfFolding(leastNanos)) {
      shaped = step.apply(shaped);
    }
    return new LargestDifferences(leastNanos, lines).apply(shaped);
  }

  /** The nodes of both trees that are the same. */
  private static final class Pair {
    private final List<CallNode> single;
    private final List<CallNode> usual;
    private final boolean isNew;
    private final List<Pair> children = new ArrayList<>();
    private final List<Pair> lanes = new ArrayList<>();
    private @Nullable CallNode built;

    Pair(List<CallNode> single, List<CallNode> usual, boolean isNew) {
      this.single = single;
      this.usual = usual;
      this.isNew = isNew;
    }

    void addBelow(List<Pair> all) {
      match(false, children);
      match(true, lanes);
      all.addAll(children);
      all.addAll(lanes);
    }

    private void match(boolean ofLanes, List<Pair> pairs) {
      Map<Frame, List<CallNode>> singles = below(single, ofLanes);
      Map<Frame, List<CallNode>> usuals = below(usual, ofLanes);
      singles.forEach(
          (frame, nodes) -> {
            List<CallNode> others = usuals.getOrDefault(frame, List.of());
            pairs.add(new Pair(nodes, others, others.isEmpty() && !usual.isEmpty()));
          });
      usuals.forEach(
          (frame, nodes) -> {
            if (!singles.containsKey(frame)) {
              pairs.add(new Pair(List.of(), nodes, false));
            }
          });
    }

    private static Map<Frame, List<CallNode>> below(List<CallNode> nodes, boolean lanes) {
      Map<Frame, List<CallNode>> below = new LinkedHashMap<>();
      for (CallNode node : nodes) {
        for (CallNode next : lanes ? node.lanes() : node.children()) {
          below.computeIfAbsent(key(next), unused -> new ArrayList<>(1)).add(next);
        }
      }
      return below;
    }

    private static Frame key(CallNode node) {
      Frame frame = node.frame();
      return switch (frame.kind()) {
        case METHOD -> frame;
        case LANE -> {
          CallNode.Lane lane = node.lane();
          yield Frame.of(
              Frame.Kind.LANE, NumberFolding.fold(lane == null ? frame.name() : lane.thread()));
        }
        default -> Frame.of(frame.kind(), NumberFolding.fold(frame.name()));
      };
    }

    void build(int sign) {
      CallNode shown = single.isEmpty() ? usual.get(0) : single.get(0);
      CallNode.Builder builder = CallNode.builder(shown.frame()).line(shown.line());
      long nanos = 0;
      long cpuNanos = 0;
      long walks = 0;
      Map<WaitKind, Long> waiting = new EnumMap<>(WaitKind.class);
      for (CallNode node : single) {
        nanos += node.selfNanos();
        cpuNanos += node.selfCpuNanos();
        walks += node.evidence().walks();
        node.selfWaiting().forEach((kind, time) -> waiting.merge(kind, time, Long::sum));
        builder.addBlocks(node.blocks());
        node.details().forEach(builder::detail);
      }
      for (CallNode node : usual) {
        nanos += sign * node.selfNanos();
        cpuNanos += sign * node.selfCpuNanos();
        node.selfWaiting().forEach((kind, time) -> waiting.merge(kind, sign * time, Long::sum));
      }
      waiting.forEach(builder::selfWaiting);
      if (isNew) {
        builder.detail(NEW);
      }
      long totalNanos = nanos;
      for (Pair child : children) {
        builder.addChild(child.built());
        totalNanos += child.built().totalNanos();
      }
      CallNode.Lane lane = shown.lane();
      if (lane != null) {
        // Its delays are no time of the tree, and are not compared.
        builder.lane(
            new CallNode.Lane(lane.thread(), lane.cut(), lane.cpuMeasured(), totalNanos, 0));
      }
      lanes.forEach(below -> builder.addLane(below.built()));
      CallNode.Evidence evidence = CallNode.Evidence.of(walks, 0);
      built = builder.selfNanos(nanos).selfCpuNanos(cpuNanos).evidence(evidence).build();
    }

    CallNode built() {
      return Objects.requireNonNull(built);
    }
  }
}
