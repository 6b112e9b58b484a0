package io.github.requestree.sampling.recording;

import org.jspecify.annotations.Nullable;

/** Bounds the tree of one profile. <em>Not</em> thread-safe. */
public final class TreeSize {

  static final int MAX_NODES = 10_000;
  static final int MAX_DEPTH = 512;

  private int nodes;
  private int stacksCut;

  /** Returns the child for a frame, made if it is not there; null if there is no room for it. */
  @Nullable RecordedNode childOf(RecordedNode parent, StackTraceElement frame) {
    RecordedNode child = parent.child(frame);
    if (child == null && nodes < MAX_NODES) {
      nodes++;
      child = parent.addChild(frame);
    }
    return child;
  }

  /** Counts a stack whose innermost frames had no room. */
  void cutStack() {
    stacksCut++;
  }

  public int nodes() {
    return nodes;
  }

  public int stacksCut() {
    return stacksCut;
  }
}
