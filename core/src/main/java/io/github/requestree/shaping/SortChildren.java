package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import java.util.Comparator;
import java.util.List;

/** Sorts children and lanes, the heaviest first; {@code [n others]} comes last. */
record SortChildren() implements Step {
  private static final Comparator<CallNode> ORDER =
      Comparator.comparing(OthersNode::isOthers)
          .thenComparing(Comparator.comparingLong(CallNode::totalNanos).reversed());

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    return RebuildUp.rebuild(root, (original, node) -> sorted(node), trail);
  }

  private static CallNode sorted(CallNode node) {
    return node.children().size() < 2 && node.lanes().size() < 2
        ? node
        : node.withoutChildren()
            .children(sorted(node.children()))
            .lanes(sorted(node.lanes()))
            .build();
  }

  private static List<CallNode> sorted(List<CallNode> nodes) {
    return nodes.stream().sorted(ORDER).toList();
  }
}
