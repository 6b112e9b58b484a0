package io.github.requestree.sampling;

/**
 * How long threads stand still while a stack is captured, in nanoseconds, where that stops all of
 * them. <em>Not</em> thread-safe.
 *
 * <p>What the target did not run is the best measure of it, if the target would have run. One that
 * waits would not have, so that its measure includes how long the caller then had to wait for a
 * core, in which nobody else stood still. Such a stop is taken to be as long as those of running
 * targets are on average, if it measures more.
 */
final class StopEstimate {

  /** How much of the mean the newest stop makes up. */
  private static final double NEWEST = 1.0 / 32;

  private double mean;
  private boolean known;

  /**
   * Estimates a stop.
   *
   * @param runs whether the target was running
   * @param cpuNanos the CPU time that the caller used for it; a stop takes no less
   * @param notRunNanos how long the target has not run since the caller began
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
