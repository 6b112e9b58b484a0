package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lists of the nodes of a tree. Stateless and thread-safe. */
final class Trees {
  private Trees() {}

  /** The node and all below it, lanes included; each node comes before what is below it. */
  static List<CallNode> withLanes(CallNode root) {
    return collect(root, true);
  }

  /** The node and the children below it, without any lane. */
  static List<CallNode> withoutLanes(CallNode root) {
    return collect(root, false);
  }

  /** All lanes that were handed off from this tree, those of lanes included. */
  static List<CallNode> lanesOf(CallNode root) {
    List<CallNode> lanes = new ArrayList<>();
    for (CallNode node : withLanes(root)) {
      lanes.addAll(node.lanes());
    }
    return lanes;
  }

  /** The square of the node's error; those of disjoint nodes add up to that of their sum. */
  static double errorSquare(CallNode node) {
    return (double) node.errorNanos() * node.errorNanos();
  }

  private static List<CallNode> collect(CallNode root, boolean lanesToo) {
    List<CallNode> nodes = new ArrayList<>();
    Deque<CallNode> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      nodes.add(node);
      node.children().forEach(open::push);
      if (lanesToo) {
        node.lanes().forEach(open::push);
      }
    }
    return nodes;
  }
}
