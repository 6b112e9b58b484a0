package io.github.requestree.sampling;

/**
 * What the clocks of a segment's thread said first and last. <em>Not</em> thread-safe: the first
 * are written as the segment's attribution is, the last as its end is.
 */
final class ThreadClocks {

  /** Stands for a time: nobody has read the clocks of the thread. */
  private static final long NEVER = Long.MAX_VALUE;

  private long firstNanos = NEVER;
  private long firstCpuNanos = Jvm.UNKNOWN;
  private long firstAllocatedBytes = Jvm.UNKNOWN;
  private long lastCpuNanos = Jvm.UNKNOWN;
  private long lastAllocatedBytes = Jvm.UNKNOWN;

  /** Takes what they say first. Without effect if that is known already. */
  void first(long nanos, long cpuNanos, Thread owner, Jvm jvm) {
    if (firstNanos == NEVER) {
      firstNanos = nanos;
      firstCpuNanos = cpuNanos;
      firstAllocatedBytes = jvm.allocatedBytes(owner);
    }
  }

  /** Reads what they say last. */
  void last(Thread owner, Jvm jvm) {
    lastCpuNanos = jvm.cpuNanos(owner);
    lastAllocatedBytes = jvm.allocatedBytes(owner);
  }

  /** Whether the thread has a CPU clock that was read. */
  boolean cpuMeasured() {
    return firstCpuNanos != Jvm.UNKNOWN;
  }

  /** Whether the thread has no CPU clock, as far as anybody tried to read it. */
  boolean hasNoCpuClock() {
    return firstNanos != NEVER && !cpuMeasured();
  }

  /** What the CPU clock said first, or {@link Jvm#UNKNOWN}. */
  long firstCpuNanos() {
    return firstCpuNanos;
  }

  /** What the CPU clock said last, or {@link Jvm#UNKNOWN}. */
  long lastCpuNanos() {
    return lastCpuNanos;
  }

  /** How much of this time went by before they were read. */
  long unclockedNanos(long fromNanos, long untilNanos) {
    return Math.min(firstNanos, untilNanos) - fromNanos;
  }

  /** CPU time used since they were read, or {@link Jvm#UNKNOWN}. */
  long cpuNanos() {
    return used(firstCpuNanos, lastCpuNanos);
  }

  /** Bytes allocated since they were read, or {@link Jvm#UNKNOWN}. */
  long allocatedBytes() {
    return used(firstAllocatedBytes, lastAllocatedBytes);
  }

  private long used(long first, long last) {
    if (firstNanos == NEVER) {
      return 0;
    }
    return first != Jvm.UNKNOWN && last != Jvm.UNKNOWN ? Math.max(0, last - first) : Jvm.UNKNOWN;
  }
}
