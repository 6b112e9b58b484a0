package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Builds a new tree by deciding, for each node of the old one, which node of the new one takes it
 * in. The sums of the new tree are those of the old one. Stateless and thread-safe.
 */
final class RebuildDown {

  /** Decides for the nodes of one tree, from the root down. */
  interface Rule {
    /**
     * Returns the node that takes in this one: a child of {@code parent}, or {@code parent} itself,
     * or one of the nodes above it.
     *
     * @param parent the node that took in the node's parent
     */
    NodeDraft enter(CallNode node, NodeDraft parent);

    /** Takes note that the node and all below it have been taken in. */
    default void leave(CallNode node) {}
  }

  private record Tree(CallNode root, NodeDraft target) {}

  private record Visit(CallNode node, NodeDraft target, Iterator<CallNode> children) {}

  private RebuildDown() {}

  /**
   * Rebuilds a tree and its lanes.
   *
   * @param rules makes a rule for each tree: a path starts anew at the root of a lane
   */
  static NodeDraft rebuild(CallNode root, Supplier<? extends Rule> rules) {
    NodeDraft result = new NodeDraft(root.frame());
    Deque<Tree> trees = new ArrayDeque<>();
    trees.add(new Tree(root, result));
    while (!trees.isEmpty()) {
      rebuild(trees.remove(), rules.get(), trees);
    }
    return result;
  }

  /**
   * Rebuilds a tree without some nodes and lets the node above take in each.
   *
   * @param drops is given a node, and the node that took in its parent
   */
  static CallNode without(CallNode root, Trail trail, BiPredicate<CallNode, NodeDraft> drops) {
    Rule rule = (node, parent) -> drops.test(node, parent) ? parent : parent.child(node.frame());
    return rebuild(root, () -> rule).toCallNode(trail);
  }

  private static void rebuild(Tree tree, Rule rule, Deque<Tree> trees) {
    Deque<Visit> path = new ArrayDeque<>();
    tree.target().absorbError(tree.root(), null);
    path.push(visit(tree.root(), tree.target(), trees));
    while (!path.isEmpty()) {
      Visit visit = path.element();
      if (visit.children().hasNext()) {
        CallNode child = visit.children().next();
        NodeDraft target = rule.enter(child, visit.target());
        target.absorbError(child, visit.target());
        path.push(visit(child, target, trees));
      } else {
        path.pop();
        if (visit.node() != tree.root()) {
          rule.leave(visit.node());
        }
      }
    }
  }

  private static Visit visit(CallNode node, NodeDraft target, Deque<Tree> trees) {
    target.absorb(node);
    for (CallNode lane : node.lanes()) {
      trees.add(new Tree(lane, target.addLane(lane.frame())));
    }
    return new Visit(node, target, node.children().iterator());
  }
}
