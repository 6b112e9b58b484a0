package io.github.requestree.benchmarks.fidelity;

/**
 * One phase of one request, as it was and as the tree shows it. All in nanoseconds.
 *
 * @param phase which
 * @param truth what the phase measured of itself
 * @param tree what the tree says of its method
 * @param resolutionNanos the resolution that the report states
 */
record PhaseError(Phase phase, Truth.Measured truth, MethodTimes tree, long resolutionNanos) {

  private static final double TOLERATED_SHARE = 0.02;

  /** Returns the excess of the tree's time over the true one. */
  long totalError() {
    return tree.totalNanos() - truth.wallNanos();
  }

  /**
   * The same for what the phase is about: its CPU time or, if it waits, the time that the tree says
   * it waited for just that.
   */
  long kindError() {
    if (phase.waits() == null) {
      return tree.cpuNanos() - truth.cpuNanos();
    }
    return tree.waiting().getOrDefault(phase.waits(), 0L) - (truth.wallNanos() - truth.cpuNanos());
  }

  /**
   * Two percent or twice the resolution, whichever is larger. A phase that is entered many times
   * has as many beginnings and ends, each displaced by chance and not by the others: what adds up
   * grows with the root of their number.
   */
  double tolerance() {
    double edges = 2 * (double) resolutionNanos * Math.sqrt((double) truth.entries());
    return Math.max(TOLERATED_SHARE * truth.wallNanos(), edges);
  }

  /** Returns whether the tolerance is so large that the phase could be missing from the tree. */
  boolean isCoarse() {
    return tolerance() >= truth.wallNanos();
  }

  /** The larger of both errors, as a part of what is tolerated. */
  double ratio() {
    return Math.max(Math.abs(totalError()), Math.abs(kindError())) / tolerance();
  }
}
