package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Adds one single tree to a merged one. Costs about as much as the single tree has nodes, and keeps
 * nothing of it. Without recursion, since lanes within lanes may be deeper than a stack.
 */
final class TreeMerger {

  /**
   * @param into takes the times of {@code node}
   * @param folded whether that is a caller of it, because it found no room of its own
   */
  private record Step(CallNode node, MergedNode into, MergedTree tree, boolean folded) {}

  private final Deque<Step> steps = new ArrayDeque<>();
  private final double requestNanos;

  private TreeMerger(CallNode root) {
    requestNanos = (double) root.totalNanos();
  }

  static void merge(CallNode root, MergedTree tree) {
    TreeMerger merger = new TreeMerger(root);
    tree.addRequest();
    merger.steps.push(new Step(root, tree.root, tree, false));
    while (!merger.steps.isEmpty()) {
      merger.take(merger.steps.pop());
    }
  }

  private void take(Step step) {
    CallNode node = step.node();
    step.tree().addSelf(node);
    if (step.folded()) {
      step.into().addTimes(node);
    } else {
      step.into().add(node);
      step.into().addShare((double) node.totalNanos(), requestNanos);
    }
    takeLanes(node, step);
    for (CallNode child : node.children()) {
      switch (child.frame().kind()) {
        case AWAIT, IN_LANES -> {
          step.tree().addWait(step.into(), child);
          takeLanes(child, step);
        }
        case NOT_SAMPLED -> {
          step.tree().addNotSampled(child);
          takeLanes(child, step);
        }
        default -> steps.push(call(child, step));
      }
    }
  }

  private static Step call(CallNode callee, Step from) {
    MergedTree tree = from.tree();
    // Below a call without room nothing may be found: the caller's own callees are other calls.
    @Nullable MergedNode into =
        from.folded() ? null : from.into().call(callee.frame(), tree.budget);
    if (into == null) {
      tree.budget.callsFolded++;
      return new Step(callee, from.into(), tree, true);
    }
    return new Step(callee, into, tree, false);
  }

  private void takeLanes(CallNode node, Step step) {
    for (CallNode lane : node.lanes()) {
      MergedTree tree = step.into().beside().laneLike(lane, step.tree().budget);
      if (tree == null) {
        step.tree().budget.lanesLeftOut++;
      } else {
        tree.addLane(lane);
        steps.push(new Step(lane, tree.root, tree, false));
      }
    }
  }
}
