package io.github.requestree.sampling;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses a few of the profiles that are too short to be reported, so that the usual profile of
 * each route is known. It chooses at most ten a second, each of which stands for all that have
 * ended since the one before. Thread-safe.
 */
final class ShortProfileSample {

  private static final long EVERY_NANOS = 100_000_000;

  private final Counters counters;
  private final AtomicLong dueNanos;
  private final AtomicLong counted = new AtomicLong();

  ShortProfileSample(Counters counters, long nowNanos) {
    this.counters = counters;
    dueNanos = new AtomicLong(nowNanos);
  }

  /** Returns whether the profile that ends now is one of them. */
  boolean choose(long nowNanos) {
    long due = dueNanos.get();
    return nowNanos - due >= 0 && dueNanos.compareAndSet(due, nowNanos + EVERY_NANOS);
  }

  /** Returns the number of profiles since the last call; for one that was chosen. */
  long takeCount() {
    long now = counters.tooShort();
    return Math.max(1, now - counted.getAndSet(now));
  }
}
