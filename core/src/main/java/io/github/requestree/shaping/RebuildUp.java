package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** Rebuilds a tree node by node, each after the nodes below it. Stateless and thread-safe. */
final class RebuildUp {

  /** Changes one node; the nodes below it have been changed already. */
  @FunctionalInterface
  interface Change {
    /**
     * Returns the replacement of the node.
     *
     * @param original the node as it was
     * @param rebuilt the node with the new children and lanes, in the order of the original ones;
     *     the original itself if all of them are the same
     */
    CallNode apply(CallNode original, CallNode rebuilt);
  }

  private RebuildUp() {}

  static CallNode rebuild(CallNode root, Change change, Trail trail) {
    List<CallNode> nodes = TreeWalk.nodesWithLanes(root);
    IdentityHashMap<CallNode, CallNode> done = new IdentityHashMap<>(nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      CallNode node = nodes.get(i);
      done.put(node, change.apply(node, withNodesBelow(node, done)));
    }
    CallNode result = get(done, root);
    trail.rebuilt(root, result, done);
    return result;
  }

  /**
   * Returns the node itself if nothing below it has changed, since most of a tree stays as it is.
   */
  private static CallNode withNodesBelow(CallNode node, IdentityHashMap<CallNode, CallNode> done) {
    if (isUnchanged(node.children(), done) && isUnchanged(node.lanes(), done)) {
      return node;
    }
    CallNode.Builder builder = node.withoutChildren();
    node.children().forEach(child -> builder.addChild(get(done, child)));
    node.lanes().forEach(lane -> builder.addLane(get(done, lane)));
    return builder.build();
  }

  private static boolean isUnchanged(
      List<CallNode> nodes, IdentityHashMap<CallNode, CallNode> done) {
    for (CallNode node : nodes) {
      if (get(done, node) != node) {
        return false;
      }
    }
    return true;
  }

  private static CallNode get(IdentityHashMap<CallNode, CallNode> done, CallNode node) {
    return Objects.requireNonNull(done.get(node), "a node was not rebuilt");
  }
}
