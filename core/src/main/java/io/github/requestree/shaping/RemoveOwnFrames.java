package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;

/** Gives the time of our own frames to their callers, and their children too. */
record RemoveOwnFrames(LibraryFrames libraries) implements Step {

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    if (TreeWalk.nodesWithLanes(root).stream().noneMatch(node -> libraries.isOwn(node.frame()))) {
      return root;
    }
    RebuildDown.Rule rule =
        (node, parent) -> libraries.isOwn(node.frame()) ? parent : parent.child(node.frame());
    return RebuildDown.rebuild(root, () -> rule).toCallNode(trail);
  }
}
