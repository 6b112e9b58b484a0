package io.github.requestree.benchmarks.fidelity;

/**
 * The share of one method among others, as it was and as a tree shows it: parts of 1.
 *
 * @param truth what the work measured of itself
 * @param shown what is shown
 * @param tolerance how far the two may be apart
 */
record ShareError(double truth, double shown, double tolerance) {

  private static final double STANDARD_ERRORS = 2.5;
  private static final double POINTS = 0.02;
  private static final double COARSE = 0.1;

  /**
   * Tolerates an error that so many stacks cannot resolve: 2 points, or 2.5 standard errors if
   * more.
   *
   * @param walks the number of stacks of equal weight that say as much as those that were taken
   */
  static ShareError ofWalks(double truth, double shown, double walks) {
    double tolerance = Math.max(POINTS, STANDARD_ERRORS * standardError(truth, walks));
    return new ShareError(truth, shown, tolerance);
  }

  /** Returns the standard error of a share that is estimated from so many independent stacks. */
  static double standardError(double share, double walks) {
    return walks == 0 ? 1 : Math.sqrt(share * (1 - share) / walks);
  }

  /** Returns whether the tolerance is so large that meeting it says little. */
  boolean isCoarse() {
    return tolerance > COARSE;
  }

  /** In points: hundredths of the whole. */
  double points() {
    return 100 * (shown - truth);
  }

  double ratio() {
    return Math.abs(shown - truth) / tolerance;
  }
}
