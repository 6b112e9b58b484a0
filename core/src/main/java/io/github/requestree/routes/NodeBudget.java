package io.github.requestree.routes;

import org.jspecify.annotations.Nullable;

/** Bounds the number of nodes, and counts those that found no room. <em>Not</em> thread-safe. */
final class NodeBudget {

  private final @Nullable NodeBudget shared;
  private int left;
  private int taken;

  /** The number of nodes of single trees that had to become part of their callers. */
  long callsFolded;

  /** The number of lanes of single trees that were dropped with all that was in them. */
  long lanesLeftOut;

  /**
   * @param most the largest number of nodes
   * @param shared another bound that the same nodes must keep too; null if there is none
   */
  NodeBudget(int most, @Nullable NodeBudget shared) {
    this.left = most;
    this.shared = shared;
  }

  /** Takes room for so many nodes, if there is any. */
  boolean take(int nodes) {
    if (left < nodes || (shared != null && !shared.take(nodes))) {
      return false;
    }
    left -= nodes;
    taken += nodes;
    return true;
  }

  /** Gives back room for so many nodes that are gone. */
  void give(int nodes) {
    left += nodes;
    taken -= nodes;
    if (shared != null) {
      shared.give(nodes);
    }
  }

  /** Gives back all that was taken. */
  void giveAll() {
    give(taken);
  }
}
