package io.github.requestree.sampling.pacing;

/**
 * Doubles the pause with each failure, up to a second. After a minute without any, the pause is as
 * short as at first. So no thread ends for good, and a step that always fails is tried once a
 * second. <em>Not</em> thread-safe. Allocates nothing.
 */
public final class Backoff {

  static final long MIN_NANOS = 10_000_000;
  static final long MAX_NANOS = 1_000_000_000;
  static final long FORGOTTEN_NANOS = 60_000_000_000L;

  private long pauseNanos;
  private long failedNanos;

  /** Takes note of a failure, and returns the pause after it, in nanoseconds. */
  public long pauseNanos(long nowNanos) {
    boolean forgotten = pauseNanos == 0 || nowNanos - failedNanos >= FORGOTTEN_NANOS;
    pauseNanos = forgotten ? MIN_NANOS : Math.min(2 * pauseNanos, MAX_NANOS);
    failedNanos = nowNanos;
    return pauseNanos;
  }
}
