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
 * Keeps the heaviest nodes and their callers, so many in all. The rest becomes one {@code [n
 * others]} node a parent, which does not count.
 */
record KeepHeaviest(int limit) implements Step {

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    Set<CallNode> kept = heaviest(root);
    return RebuildUp.rebuild(root, (original, node) -> cut(original, node, kept), trail);
  }

  /**
   * Returns the heaviest nodes; a node comes after its parent, since its parent is as heavy or
   * heavier.
   */
  private Set<CallNode> heaviest(CallNode root) {
    IdentityHashMap<CallNode, Long> weights = weights(root);
    Set<CallNode> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    Comparator<Candidate> heaviestFirst =
        Comparator.comparingLong(Candidate::weight).reversed().thenComparingInt(Candidate::order);
    PriorityQueue<Candidate> open = new PriorityQueue<>(heaviestFirst);
    open.add(new Candidate(root, 0, 0));
    int order = 0;
    while (!open.isEmpty() && kept.size() < limit) {
      CallNode node = open.remove().node();
      kept.add(node);
      for (List<CallNode> below : List.of(node.children(), node.lanes())) {
        for (CallNode candidate : below) {
          if (!OthersNode.isOthers(candidate)) {
            open.add(new Candidate(candidate, weights.getOrDefault(candidate, 0L), ++order));
          }
        }
      }
    }
    return kept;
  }

  /** Returns the time of each node or, if larger, of the heaviest lane below it. */
  private static IdentityHashMap<CallNode, Long> weights(CallNode root) {
    IdentityHashMap<CallNode, Long> weights = new IdentityHashMap<>();
    List<CallNode> nodes = TreeWalk.nodesWithLanes(root);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      CallNode node = nodes.get(i);
      long weight = node.totalNanos();
      for (List<CallNode> below : List.of(node.children(), node.lanes())) {
        for (CallNode lighter : below) {
          weight = Math.max(weight, weights.getOrDefault(lighter, 0L));
        }
      }
      weights.put(node, weight);
    }
    return weights;
  }

  private static CallNode cut(CallNode original, CallNode node, Set<CallNode> kept) {
    if (!kept.contains(original)) {
      return original;
    }
    List<CallNode> children = new ArrayList<>();
    List<CallNode> cutChildren = new ArrayList<>();
    List<CallNode> lanes = new ArrayList<>();
    List<CallNode> cutLanes = new ArrayList<>();
    for (int i = 0; i < original.children().size(); i++) {
      CallNode child = original.children().get(i);
      if (kept.contains(child)) {
        children.add(node.children().get(i));
      } else {
        cutChildren.add(child);
        cutLanes.addAll(TreeWalk.lanes(child));
      }
    }
    for (int i = 0; i < original.lanes().size(); i++) {
      CallNode lane = original.lanes().get(i);
      if (kept.contains(lane)) {
        lanes.add(node.lanes().get(i));
      } else {
        cutLanes.add(lane);
        cutLanes.addAll(TreeWalk.lanes(lane));
      }
    }
    if (cutChildren.isEmpty() && cutLanes.isEmpty()) {
      return node;
    }
    children.addAll(OthersNode.ofSiblings(cutChildren));
    lanes.addAll(OthersNode.ofLanes(cutLanes));
    return node.withoutChildren().children(children).lanes(lanes).build();
  }

  private record Candidate(CallNode node, long weight, int order) {}
}
