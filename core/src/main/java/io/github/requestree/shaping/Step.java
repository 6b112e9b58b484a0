package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;

/**
 * One change of a tree. Pure: the given tree stays as it is, and the root of the result has the
 * same time, CPU time, waiting and stacks.
 */
@FunctionalInterface
interface Step {
  default CallNode apply(CallNode root) {
    return apply(root, Trail.NONE);
  }

  /** As {@link #apply(CallNode)}, and tells where each node went. */
  CallNode apply(CallNode root, Trail trail);
}
