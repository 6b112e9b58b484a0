package io.github.requestree.sampling.recording;

/**
 * Watches how long a thread waits that must never block, and has the tree say where it waited for
 * too long. All in nanoseconds. <em>Not</em> thread-safe: part of one {@link Attribution}.
 */
public final class BlockWatch {

  private final String threadName;
  private final long mayWaitNanos;
  private final GapSplit split = new GapSplit();

  /** How long the current wait has lasted, and how much of it the tree knows as blocking. */
  private long waitedNanos;

  private long blockedNanos;
  private boolean told;

  /**
   * @param threadName whose name the tree tells
   * @param mayWaitNanos from how long a wait on blocks
   */
  public BlockWatch(String threadName, long mayWaitNanos) {
    this.threadName = threadName;
    this.mayWaitNanos = mayWaitNanos;
  }

  /** How long the current wait has lasted. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Whether the current wait has become too long, and this was not asked since it has. */
  public boolean isNews() {
    boolean isNews = !told && waitedNanos >= mayWaitNanos;
    told |= isNews;
    return isNews;
  }

  void waits(long nanos) {
    waitedNanos += nanos;
  }

  /** Takes back what has turned out to be another wait. */
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

  /** Has the tree say what it does not know yet. */
  void note(SegmentTree tree) {
    if (waitedNanos >= mayWaitNanos) {
      tree.leaf().blocks(threadName, waitedNanos - blockedNanos);
      blockedNanos = waitedNanos;
    }
  }
}
