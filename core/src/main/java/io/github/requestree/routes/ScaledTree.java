package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Multiplies the times of a tree so that they add up exactly. Stacks and weights stay as they are,
 * since the times rest on them. Stateless.
 */
final class ScaledTree {

  private final double factor;
  private final IdentityHashMap<CallNode, CallNode> built = new IdentityHashMap<>();

  private ScaledTree(double factor) {
    this.factor = factor;
  }

  /**
   * @param nanos the sum of the result's times; its CPU times have the same proportion
   */
  static CallNode of(CallNode root, long nanos) {
    if (root.totalNanos() == nanos || root.totalNanos() == 0) {
      return root;
    }
    ScaledTree scaled = new ScaledTree((double) nanos / root.totalNanos());
    // The lanes of lanes come after these, and are to be there before.
    List<CallNode> lanes = TreeWalk.lanes(root);
    for (int i = lanes.size() - 1; i >= 0; i--) {
      scaled.build(lanes.get(i), scaled.times(lanes.get(i).totalNanos()));
    }
    scaled.build(root, nanos);
    return scaled.get(root);
  }

  private void build(CallNode root, long nanos) {
    List<CallNode> callersFirst = TreeWalk.nodes(root);
    ExactSplit time = new ExactSplit(nanos, root.totalNanos());
    ExactSplit cpu = new ExactSplit(times(root.totalCpuNanos()), root.totalCpuNanos());
    for (int i = callersFirst.size() - 1; i >= 0; i--) {
      CallNode node = callersFirst.get(i);
      built.put(node, scaled(node, time.next(node.selfNanos()), cpu.next(node.selfCpuNanos())));
    }
  }

  private CallNode scaled(CallNode node, long selfNanos, long selfCpuNanos) {
    CallNode.Evidence evidence = node.evidence();
    long proven = ExactSplit.of(selfNanos, evidence.provenNanos(), node.selfNanos());
    CallNode.Builder builder =
        CallNode.builder(node.frame())
            .line(node.line())
            .selfNanos(selfNanos)
            .selfCpuNanos(selfCpuNanos)
            .evidence(evidence.plus(CallNode.Evidence.of(0, proven - evidence.provenNanos())))
            .errorNanos(times(node.errorNanos()))
            .count(count(node));
    node.selfWaiting()
        .forEach(
            (kind, nanos) ->
                builder.selfWaiting(kind, ExactSplit.of(selfNanos, nanos, node.selfNanos())));
    node.details().forEach(builder::detail);
    CallNode.Lane lane = node.lane();
    if (lane != null) {
      builder.lane(
          new CallNode.Lane(
              lane.thread(),
              lane.cut(),
              lane.cpuMeasured(),
              times(lane.wallNanos()),
              times(lane.lateNanos())));
    }
    CallNode.Blocks blocks = node.blocks();
    if (blocks != null) {
      builder.addBlocks(new CallNode.Blocks(blocks.thread(), times(blocks.nanos())));
    }
    node.children().forEach(child -> builder.addChild(get(child)));
    node.lanes().forEach(child -> builder.addLane(get(child)));
    return builder.build();
  }

  private int count(CallNode node) {
    return node.count() == 1
        ? 1
        : (int) Math.max(1, Math.min(Integer.MAX_VALUE, times(node.count())));
  }

  private long times(long value) {
    return Math.round(value * factor);
  }

  private CallNode get(CallNode node) {
    return Objects.requireNonNull(built.get(node));
  }
}
