package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;

/**
 * One change of a tree. Pure: the given tree stays as it is, and the root of the result has the
 * same time, CPU time, waiting and stacks.
 */
@FunctionalInterface
interface Step {
  CallNode apply(CallNode root);
}
