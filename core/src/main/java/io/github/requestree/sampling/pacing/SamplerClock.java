package io.github.requestree.sampling.pacing;

/** The clocks by which the sampler measures itself. */
public interface SamplerClock {

  /** Stands for a clock that does not exist, as for virtual threads. */
  long UNKNOWN = -1;

  long nanoTime();

  /** CPU time of the calling thread in nanoseconds, or {@link #UNKNOWN}. */
  long ownCpuNanos();

  /** What CPU time spent in waking up and polling counts as, with what its clock does not see. */
  long wakingCost(long cpuNanos);
}
