package io.github.requestree.sampling.pacing;

/** The clocks by which the sampler measures itself. Thread-safe. */
public interface SamplerClock {

  /** Stands for a clock that does not exist, as for virtual threads. */
  long UNKNOWN = -1;

  long nanoTime();

  /** Returns the CPU time of the calling thread in nanoseconds, or {@link #UNKNOWN}. */
  long ownCpuNanos();

  /**
   * Returns the charge for CPU time spent in waking up and checking, including the part that its
   * clock does not see.
   */
  long wakingCost(long cpuNanos);
}
