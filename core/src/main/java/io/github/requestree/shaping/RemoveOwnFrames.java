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
    return RebuildDown.without(root, trail, (node, parent) -> libraries.isOwn(node.frame()));
  }
}
