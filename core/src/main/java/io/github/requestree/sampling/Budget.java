package io.github.requestree.sampling;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What profiling may still spend, in nanoseconds of CPU time: a token bucket that fills at the
 * share of one core that was granted, up to one second's worth; at first it holds more.
 *
 * <p>Thread-safe, but {@link #refill} is for the sampler alone. What the reporter spends is debt:
 * it is paid from half of the refill, so that a costly report never leaves the next request without
 * a single walk.
 */
final class Budget {

  private static final long SECOND = 1_000_000_000;

  /**
   * What may be spent at first, in seconds' worth: until the sampler's own code is compiled, a tick
   * costs ten times what it does later, and the first requests of all deserve a tree.
   */
  private static final int START_SECONDS = 5;

  /** A debt beyond this many seconds' worth is forgiven: it could never be paid in time. */
  private static final int MAX_DEBT_SECONDS = 2;

  /**
   * How many seconds' worth may be spent before they are there: a tick takes on all that is due,
   * and then nothing is seen until it is paid.
   */
  private static final int MAX_OVERDRAWN_SECONDS = 5;

  private final double share;
  private final long capacity;
  private final AtomicLong balance;
  private final AtomicLong debt = new AtomicLong();
  private long refilledNanos;

  Budget(double share, long nowNanos) {
    this.share = share;
    capacity = (long) (share * SECOND);
    balance = new AtomicLong(START_SECONDS * capacity);
    refilledNanos = nowNanos;
  }

  void refill(long nowNanos) {
    long earned = (long) ((nowNanos - refilledNanos) * share);
    if (earned <= 0) {
      return;
    }
    refilledNanos = nowNanos;
    long paid = Math.min(debt.get(), earned / 2);
    debt.addAndGet(-paid);
    long income = earned - paid;
    balance.updateAndGet(before -> Math.max(before, Math.min(capacity, before + income)));
  }

  /** Spends so much if it is there. */
  boolean tryTake(long nanos) {
    long before;
    do {
      before = balance.get();
      if (before < nanos) {
        return false;
      }
    } while (!balance.compareAndSet(before, before - nanos));
    return true;
  }

  /** Spends what the sampler has used already, whether or not it is there. */
  void charge(long nanos) {
    balance.updateAndGet(before -> Math.max(-MAX_OVERDRAWN_SECONDS * capacity, before - nanos));
  }

  /** Takes on what the reporter has used. */
  void owe(long nanos) {
    debt.updateAndGet(before -> Math.min(MAX_DEBT_SECONDS * capacity, before + nanos));
  }

  long balance() {
    return balance.get();
  }

  /** What is kept for the first walk of whatever comes, at most: a quarter of the bucket. */
  long reserve(long wanted) {
    return Math.min(wanted, capacity / 4);
  }

  /** Whether at least half of what the bucket holds is there. */
  boolean isPlenty() {
    return balance.get() >= capacity / 2;
  }

  /** How long it takes until so much is there; 0 if it is. */
  long nanosUntil(long wanted) {
    long missing = Math.min(wanted, capacity) - balance.get();
    if (missing <= 0) {
      return 0;
    }
    return (long) Math.ceil(missing / rate());
  }

  private double rate() {
    return debt.get() > 0 ? share / 2 : share;
  }

  /** How long it takes to earn so much, whatever is there. */
  long nanosToEarn(long nanos) {
    return (long) (nanos / rate());
  }
}
