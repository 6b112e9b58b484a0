package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns a merged tree into call nodes. Proven time stays where it is. The rest of the time on a
 * thread is shared out by the weights of the stacks, and CPU time by those that found it running.
 * Both add up to the exact totals. Stateless.
 *
 * <p>The sum of the single trees would be another tree. There, the start and end of a request that
 * is shorter than the gap between two stacks get too little or nothing.
 */
final class TreeEstimate {

  private final Map<MergedTree, CallNode> builtLanes = new HashMap<>();
  private final MergedNode requests;
  private final double unseenShare;

  private TreeEstimate(MergedTree tree, double unseenShare) {
    requests = tree.root;
    this.unseenShare = unseenShare;
  }

  /**
   * @param unseenShare the part of the requests whose trees are not in this one: the more, the
   *     larger the errors
   */
  static CallNode of(MergedTree tree, double unseenShare) {
    TreeEstimate estimate = new TreeEstimate(tree, unseenShare);
    List<MergedTree> outerFirst = estimate.withLanes(tree);
    for (int i = outerFirst.size() - 1; i > 0; i--) {
      estimate.builtLanes.put(outerFirst.get(i), estimate.build(outerFirst.get(i)));
    }
    return estimate.build(tree);
  }

  private List<MergedTree> withLanes(MergedTree tree) {
    List<MergedTree> trees = new ArrayList<>(List.of(tree));
    for (int i = 0; i < trees.size(); i++) {
      for (MergedNode node : callersFirst(trees.get(i).root)) {
        AwaitsAndLanes beside = node.besideIfAny();
        if (beside != null) {
          trees.addAll(beside.lanes());
        }
      }
    }
    return trees;
  }

  private static List<MergedNode> callersFirst(MergedNode root) {
    List<MergedNode> nodes = new ArrayList<>(List.of(root));
    for (int i = 0; i < nodes.size(); i++) {
      nodes.addAll(nodes.get(i).calls());
    }
    return nodes;
  }

  private CallNode build(MergedTree tree) {
    List<MergedNode> nodes = callersFirst(tree.root);
    long weights = nodes.stream().mapToLong(MergedNode::weightNanos).sum();
    long runningWeights = nodes.stream().mapToLong(MergedNode::runningWeightNanos).sum();
    long unknownNanos = unknownNanos(tree, weights, runningWeights);
    long unknownCpuNanos = runningWeights == 0 ? tree.cpuNanos() : 0;
    long lostWeights = weights == 0 ? 0 : tree.lostWeightNanos();
    // It is unknown whether those threads ran; most likely as often as the others.
    long lostRunning = ExactSplit.of(lostWeights, runningWeights, weights);
    ExactSplit time = new ExactSplit(tree.unprovenNanos() - unknownNanos, weights + lostWeights);
    ExactSplit cpu = new ExactSplit(tree.cpuNanos(), runningWeights + lostRunning);
    unknownNanos += time.next(lostWeights);
    unknownCpuNanos += cpu.next(lostRunning);

    Map<MergedNode, CallNode> built = new HashMap<>();
    double late = tree.lateNanos(nodes.stream().mapToLong(node -> node.evidence().walks()).sum());
    ShareErrors errors = new ShareErrors(nodes, tree.unprovenNanos() - unknownNanos, late);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      MergedNode node = nodes.get(i);
      long nanos = time.next(node.weightNanos());
      long cpuNanos = cpu.next(node.runningWeightNanos());
      CallNode.Builder builder =
          i == 0 ? tree.rootBuilder(nanos, cpuNanos) : node.toBuilder(node.frame, nanos, cpuNanos);
      node.calls().forEach(call -> builder.addChild(builtOf(call, built)));
      addBeside(node, builder);
      if (i == 0 && unknownNanos > 0) {
        builder.addChild(notSampled(unknownNanos, unknownCpuNanos));
      } else if (i == 0) {
        // The clocks are not read in one instant: CPU time can be left where no wall time is.
        builder.selfCpuNanos(cpuNanos + unknownCpuNanos);
      }
      built.put(node, builder.errorNanos(error(errors.of(node), node)).build());
    }
    return builtOf(tree.root, built);
  }

  private long error(long ofWalks, MergedNode node) {
    return unseenShare <= 0
        ? ofWalks
        : Math.round(
            Math.hypot((double) ofWalks, Math.sqrt(unseenShare * node.varianceBetween(requests))));
  }

  /**
   * Returns the time that no stack speaks for. Stacks that only found the thread waiting do not
   * speak for the time in which its CPU clock moved.
   */
  private static long unknownNanos(MergedTree tree, long weights, long runningWeights) {
    if (weights == 0) {
      return tree.unprovenNanos();
    }
    return runningWeights == 0 ? Math.min(tree.unprovenNanos(), tree.cpuNanos()) : 0;
  }

  private static CallNode notSampled(long nanos, long cpuNanos) {
    return CallNode.builder(Frame.NOT_SAMPLED).selfNanos(nanos).selfCpuNanos(cpuNanos).build();
  }

  private void addBeside(MergedNode node, CallNode.Builder builder) {
    AwaitsAndLanes beside = node.besideIfAny();
    if (beside == null) {
      return;
    }
    beside.waits().forEach(wait -> builder.addChild(wait.toCallNode()));
    beside.lanes().forEach(lane -> builder.addLane(Objects.requireNonNull(builtLanes.get(lane))));
  }

  private static CallNode builtOf(MergedNode node, Map<MergedNode, CallNode> built) {
    return Objects.requireNonNull(built.remove(node));
  }
}
