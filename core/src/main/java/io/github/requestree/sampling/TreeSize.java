package io.github.requestree.sampling;

/** How large the tree of one profile may grow. <em>Not</em> thread-safe. */
final class TreeSize {

  static final int MAX_NODES = 10_000;
  static final int MAX_DEPTH = 512;

  private int nodes;
  private int stacksCut;

  /** Takes room for one more node. */
  boolean takeNode() {
    if (nodes == MAX_NODES) {
      return false;
    }
    nodes++;
    return true;
  }

  /** Counts a stack whose innermost frames had no room. */
  void cutStack() {
    stacksCut++;
  }

  int nodes() {
    return nodes;
  }

  int stacksCut() {
    return stacksCut;
  }
}
