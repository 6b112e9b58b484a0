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
    List<CallNode> cutChildren = new ArrayList<>();
    List<CallNode> children =
        HeaviestNodes.kept(kept, original.children(), node.children(), cutChildren);
    List<CallNode> ownCutLanes = new ArrayList<>();
    List<CallNode> lanes = HeaviestNodes.kept(kept, original.lanes(), node.lanes(), ownCutLanes);
    List<CallNode> cutLanes = new ArrayList<>();
    cutChildren.forEach(child -> cutLanes.addAll(TreeWalk.lanes(child)));
    ownCutLanes.forEach(
        lane -> {
          cutLanes.add(lane);
          cutLanes.addAll(TreeWalk.lanes(lane));
        });
    if (cutChildren.isEmpty() && cutLanes.isEmpty()) {
      return node;
    }
    children.addAll(OthersNode.ofSiblings(cutChildren));
    lanes.addAll(OthersNode.ofLanes(cutLanes));
    return node.withoutChildren().children(children).lanes(lanes).build();
  }
}
