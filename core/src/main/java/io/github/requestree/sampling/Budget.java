package io.github.requestree.sampling;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What profiling may still spend, in nanoseconds of CPU time: a token bucket that fills at the
 * share of one core that was granted, up to one second's worth; at first it holds more.
 *
 * <p>Thread-safe, but {@link #refill} is for the sampler alone. What the reporter and the requests'
 * own threads spend is debt: it is paid from three quarters of the refill, so that a costly report
 * never leaves the next request without a single walk.
 */
final class Budget {

  private static final long SECOND = 1_000_000_000;

  /**
   * What may be spent at first, in seconds' worth: until the sampler's own code is compiled, a tick
   * costs ten times what it does later, and the first requests of all deserve a tree. The same for
   * the reporter's.
   */
  private static final int START_SECONDS = 5;

  /** A debt beyond this many seconds' worth is forgiven: it could never be paid in time. */
  private static final int MAX_DEBT_SECONDS = 2;

  /**
   * How many seconds' worth may be spent before they are there: a tick takes on all that is due,
   * and then nothing is seen until it is paid.
   */
  private static final int MAX_OVERDRAWN_SECONDS = 5;

  /** What is more than enough is spent within about this time, evenly instead of at once. */
  private static final double SURPLUS_SECONDS = 0.2;

  private final double share;
  private final long capacity;
  private final AtomicLong balance;

  /** What is set aside for capturing hand-offs; see {@link #tryTakeForCapture}. */
  private final AtomicLong captures;

  /** What the reporter has spent and not been paid back; below zero while it has credit. */
  private final AtomicLong debt;

  /** What requests have cost since the last refill; for the sampler alone. */
  private long requests;

  private long refilledNanos;

  Budget(double share, long nowNanos) {
    this.share = share;
    capacity = (long) (share * SECOND);
    balance = new AtomicLong(START_SECONDS * capacity);
    captures = new AtomicLong(capacity / 4);
    debt = new AtomicLong(-START_SECONDS * capacity);
    refilledNanos = nowNanos;
  }

  void refill(long nowNanos) {
    long earned = (long) ((nowNanos - refilledNanos) * share);
    if (earned <= 0) {
      return;
    }
    refilledNanos = nowNanos;
    long forRequests = Math.min(requests, earned / 4 * 3);
    requests = 0;
    long paid = Math.max(0, Math.min(debt.get(), earned / 4 * 3 - forRequests));
    debt.addAndGet(-paid);
    long setAside =
        Math.max(0, Math.min(capacity / 4 - captures.get(), (earned - forRequests - paid) / 4));
    captures.addAndGet(setAside);
    long income = earned - forRequests - paid - setAside;
    balance.updateAndGet(before -> Math.max(before, Math.min(capacity, before + income)));
  }

  /**
   * Spends so much of what is set aside, up to a quarter of the income, if it is there. A purse of
   * its own: neither can many hand-offs starve the sampler, nor many requests hide where one was.
   */
  boolean tryTakeForCapture(long nanos) {
    long before;
    do {
      before = captures.get();
      if (before < nanos) {
        return false;
      }
    } while (!captures.compareAndSet(before, before - nanos));
    return true;
  }

  /** Spends what the sampler has used already, whether or not it is there. */
  void charge(long nanos) {
    balance.updateAndGet(before -> Math.max(-MAX_OVERDRAWN_SECONDS * capacity, before - nanos));
  }

  /**
   * Takes off the next refill what segments have cost the requests' own threads, up to three
   * quarters of it; for the sampler alone.
   */
  void chargeRequests(long nanos) {
    requests += nanos;
  }

  /** Takes on what the reporter has used. */
  void owe(long nanos) {
    debt.updateAndGet(before -> Math.min(MAX_DEBT_SECONDS * capacity, before + nanos));
  }

  /** Whether the reporter has used more than it has earned. */
  boolean owes() {
    return debt.get() > 0;
  }

  /** How long it takes until what the reporter has used is paid, if that is all it has used. */
  long nanosToPay(long nanos) {
    return (long) (nanos / (share * 3 / 4));
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
    return debt.get() > 0 ? share / 4 : share;
  }

  /**
   * How far apart such costs must lie to be affordable for ever, or closer if there is plenty.
   *
   * @param spokenFor the share of a core that is spent on something else
   */
  long gapFor(long nanos, double spokenFor) {
    double surplus = Math.max(0, balance.get() - capacity / 2) / (SURPLUS_SECONDS * SECOND);
    return (long) (nanos / (Math.max(rate() / 4, rate() - spokenFor) + surplus));
  }
}
