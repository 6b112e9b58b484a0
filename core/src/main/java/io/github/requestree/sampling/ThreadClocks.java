package io.github.requestree.sampling;

/**
 * The first and last values of the clocks of a segment's thread. <em>Not</em> thread-safe: the
 * first are written as the segment's attribution is, the last as its end is.
 */
final class ThreadClocks {

  /** Stands for a time: nobody has read the clocks of the thread. */
  private static final long NEVER = Long.MAX_VALUE;

  private long firstNanos = NEVER;
  private long firstCpuNanos = Jvm.UNKNOWN;
  private long firstAllocatedBytes = Jvm.UNKNOWN;
  private long lastCpuNanos = Jvm.UNKNOWN;
  private long lastAllocatedBytes = Jvm.UNKNOWN;

  /** Takes their first values. Without effect if those are known already. */
  void first(long nanos, long cpuNanos, Thread owner, Jvm jvm) {
    if (firstNanos == NEVER) {
      firstNanos = nanos;
      firstCpuNanos = cpuNanos;
      firstAllocatedBytes = jvm.allocatedBytes(owner);
    }
  }

  /** Reads their last values. */
  void last(Thread owner, Jvm jvm) {
    lastCpuNanos = jvm.cpuNanos(owner);
    lastAllocatedBytes = jvm.allocatedBytes(owner);
  }

  /** Returns whether the thread has a CPU clock that was read. */
  boolean cpuMeasured() {
    return firstCpuNanos != Jvm.UNKNOWN;
  }

  /** Returns whether the thread has no CPU clock, as far as anybody tried to read it. */
  boolean hasNoCpuClock() {
    return firstNanos != NEVER && !cpuMeasured();
  }

  /** Returns the first value of the CPU clock, or {@link Jvm#UNKNOWN}. */
  long firstCpuNanos() {
    return firstCpuNanos;
  }

  /** Returns the last value of the CPU clock, or {@link Jvm#UNKNOWN}. */
  long lastCpuNanos() {
    return lastCpuNanos;
  }

  /** Returns the part of this time that went by before they were read. */
  long unclockedNanos(long fromNanos, long untilNanos) {
    return Math.min(firstNanos, untilNanos) - fromNanos;
  }

  /** Returns the CPU time used since they were read, or {@link Jvm#UNKNOWN}. */
  long cpuNanos() {
    return used(firstCpuNanos, lastCpuNanos);
  }

  /** Returns the bytes allocated since they were read, or {@link Jvm#UNKNOWN}. */
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
