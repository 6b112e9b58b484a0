package io.github.requestree.sampling.recording;

/**
 * Measures the waits of a thread that must never block, and notes in the tree where a wait was too
 * long. All in nanoseconds. <em>Not</em> thread-safe: part of one {@link Attribution}.
 */
public final class BlockWatch {

  private final String threadName;
  private final long mayWaitNanos;
  private final GapSplit split = new GapSplit();

  /** The duration of the current wait so far, and the part that the tree has as blocking. */
  private long waitedNanos;

  private long blockedNanos;
  private boolean told;

  /**
   * @param threadName the thread's name in the tree
   * @param mayWaitNanos the duration from which on a wait blocks
   */
  public BlockWatch(String threadName, long mayWaitNanos) {
    this.threadName = threadName;
    this.mayWaitNanos = mayWaitNanos;
  }

  /** Returns the duration of the current wait so far. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Returns whether the current wait has become too long since the last call. */
  public boolean isNews() {
    boolean isNews = !told && waitedNanos >= mayWaitNanos;
    told |= isNews;
    return isNews;
  }

  void waits(long nanos) {
    waitedNanos += nanos;
  }

  /** Takes back time that has turned out to be another wait. */
  void didNotWait(long nanos) {
    waitedNanos = Math.max(0, waitedNanos - nanos);
  }

  /** Takes in the gap in which the current wait ends and the next may begin. */
  void ended(Gap gap, SegmentTree tree) {
    split.split(
        gap.nanos(),
        gap.ranNanos(),
        gap.took(gap.ranNanos()),
        gap.limitNanos(),
        gap.first().allows(),
        gap.last().allows());
    if (gap.first().kind() != null || waitedNanos > 0) {
      waitedNanos += split.before - split.cpuBefore;
    }
    note(tree);
    blockedNanos = 0;
    told = false;
    waitedNanos = gap.last().kind() == null ? 0 : split.after;
  }

  /** Adds to the tree the blocked time that it does not have yet. */
  void note(SegmentTree tree) {
    if (waitedNanos >= mayWaitNanos) {
      tree.leaf().blocks(threadName, waitedNanos - blockedNanos);
      blockedNanos = waitedNanos;
    }
  }
}
