package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Takes siblings under one percent of the whole together in one node. If even their sum is not
 * above the resolution, their caller gets it, as own time so short is not shown either.
 *
 * <p>Two kinds of nodes are never folded away. One has lanes below it, since their time is in no
 * sum. The other matters to a reader even if it is short, such as an await or a contended lock
 * above the resolution.
 */
record MergeSmall(long resolutionNanos) implements Step {
  private static final double SMALL_SHARE = 0.01;

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    return RebuildUp.rebuild(root, new Merging(root.totalNanos() * SMALL_SHARE), trail);
  }

  private final class Merging implements RebuildUp.Change {
    private final double smallNanos;
    private final Set<CallNode> important = Collections.newSetFromMap(new IdentityHashMap<>());

    Merging(double smallNanos) {
      this.smallNanos = smallNanos;
    }

    @Override
    public CallNode apply(CallNode original, CallNode node) {
      if (node.children().isEmpty() && node.lanes().isEmpty()) {
        return remember(node);
      }
      List<CallNode> children = new ArrayList<>();
      List<CallNode> small = new ArrayList<>();
      long smallSum = 0;
      CallNode.Builder builder = node.withoutChildren();
      for (CallNode child : node.children()) {
        if (important.contains(child) || child.totalNanos() >= Math.max(1, smallNanos)) {
          children.add(child);
        } else if (child.totalNanos() > 0) {
          small.add(child);
          smallSum += child.totalNanos();
        } else {
          // It has no time, but it may have been seen by a stack, and stacks add up as well.
          addTo(builder, child);
        }
      }
      if (smallSum > resolutionNanos) {
        children.addAll(OthersNode.ofSiblings(small));
      } else {
        small.forEach(child -> addTo(builder, child));
      }
      List<CallNode> lanes = mergeLanes(node.lanes());
      if (children.equals(node.children()) && lanes.equals(node.lanes())) {
        return remember(node);
      }
      return remember(builder.children(children).lanes(lanes).build());
    }

    private CallNode remember(CallNode node) {
      if (isImportant(node)) {
        important.add(node);
      }
      return node;
    }

    private static void addTo(CallNode.Builder builder, CallNode folded) {
      TreeWalk.nodes(folded).forEach(builder::add);
    }

    private List<CallNode> mergeLanes(List<CallNode> all) {
      List<CallNode> lanes = new ArrayList<>();
      List<CallNode> small = new ArrayList<>();
      for (CallNode lane : all) {
        boolean keep = important.contains(lane) || lane.totalNanos() >= smallNanos;
        (keep ? lanes : small).add(lane);
      }
      // A lone lane is one line either way, and its thread is worth more than a count.
      lanes.addAll(small.size() > 1 ? OthersNode.ofLanes(small) : small);
      return lanes;
    }

    private boolean isImportant(CallNode node) {
      boolean telling =
          switch (node.frame().kind()) {
            case AWAIT, IN_LANES, NOT_SAMPLED -> true;
            default ->
                !node.details().isEmpty()
                    && !node.details().stream().allMatch(FoldRecursion::isMark);
          };
      return (telling && node.selfNanos() > resolutionNanos)
          || !node.lanes().isEmpty()
          || !Collections.disjoint(important, node.children());
    }
  }
}
