package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;

/**
 * Writes the times of one column, all in one unit and with as many decimals as mean something.
 * Immutable and thread-safe.
 *
 * @param millis whether they are in milliseconds, or else in seconds
 */
record TimeColumn(boolean millis, int decimals) {

  private static final long DECIMAL_BELOW = 10_000_000;
  private static final int DECIMALS_OF_MILLIS = 3;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /**
   * The unit that fits the whole.
   *
   * @param resolutionNanos what is shorter was seen by chance; 0 if that is not known
   */
  static TimeColumn of(long wholeNanos, long resolutionNanos) {
    int decimals = Figures.decimals(resolutionNanos);
    if (wholeNanos >= Figures.LONGEST_IN_MILLIS) {
      return new TimeColumn(false, decimals);
    }
    int least = wholeNanos < DECIMAL_BELOW ? 1 : 0;
    return new TimeColumn(true, Math.max(least, decimals - DECIMALS_OF_MILLIS));
  }

  /** The unit for a profile and its tree as it is shown. */
  static TimeColumn of(Profile profile, CallNode shaped) {
    return of(
        Math.max(profile.durationNanos(), shaped.totalNanos()),
        profile.sampling().resolutionNanos());
  }

  /** The unit that fits the largest of what clocks have measured, and tells the smallest. */
  static TimeColumn exact(long leastNanos, long largestNanos) {
    boolean millis = largestNanos < Figures.LONGEST_IN_MILLIS;
    int ofMillis = leastNanos < DECIMAL_BELOW ? 1 : 0;
    return new TimeColumn(millis, millis ? ofMillis : DECIMALS_OF_MILLIS);
  }

  String of(long nanos) {
    return millis ? Figures.millis(nanos, decimals) : Figures.seconds(nanos, decimals);
  }

  /** A difference: {@code +198 ms}, {@code -2 ms}; what rounds to nothing is no less. */
  String signed(long nanos) {
    return (nanos < 0 && !isNothing(-nanos) ? "-" : "+") + of(Math.abs(nanos));
  }

  /** Returns whether it would be printed as 0. */
  boolean isNothing(long nanos) {
    long unit = millis ? NANOS_PER_MILLI : NANOS_PER_SECOND;
    for (int i = 0; i < decimals; i++) {
      unit /= 10;
    }
    return nanos < unit / 2;
  }
}
