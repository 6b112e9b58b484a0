package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Follows the nodes of a tree through the steps of its shaping. <em>Not</em> thread-safe. */
final class Trail {

  /** Follows nothing. */
  static final Trail NONE = new Trail(false);

  private final boolean follows;

  /** The successor of each node in the last step; one that is not in it stayed as it was. */
  private final IdentityHashMap<CallNode, CallNode> moves = new IdentityHashMap<>();

  /** A node, what was kept of the nodes above it, and whether it lies in a lane below that. */
  private record Visit(CallNode node, CallNode keeper, boolean inLane) {}

  private Trail(boolean follows) {
    this.follows = follows;
  }

  /** Takes the steps and follows each of these nodes to where it ends. */
  static CallNode follow(List<CallNode> nodes, List<Step> steps, List<CallNode> ends) {
    ends.addAll(nodes);
    CallNode root = nodes.get(0);
    for (Step step : steps) {
      Trail trail = new Trail(true);
      root = step.apply(root, trail);
      ends.replaceAll(node -> trail.moves.getOrDefault(node, node));
    }
    return root;
  }

  void moved(CallNode from, CallNode to) {
    if (follows) {
      moves.put(from, to);
    }
  }

  /**
   * Follows the nodes of a tree that was rebuilt node by node. What is not in the result went where
   * others are taken together, or into what was kept above it.
   *
   * @param changed what each node was changed into, kept or not
   */
  void rebuilt(CallNode root, CallNode result, IdentityHashMap<CallNode, CallNode> changed) {
    if (!follows) {
      return;
    }
    Set<CallNode> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.addAll(TreeWalk.nodesWithLanes(result));
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(root, result, false));
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      CallNode node = visit.node();
      CallNode own = changed.getOrDefault(node, node);
      boolean stays = kept.contains(own);
      moved(node, stays ? own : others(visit));
      CallNode keeper = stays ? own : visit.keeper();
      boolean inLane = !stays && visit.inLane();
      node.children().forEach(child -> open.push(new Visit(child, keeper, inLane)));
      node.lanes().forEach(lane -> open.push(new Visit(lane, keeper, true)));
    }
  }

  private static CallNode others(Visit visit) {
    CallNode keeper = visit.keeper();
    return (visit.inLane() ? keeper.lanes() : keeper.children())
        .stream().filter(OthersNode::isOthers).findFirst().orElse(keeper);
  }
}
