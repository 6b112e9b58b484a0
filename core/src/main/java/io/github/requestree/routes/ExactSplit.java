package io.github.requestree.routes;

/**
 * Splits a whole by weights, part after part, so that the parts add up to it exactly. No part is
 * negative, and a weight of 0 gets nothing.
 */
final class ExactSplit {

  private final long whole;
  private final long weights;
  private long weightSoFar;
  private long given;

  ExactSplit(long whole, long weights) {
    this.whole = whole;
    this.weights = weights;
  }

  /**
   * Returns the part for the next weight; all weights together are those given to the constructor.
   */
  long next(long weight) {
    if (weight == 0) {
      return 0;
    }
    weightSoFar += weight;
    long upToHere = of(whole, weightSoFar, weights);
    long part = upToHere - given;
    given = upToHere;
    return part;
  }

  /** Returns the part of the whole that a weight stands for, 0 if there are no weights. */
  static long of(long whole, long weight, long weights) {
    if (weight <= 0) {
      return 0;
    }
    // In double: a long product overflows. Its error is below a nanosecond up to 100 days, and
    // rounding is monotonic, so a running sum never goes back.
    return weight >= weights
        ? whole
        : Math.min(whole, (long) (whole * ((double) weight / weights)));
  }
}
