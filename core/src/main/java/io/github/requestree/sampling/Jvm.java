package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.SamplerClock;
import org.jspecify.annotations.Nullable;

/** What the engine asks the JVM: clocks and stacks. Replaced by a fake in tests. */
interface Jvm extends SamplerClock {

  /** CPU time of any thread in nanoseconds, or {@link #UNKNOWN}. */
  long cpuNanos(Thread thread);

  /** Bytes that any thread has allocated, or {@link #UNKNOWN}. */
  long allocatedBytes(Thread thread);

  /** The stack of a thread, the innermost frame first; empty if it has none. */
  StackTraceElement[] stack(Thread thread);

  /** After how many frames, from the innermost on, the JVM may cut a stack. */
  default int deepestStack() {
    return 1024;
  }

  Thread.State state(Thread thread);

  /** How often a thread has begun to wait, park, sleep or block, or {@link #UNKNOWN}. */
  long waits(Thread thread);

  /** Who holds the lock that a thread waits for, if that can be known. */
  @Nullable LockOwner lockOwner(Thread thread);

  /** A thread that holds a lock. */
  record LockOwner(long threadId, String threadName) {}

  /**
   * Whether a thread's CPU clock is so fine that if it has not moved, the thread has not run. May
   * take some milliseconds the first time: not to be called by a thread that serves requests.
   */
  boolean provesStandstill();

  /** The CPU time of capturing a stack, with what its caller does not see of it. */
  long walkCost(long cpuNanos, Walked walked);

  /** How long other threads stood still for it, in all; to be asked at once. */
  long stopCost(long cpuNanos, Walked walked);

  /**
   * A thread whose stack was captured.
   *
   * @param sinceNanos when that began
   * @param sinceCpuNanos what the thread's CPU clock said then, or {@link #UNKNOWN}
   * @param runs whether the thread was running
   * @param furtherRunning how many threads ran beside it, as far as is known
   */
  record Walked(
      Thread thread, long sinceNanos, long sinceCpuNanos, boolean runs, int furtherRunning) {}
}
