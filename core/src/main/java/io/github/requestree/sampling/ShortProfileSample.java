package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.Budget;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses a few of the profiles that are too short to be reported, so that the usual profile of
 * each route is known. It chooses at most ten a second, and fewer without savings, each of which
 * stands for all that have ended since the one before. Thread-safe.
 */
final class ShortProfileSample {

  private static final long EVERY_NANOS = 100_000_000;

  /** The time between two without savings: each costs as much as the report of a slow one. */
  private static final long SELDOM_NANOS = 2_000_000_000;

  private final Counters counters;
  private final Budget budget;
  private final AtomicLong dueNanos;
  private final AtomicLong counted = new AtomicLong();

  ShortProfileSample(Counters counters, Budget budget, long nowNanos) {
    this.counters = counters;
    this.budget = budget;
    dueNanos = new AtomicLong(nowNanos);
  }

  /** Returns whether the profile that ends now is one of them. */
  boolean choose(long nowNanos) {
    long due = dueNanos.get();
    if (nowNanos - due < 0) {
      return false;
    }
    long every = budget.hasSavings() ? EVERY_NANOS : SELDOM_NANOS;
    return dueNanos.compareAndSet(due, nowNanos + every);
  }

  /** Returns the number of profiles since the last call; for one that was chosen. */
  long takeCount() {
    long now = counters.tooShort();
    return Math.max(1, now - counted.getAndSet(now));
  }
}
