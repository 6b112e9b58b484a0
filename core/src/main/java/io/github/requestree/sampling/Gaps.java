package io.github.requestree.sampling;

import java.util.random.RandomGenerator;

/** When to look next. All in nanoseconds. <em>Not</em> thread-safe. */
final class Gaps {

  private static final long MAX_WAITING_GAP = 2_000_000;
  private static final long MAX_WAITING_GAP_WHEN_SHORT = 20_000_000;
  private static final long MAX_SCARCE_GAP = 1_000_000_000;

  /** A wait is known to within this part of its length. */
  private static final int WAITING_PARTS = 64;

  private final RandomGenerator random;
  private final long intervalNanos;

  Gaps(RandomGenerator random, long intervalNanos) {
    this.random = random;
    this.intervalNanos = intervalNanos;
  }

  /** Half to one and a half times the mean, so that periodic work is not missed. */
  long draw(long meanNanos) {
    return (long) (meanNanos * (0.5 + random.nextDouble()));
  }

  /**
   * The gap until the first look, drawn as if looks at {@link #draw} gaps had gone on for ever:
   * only then has every instant of a request the same chance to be seen, its first ones included.
   */
  long first() {
    double u = random.nextDouble();
    return (long) (intervalNanos * (u <= 0.5 ? u : 1.5 - Math.sqrt(2 - 2 * u)));
  }

  /** The mean gap for a thread that has been found waiting for so long. */
  long whileWaiting(long waitedNanos, boolean tokensLast) {
    long most = tokensLast ? MAX_WAITING_GAP : MAX_WAITING_GAP_WHEN_SHORT;
    return Math.max(intervalNanos, Math.min(waitedNanos / WAITING_PARTS, most));
  }

  /** The mean gap for a thread for which there was no token. */
  long whenScarce(long affordableNanos) {
    return Math.max(intervalNanos, Math.min(affordableNanos, MAX_SCARCE_GAP));
  }
}
