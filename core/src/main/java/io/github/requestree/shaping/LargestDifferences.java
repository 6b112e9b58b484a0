package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Keeps the largest differences of a tree of differences, of either sign, and their callers. It
 * takes the place of {@link MergeSmall}, {@link ShowSelf}, {@link KeepHeaviest} and {@link
 * SortChildren} for a tree of times, where nothing is below zero.
 */
record LargestDifferences(long leastNanos, int lines) implements Step {

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    IdentityHashMap<CallNode, Long> sizes = sizes(root);
    Set<CallNode> kept = largest(root, sizes);
    return RebuildUp.rebuild(
        root,
        (original, node) -> kept.contains(original) ? shown(original, node, kept) : original,
        trail);
  }

  /**
   * Returns the largest difference in each node or below it: it may be hidden by one of another
   * sign.
   */
  private static IdentityHashMap<CallNode, Long> sizes(CallNode root) {
    IdentityHashMap<CallNode, Long> sizes = new IdentityHashMap<>();
    List<CallNode> parentsFirst = TreeWalk.nodesWithLanes(root);
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      CallNode node = parentsFirst.get(i);
      long size = Math.abs(node.totalNanos());
      for (List<CallNode> below : List.of(node.children(), node.lanes())) {
        for (CallNode child : below) {
          size = Math.max(size, sizes.getOrDefault(child, 0L));
        }
      }
      sizes.put(node, size);
    }
    return sizes;
  }

  private Set<CallNode> largest(CallNode root, IdentityHashMap<CallNode, Long> sizes) {
    Set<CallNode> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    PriorityQueue<CallNode> open =
        new PriorityQueue<>(
            Comparator.comparingLong((CallNode node) -> sizes.getOrDefault(node, 0L)).reversed());
    open.add(root);
    while (!open.isEmpty() && kept.size() < lines) {
      CallNode node = open.remove();
      kept.add(node);
      for (List<CallNode> below : List.of(node.children(), node.lanes())) {
        for (CallNode child : below) {
          if (sizes.getOrDefault(child, 0L) >= Math.max(1, leastNanos)) {
            open.add(child);
          }
        }
      }
    }
    return kept;
  }

  private CallNode shown(CallNode original, CallNode rebuilt, Set<CallNode> kept) {
    CallNode.Builder node = rebuilt.withoutChildren();
    List<CallNode> children = new ArrayList<>();
    List<CallNode> others = new ArrayList<>();
    long othersNanos = 0;
    for (int i = 0; i < original.children().size(); i++) {
      CallNode child = original.children().get(i);
      if (kept.contains(child)) {
        children.add(rebuilt.children().get(i));
      } else {
        others.add(child);
        othersNanos += child.totalNanos();
      }
    }
    if (Math.abs(othersNanos) >= Math.max(1, leastNanos) && !children.isEmpty()) {
      children.addAll(OthersNode.ofSiblings(others));
    } else {
      others.forEach(other -> TreeWalk.nodes(other).forEach(node::add));
    }
    List<CallNode> lanes = new ArrayList<>();
    for (int i = 0; i < original.lanes().size(); i++) {
      if (kept.contains(original.lanes().get(i))) {
        lanes.add(rebuilt.lanes().get(i));
      }
    }
    Comparator<CallNode> largestFirst =
        Comparator.comparingLong((CallNode child) -> Math.abs(child.totalNanos())).reversed();
    children.sort(Comparator.comparing(OthersNode::isOthers).thenComparing(largestFirst));
    lanes.sort(largestFirst);
    return ShowSelf.withSelf(node.children(children).lanes(lanes).build(), leastNanos);
  }
}
