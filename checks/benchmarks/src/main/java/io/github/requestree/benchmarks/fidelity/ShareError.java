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
   * Tolerates what so many walks cannot tell: 2 points, or 2.5 standard errors if more.
   *
   * @param walks how many walks of equal weight say as much as those that were taken
   */
  static ShareError ofWalks(double truth, double shown, double walks) {
    double tolerance = Math.max(POINTS, STANDARD_ERRORS * standardError(truth, walks));
    return new ShareError(truth, shown, tolerance);
  }

  /** How far chance alone moves a share that is estimated from so many independent walks. */
  static double standardError(double share, double walks) {
    return walks == 0 ? 1 : Math.sqrt(share * (1 - share) / walks);
  }

  /** Whether what is tolerated is so much that meeting it says little. */
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
