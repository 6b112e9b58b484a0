package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rebuilds a tree node by node, each after the nodes below it. Stateless and thread-safe. */
final class BottomUp {

  /** Changes one node; what is below it has been changed already. */
  @FunctionalInterface
  interface Change {
    /**
     * Returns what takes the place of the node.
     *
     * @param original the node as it was
     * @param rebuilt the node with the new children and lanes, in the order of the original ones
     */
    CallNode apply(CallNode original, CallNode rebuilt);
  }

  private BottomUp() {}

  static CallNode rebuild(CallNode root, Change change) {
    List<CallNode> nodes = Trees.withLanes(root);
    Map<CallNode, CallNode> done = new IdentityHashMap<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      CallNode node = nodes.get(i);
      done.put(node, change.apply(node, withNodesBelow(node, done)));
    }
    return get(done, root);
  }

  private static CallNode withNodesBelow(CallNode node, Map<CallNode, CallNode> done) {
    if (node.children().isEmpty() && node.lanes().isEmpty()) {
      return node;
    }
    CallNode.Builder builder = node.withoutChildren();
    node.children().forEach(child -> builder.addChild(get(done, child)));
    node.lanes().forEach(lane -> builder.addLane(get(done, lane)));
    return builder.build();
  }

  private static CallNode get(Map<CallNode, CallNode> done, CallNode node) {
    return Objects.requireNonNull(done.get(node), "a node was not rebuilt");
  }
}
