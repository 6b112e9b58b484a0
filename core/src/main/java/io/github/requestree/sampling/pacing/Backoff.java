package io.github.requestree.sampling.pacing;

/**
 * How long to pause after a failure: twice as long as after the one before, up to a second, and
 * again as short as at first once a minute has passed without any. So nothing ends for good, and
 * what always fails is tried once a second. <em>Not</em> thread-safe. Allocates nothing.
 */
public final class Backoff {

  static final long MIN_NANOS = 10_000_000;
  static final long MAX_NANOS = 1_000_000_000;
  static final long FORGOTTEN_NANOS = 60_000_000_000L;

  private long pauseNanos;
  private long failedNanos;

  /** Takes note of a failure, and says how long to pause after it, in nanoseconds. */
  public long pauseNanos(long nowNanos) {
    boolean forgotten = pauseNanos == 0 || nowNanos - failedNanos >= FORGOTTEN_NANOS;
    pauseNanos = forgotten ? MIN_NANOS : Math.min(2 * pauseNanos, MAX_NANOS);
    failedNanos = nowNanos;
    return pauseNanos;
  }
}
