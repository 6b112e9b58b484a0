package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;

/** A tree that captured stacks are merged into, opened to the benchmarks. */
public final class Recording {

  private final StackPath path = new StackPath(RecordedNode.root(), new TreeSize());

  /**
   * Merges a stack, the innermost frame first, and charges time to it.
   *
   * @return how many outer frames it had in common with the one before
   */
  public int take(StackTraceElement[] stack, long nanos) {
    int common = path.moveTo(new SeenStack(stack), 1);
    path.leaf().charge(nanos, 0, WaitKind.SLEEPING);
    path.spend(nanos);
    return common;
  }
}
