package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import java.util.List;

/** Takes nodes together in one {@code [27 others]} node. Stateless and thread-safe. */
final class OthersNode {
  private OthersNode() {}

  /**
   * Returns the nodes that stand for these siblings: none for none, a lone leaf itself, else one
   * node with their time. Their lanes are left out; see {@link #ofLanes}.
   */
  static List<CallNode> ofSiblings(List<CallNode> siblings) {
    return fold(siblings, " other]", " others]");
  }

  /** Returns the node that stands for these lanes; the lanes of lanes have to be among them. */
  static List<CallNode> ofLanes(List<CallNode> lanes) {
    return fold(lanes, " other hand-off]", " other hand-offs]");
  }

  static boolean isOthers(CallNode node) {
    return node.frame().kind() == Frame.Kind.OTHERS;
  }

  private static List<CallNode> fold(List<CallNode> nodes, String singular, String plural) {
    if (nodes.isEmpty() || (nodes.size() == 1 && isLeaf(nodes.get(0)))) {
      return nodes;
    }
    int count = 0;
    for (CallNode node : nodes) {
      count += isOthers(node) ? node.count() : 1;
    }
    String text = "[" + count + (count == 1 ? singular : plural);
    CallNode.Builder builder = CallNode.builder(Frame.of(Frame.Kind.OTHERS, text)).count(count);
    double errorSquares = 0;
    for (CallNode node : nodes) {
      TreeWalk.nodes(node).forEach(builder::add);
      errorSquares += NodeDraft.errorSquare(node);
    }
    return List.of(builder.errorNanos(Math.round(Math.sqrt(errorSquares))).build());
  }

  private static boolean isLeaf(CallNode node) {
    return node.children().isEmpty() && node.lanes().isEmpty();
  }
}
