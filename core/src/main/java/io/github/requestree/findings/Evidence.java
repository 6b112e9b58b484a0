package io.github.requestree.findings;

import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;

/**
 * The facts that the rules use: a profile, the times in its tree, and the words for it. Immutable.
 *
 * @param calls the times of the calls in its tree
 */
record Evidence(Profile profile, Shaping shaping, CallTimes calls, Words words) {

  static Evidence of(Profile profile, Shaping shaping) {
    return new Evidence(
        profile, shaping, CallTimes.of(profile.root(), shaping), new Words(profile, shaping));
  }

  long durationNanos() {
    return profile.durationNanos();
  }

  /** Returns whether a time is at least so many percent of the duration. */
  boolean isAtLeast(int percent, long nanos) {
    return nanos > 0 && nanos >= profile.durationNanos() / 100.0 * percent;
  }
}
