package io.github.requestree.sampling;

/**
 * Estimates the time that threads stand still while a stack is captured, in nanoseconds, on JVMs
 * where that stops all of them. <em>Not</em> thread-safe.
 *
 * <p>The time that a running target does not run is the best measure. For a waiting target it
 * includes the caller's own wait for a core, in which nobody else stands still. Such a stop counts
 * at most as the average stop of a running target.
 */
final class StopEstimate {

  /** The weight of the newest stop in the mean. */
  private static final double NEWEST = 1.0 / 32;

  private double mean;
  private boolean known;

  /**
   * Estimates a stop.
   *
   * @param runs whether the target was running
   * @param cpuNanos the CPU time that the caller used for it; a stop takes no less
   * @param notRunNanos the time that the target has not run since the caller began
   */
  long estimate(boolean runs, long cpuNanos, long notRunNanos) {
    long measured = Math.max(cpuNanos, notRunNanos);
    if (runs) {
      mean += (known ? NEWEST : 1) * (measured - mean);
      known = true;
      return measured;
    }
    return known ? Math.max(cpuNanos, Math.min(measured, (long) mean)) : measured;
  }
}
