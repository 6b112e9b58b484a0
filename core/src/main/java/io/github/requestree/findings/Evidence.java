package io.github.requestree.findings;

import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;

/**
 * The facts that the rules use: a profile, the times in its tree, and the words for it. Immutable.
 *
 * @param calls the times of the calls in its tree
 */
record Evidence(Profile profile, Shaping shaping, CallTimes calls, Words words) {

  /** Less than this is not worth a word about the machine: every request has some of it. */
  private static final long MIN_NANOS = 5_000_000;

  /**
   * Returns whether the same holds, and the time is long enough to be the fault of machine or JVM.
   */
  boolean isNoticeable(int percent, long nanos) {
    return nanos >= MIN_NANOS && isAtLeast(percent, nanos);
  }

  /** Returns whether a time is at least so many percent of the duration. */
  boolean isAtLeast(int percent, long nanos) {
    return nanos > 0 && nanos >= profile.durationNanos() / 100.0 * percent;
  }
}
