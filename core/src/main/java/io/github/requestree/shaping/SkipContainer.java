package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops the library frames between the root and the first frames of the application. Those of the
 * container and the framework are the same for every request. On a path that never reaches the
 * application, and below the application, it drops filter chains and reflection alone. A frame that
 * took time itself stays. So does one with which another {@linkplain LibraryRole part} begins, such
 * as a template engine that calls the application. Security is dropped, since it may stand around
 * all the rest.
 */
record SkipContainer(LibraryFrames libraries, long resolutionNanos) implements Step {

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    Set<CallNode> leading = leadingToApplication(root);
    return RebuildDown.without(
        root,
        trail,
        (node, parent) ->
            node.selfNanos() <= resolutionNanos
                && node.lanes().isEmpty()
                && (isOfStem(node, parent, leading) || libraries.isWay(node.frame())));
  }

  private boolean isOfStem(CallNode node, NodeDraft parent, Set<CallNode> leading) {
    return isStart(parent.frame())
        && leading.contains(node)
        && libraries.isLibrary(node.frame())
        && isWayOrAround(libraries.role(node.frame()));
  }

  private static boolean isWayOrAround(@Nullable LibraryRole role) {
    return role == null || !role.isTelling() || role == LibraryRole.SECURITY;
  }

  private static boolean isStart(Frame frame) {
    return frame.kind() == Frame.Kind.ROOT || frame.kind() == Frame.Kind.LANE;
  }

  private Set<CallNode> leadingToApplication(CallNode root) {
    Set<CallNode> leading = Collections.newSetFromMap(new IdentityHashMap<>());
    List<CallNode> parentsFirst = TreeWalk.nodesWithLanes(root);
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      CallNode node = parentsFirst.get(i);
      if (libraries.isApplication(node.frame())
          || !Collections.disjoint(leading, node.children())) {
        leading.add(node);
      }
    }
    return leading;
  }
}
