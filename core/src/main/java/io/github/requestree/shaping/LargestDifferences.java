package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Keeps the largest differences of a tree of differences, of either sign, and their callers. It
 * takes the place of {@link MergeSmall}, {@link ShowSelf}, {@link KeepHeaviest} and {@link
 * SortChildren} for a tree of times, where nothing is below zero.
 */
record LargestDifferences(long leastNanos, int lines) implements Step {

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    // A large difference may be hidden by one of another sign above it.
    Set<CallNode> kept =
        HeaviestNodes.of(root, lines, Math.max(1, leastNanos), node -> Math.abs(node.totalNanos()));
    return RebuildUp.rebuild(
        root,
        (original, node) -> kept.contains(original) ? shown(original, node, kept) : original,
        trail);
  }

  private CallNode shown(CallNode original, CallNode rebuilt, Set<CallNode> kept) {
    List<CallNode> others = new ArrayList<>();
    List<CallNode> children =
        HeaviestNodes.kept(kept, original.children(), rebuilt.children(), others);
    List<CallNode> lanes =
        HeaviestNodes.kept(kept, original.lanes(), rebuilt.lanes(), new ArrayList<>());
    boolean allKept = others.isEmpty() && lanes.size() == rebuilt.lanes().size();
    if (allKept && children.size() < 2 && lanes.size() < 2) {
      return ShowSelf.withSelf(rebuilt, leastNanos);
    }
    long othersNanos = others.stream().mapToLong(CallNode::totalNanos).sum();
    CallNode.Builder node = rebuilt.withoutChildren();
    if (Math.abs(othersNanos) >= Math.max(1, leastNanos) && !children.isEmpty()) {
      children.addAll(OthersNode.ofSiblings(others));
    } else {
      others.forEach(other -> TreeWalk.nodes(other).forEach(node::add));
    }
    Comparator<CallNode> largestFirst =
        Comparator.comparingLong((CallNode child) -> Math.abs(child.totalNanos())).reversed();
    children.sort(Comparator.comparing(OthersNode::isOthers).thenComparing(largestFirst));
    lanes.sort(largestFirst);
    return ShowSelf.withSelf(node.children(children).lanes(lanes).build(), leastNanos);
  }
}
