package io.github.requestree.sampling.pacing;

import java.util.random.RandomGenerator;

/** Draws the gap until the next check. All in nanoseconds. <em>Not</em> thread-safe. */
final class GapDraw {

  private static final long MAX_WAITING_GAP = 2_000_000;
  private static final long MAX_SCARCE_GAP = 1_000_000_000;

  /** The part of its length to which a wait is known. */
  private static final int WAITING_PARTS = 64;

  private final RandomGenerator random;
  private final long intervalNanos;

  GapDraw(RandomGenerator random, long intervalNanos) {
    this.random = random;
    this.intervalNanos = intervalNanos;
  }

  /** Draws half to one and a half times the mean, so that periodic work is not missed. */
  long draw(long meanNanos) {
    return (long) (meanNanos * (0.5 + random.nextDouble()));
  }

  /**
   * Draws the gap until the first check, as if checks at {@link #draw} gaps had gone on for ever.
   * Only then has every instant of a request the same chance to be seen, its first ones included.
   */
  long first(long meanNanos) {
    double u = random.nextDouble();
    return (long) (meanNanos * (u <= 0.5 ? u : 1.5 - Math.sqrt(2 - 2 * u)));
  }

  /** Draws whether an event of this chance happens; one of 1 or more is certain. */
  boolean happens(double chance) {
    return random.nextDouble() < chance;
  }

  /**
   * Draws the age of the next check, if the mean gap grows with the age. Checks at an age then come
   * at a rate of exactly one in {@link #meanAt}. Adding a drawn gap of that mean to the age would
   * not do: while gaps grow, checks come more often than their gaps say.
   *
   * @param ageNanos the age at the last check
   * @param perAge the mean gap as a part of the age
   * @param leastNanos the smallest mean gap
   * @param mostNanos the largest mean gap
   */
  long drawGrowing(long ageNanos, double perAge, long leastNanos, long mostNanos) {
    double left = 0.5 + random.nextDouble();
    double age = ageNanos;
    double grows = leastNanos / perAge;
    double ends = Math.max(leastNanos, mostNanos) / perAge;
    if (age < grows) {
      double looks = (grows - age) / leastNanos;
      if (left <= looks) {
        return (long) (age + left * leastNanos);
      }
      left -= looks;
      age = grows;
    }
    if (age < ends) {
      double looks = Math.log(ends / age) / perAge;
      if (left <= looks) {
        return (long) (age * Math.exp(left * perAge));
      }
      left -= looks;
      age = ends;
    }
    return (long) (age + left * Math.max(leastNanos, mostNanos));
  }

  /** Returns the mean gap at an age; the arguments are those of {@link #drawGrowing}. */
  static long meanAt(long ageNanos, double perAge, long leastNanos, long mostNanos) {
    return Math.max(leastNanos, Math.min((long) (ageNanos * perAge), mostNanos));
  }

  /** Returns the mean gap for a thread that has been found waiting for so long. */
  long whileWaiting(long waitedNanos) {
    return Math.max(intervalNanos, Math.min(waitedNanos / WAITING_PARTS, MAX_WAITING_GAP));
  }

  /** Returns the interval if nothing is missing, the longest gap if all is, evenly in between. */
  long whenShort(double missing) {
    return whenScarce(
        (long) (intervalNanos * Math.pow((double) MAX_SCARCE_GAP / intervalNanos, missing)));
  }

  /** Returns the mean gap for a thread for which there was no token. */
  long whenScarce(long affordableNanos) {
    return Math.max(intervalNanos, Math.min(affordableNanos, MAX_SCARCE_GAP));
  }
}
