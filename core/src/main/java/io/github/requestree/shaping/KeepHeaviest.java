package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps the heaviest nodes and their callers, so many in all. The rest becomes one {@code [n
 * others]} node a parent, which does not count.
 */
record KeepHeaviest(int limit) implements Step {

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    Set<CallNode> kept = HeaviestNodes.of(root, limit, 0, CallNode::totalNanos);
    return RebuildUp.rebuild(root, (original, node) -> cut(original, node, kept), trail);
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
}
