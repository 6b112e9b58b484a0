package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;

/**
 * Turns the own time of a node with children into a child {@code [self]}, if it is more than the
 * resolution, so that the printed lines add up.
 */
record ShowSelf(long resolutionNanos) implements Step {
  private static final Frame SELF = Frame.of(Frame.Kind.SELF, "[self]");

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    return RebuildUp.rebuild(root, (original, node) -> withSelf(node, resolutionNanos), trail);
  }

  /**
   * Returns the node with a child for its own time, if it has others and that time is worth a line.
   */
  static CallNode withSelf(CallNode node, long resolutionNanos) {
    if (node.children().isEmpty() || Math.abs(node.selfNanos()) <= resolutionNanos) {
      return node;
    }
    // A stack seen in a child and not in the node's own code is uncertain in both.
    double errorSquares = NodeDraft.errorSquare(node);
    for (CallNode child : node.children()) {
      errorSquares += NodeDraft.errorSquare(child);
    }
    CallNode.Builder self =
        CallNode.builder(SELF).add(node).errorNanos(Math.round(Math.sqrt(errorSquares)));
    CallNode.Builder parent =
        CallNode.builder(node.frame())
            .line(node.line())
            .count(node.count())
            .lane(node.lane())
            .errorNanos(node.errorNanos())
            .lanes(node.lanes());
    for (String detail : node.details()) {
      // The owner of a lock goes with the wait, which is the method's own time.
      (FoldRecursion.isMark(detail) || detail.equals(TreeDifference.NEW) ? parent : self)
          .detail(detail);
    }
    return parent.children(node.children()).addChild(self.build()).build();
  }
}
