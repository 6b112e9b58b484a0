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
import java.util.function.ToLongFunction;

/** Finds the heaviest nodes of a tree together with their callers. Stateless. */
final class HeaviestNodes {

  private record Candidate(CallNode node, long weight, int order) {}

  private HeaviestNodes() {}

  /**
   * Returns so many nodes, the root included. A node comes after its parent, since its parent is as
   * heavy or heavier. Equally heavy ones come in their order.
   *
   * @param least leaves out nodes that weigh less
   * @param own gives the weight of a node
   */
  static Set<CallNode> of(CallNode root, int limit, long least, ToLongFunction<CallNode> own) {
    IdentityHashMap<CallNode, Long> weights = weights(root, own);
    Set<CallNode> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    PriorityQueue<Candidate> open =
        new PriorityQueue<>(
            Comparator.comparingLong(Candidate::weight)
                .reversed()
                .thenComparingInt(Candidate::order));
    open.add(new Candidate(root, 0, 0));
    int order = 0;
    while (!open.isEmpty() && kept.size() < limit) {
      CallNode node = open.remove().node();
      kept.add(node);
      for (List<CallNode> below : List.of(node.children(), node.lanes())) {
        for (CallNode child : below) {
          long weight = weights.getOrDefault(child, 0L);
          if (weight >= least && !OthersNode.isOthers(child)) {
            open.add(new Candidate(child, weight, ++order));
          }
        }
      }
    }
    return kept;
  }

  /**
   * Returns those of the nodes that are kept, as rebuilt, in their order.
   *
   * @param cut takes the others, as they were
   */
  static List<CallNode> kept(
      Set<CallNode> kept, List<CallNode> nodes, List<CallNode> rebuilt, List<CallNode> cut) {
    List<CallNode> left = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      boolean stays = kept.contains(nodes.get(i));
      (stays ? left : cut).add(stays ? rebuilt.get(i) : nodes.get(i));
    }
    return left;
  }

  /** Returns the weight of each node or, if larger, of the heaviest node or lane below it. */
  private static IdentityHashMap<CallNode, Long> weights(
      CallNode root, ToLongFunction<CallNode> own) {
    IdentityHashMap<CallNode, Long> weights = new IdentityHashMap<>();
    List<CallNode> parentsFirst = TreeWalk.nodesWithLanes(root);
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      CallNode node = parentsFirst.get(i);
      long weight = own.applyAsLong(node);
      for (List<CallNode> below : List.of(node.children(), node.lanes())) {
        for (CallNode child : below) {
          weight = Math.max(weight, weights.getOrDefault(child, 0L));
        }
      }
      weights.put(node, weight);
    }
    return weights;
  }
}
