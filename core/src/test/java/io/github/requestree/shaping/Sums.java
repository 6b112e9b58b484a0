package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything about a tree that no step may change.
 *
 * @param all the sums over the tree itself
 * @param lanes the sums over all lanes handed off from it, and from lanes
 */
record Sums(Sum all, Sum lanes) {

  record Sum(
      long nanos,
      long cpuNanos,
      Map<WaitKind, Long> waiting,
      long walks,
      long provenNanos,
      long weightNanos,
      long runningWeightNanos) {

    static Sum of(List<CallNode> roots) {
      long nanos = 0;
      long cpuNanos = 0;
      Map<WaitKind, Long> waiting = new EnumMap<>(WaitKind.class);
      long walks = 0;
      long provenNanos = 0;
      long weightNanos = 0;
      long runningWeightNanos = 0;
      for (CallNode root : roots) {
        nanos += root.totalNanos();
        cpuNanos += root.totalCpuNanos();
        root.totalWaiting().forEach((kind, time) -> waiting.merge(kind, time, Long::sum));
        walks += root.totalWalks();
        for (CallNode node : TreeWalk.nodes(root)) {
          provenNanos += node.evidence().provenNanos();
          weightNanos += node.evidence().weightNanos();
          runningWeightNanos += node.evidence().runningWeightNanos();
        }
      }
      return new Sum(nanos, cpuNanos, waiting, walks, provenNanos, weightNanos, runningWeightNanos);
    }
  }

  static Sums of(CallNode root) {
    return new Sums(Sum.of(List.of(root)), Sum.of(TreeWalk.lanes(root)));
  }
}
