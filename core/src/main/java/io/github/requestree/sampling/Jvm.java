package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.SamplerClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the engine the JVM's clocks and stacks. Tests replace it by a fake. Thread-safe. */
interface Jvm extends SamplerClock {

  /** Returns the CPU time of any thread in nanoseconds, or {@link #UNKNOWN}. */
  long cpuNanos(Thread thread);

  /** Returns the bytes that any thread has allocated, or {@link #UNKNOWN}. */
  long allocatedBytes(Thread thread);

  /** Returns the stack of a thread, the innermost frame first; empty if it has none. */
  StackTraceElement[] stack(Thread thread);

  /** Returns the number of stacks that are captured in one stop of all threads; 1 if none is. */
  default int stacksInOneStop() {
    return 1;
  }

  /** Returns the stacks of several threads, captured in one stop of all threads. */
  default StackTraceElement[][] stacks(Thread[] threads) {
    StackTraceElement[][] stacks = new StackTraceElement[threads.length][];
    for (int i = 0; i < threads.length; i++) {
      stacks[i] = stack(threads[i]);
    }
    return stacks;
  }

  /** Returns the number of frames, from the innermost on, after which the JVM may cut a stack. */
  default int deepestStack() {
    return 1024;
  }

  Thread.State state(Thread thread);

  /**
   * Returns the number of times a thread has begun to wait, park, sleep or block, or {@link
   * #UNKNOWN}.
   */
  long waits(Thread thread);

  /** Returns the owner of the lock that a thread waits for; null if that is not known. */
  @Nullable LockOwner lockOwner(Thread thread);

  /** A thread that holds a lock. */
  record LockOwner(long threadId, String threadName) {}

  /**
   * Returns whether a thread's CPU clock is so fine that a clock that has not moved proves that the
   * thread has not run. The first call may take some milliseconds: threads that serve requests must
   * not make it.
   */
  boolean provesStandstill();

  /**
   * Returns the CPU time of capturing a stack, including the part that its caller cannot measure.
   */
  long walkCost(long cpuNanos, Walked walked);

  /**
   * Returns the time that other threads were stopped, all together; to be asked at once.
   *
   * @param walked those whose stacks were captured in one stop
   */
  long stopCost(long cpuNanos, List<Walked> walked);

  /**
   * A thread whose stack was captured.
   *
   * @param sinceNanos the time when that began
   * @param sinceCpuNanos the thread's CPU clock at that time, or {@link #UNKNOWN}
   * @param runs whether the thread was running
   * @param furtherRunning the number of threads that ran beside it, as far as is known
   */
  record Walked(
      Thread thread, long sinceNanos, long sinceCpuNanos, boolean runs, int furtherRunning) {}
}
