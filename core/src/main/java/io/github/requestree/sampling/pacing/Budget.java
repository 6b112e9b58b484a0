package io.github.requestree.sampling.pacing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * CPU time that profiling may still spend, in nanoseconds: one bucket for the sampler, the reporter
 * and the requests' own threads. It fills at the share of one core that was granted, holds a
 * minute's worth of that, and is full at first. So a minute costs that share under lasting load,
 * and at most twice it after a quiet one.
 *
 * <p>The bucket says at which rate it may be spent: {@code share * (1 + 9 * fill)}, where {@code
 * fill} goes from 0 to 1; but no more than a quarter of a core, unless the share itself is more.
 * Under the highest load the fill sinks by the factor e in 6 seconds: ten times the share at first,
 * 2.7 times after 10 seconds, 1.1 times after 30. Under a lower one the bucket may hold less and
 * less, as if it were emptied evenly in 45 seconds. So no load costs more than the share in its
 * second minute.
 *
 * <p>The granted time leaves the bucket for three purses, as far as they have room for it. A purse
 * may be spent at once; a debt is paid back first:
 *
 * <ul>
 *   <li><em>checks</em> come first. Their purse holds one second's worth of the share: a tenth of a
 *       second of the rate while the bucket is full.
 *   <li><em>reports</em> get what the other two leave, and half of everything while they owe some.
 *       Their purse holds five seconds' worth, so that the reports of a quiet server are written at
 *       once; the first ones, made by cold code, cost a hundred times more than later ones, and
 *       must not blind the sampler.
 *   <li><em>captures</em> at hand-offs get up to a quarter while their purse is not full. It holds
 *       a quarter of a second's worth. With a purse of their own, many hand-offs cannot starve the
 *       sampler, and many requests cannot hide the place of one.
 * </ul>
 *
 * <p>If reports and checks had one purse, {@code
 * StillRunningTest.manyThatAreStuckAreReportedAsFarAsTheBudgetGoes} would fail.
 *
 * <p>The cost to the requests' own threads is taken out of the bucket itself, since it has been
 * spent already. It lowers the rate of everything else: below the share once the bucket is empty,
 * and down to a quarter of it with 4.5 seconds' worth owed. More than that is forgiven.
 *
 * <p>Thread-safe. Threads that serve requests only call {@link #tryTakeForCapture}, which takes no
 * lock.
 */
public final class Budget {

  private static final long SECOND = 1_000_000_000;

  private static final int LOOKS_SECONDS = 1;
  private static final int REPORTS_SECONDS = 5;

  /**
   * The seconds' worth that the bucket holds: a minute's together with those of checks and reports.
   */
  public static final int SAVED_SECONDS = 60 - LOOKS_SECONDS - REPORTS_SECONDS;

  /** The rate beyond the share at which a full bucket is spent, in times the share. */
  private static final int FASTER_WHEN_FULL = 9;

  private static final double MAX_SHARE_OF_A_CORE = 0.25;

  /** The part of a full bucket that counts as savings. */
  private static final int SOME_PARTS = 10;

  /** The debt at which the rate is a quarter of the share, by the same line as above. */
  private static final double MAX_OWED_SECONDS = 4.5;

  /** The time after which savings end that are being spent, however slowly. */
  private static final int SAVINGS_LAST_SECONDS = 45;

  /** The time between two looks at whether savings are being spent: longer than a short burst. */
  private static final int LIMITED_EVERY_SECONDS = 5;

  /**
   * The most seconds' worth of reports that may be owed: a reader of a report must not wait for
   * long.
   */
  private static final int MAX_REPORTS_OWED_SECONDS = 2;

  /**
   * The seconds' worth that checks may overdraw: a tick takes on all that is due, and then nothing
   * is seen until it is paid.
   */
  private static final int MAX_OVERDRAWN_SECONDS = 5;

  /** The part of its length to which a wait is known while checks are paid by the share alone. */
  private static final int WAIT_PARTS = 8;

  /**
   * The time within which a surplus is spent, evenly instead of at once. While there are savings,
   * it is shorter the faster they may be spent: a purse that refills so soon need not be kept.
   */
  private static final double SURPLUS_SECONDS = 0.2;

  private final double share;

  private final AtomicLong used = new AtomicLong();

  /** The time that is earned in a second. */
  private final long second;

  /** The balance of the bucket; below 0 if it is overdrawn. */
  private long saved;

  /** The most that the bucket may hold: less and less while it is being emptied. */
  private long mostSaved;

  private long savedWhenLimited;
  private long limitedNanos;

  private volatile boolean hasSavings = true;
  private long looks;
  private long reports;
  private final AtomicLong captures;
  private long refilledNanos;

  public Budget(double share, long nowNanos) {
    this.share = share;
    second = (long) (share * SECOND);
    saved = SAVED_SECONDS * second;
    mostSaved = saved;
    savedWhenLimited = saved;
    limitedNanos = nowNanos;
    looks = LOOKS_SECONDS * second;
    reports = REPORTS_SECONDS * second;
    captures = new AtomicLong(second / 4);
    refilledNanos = nowNanos;
  }

  /** Returns the largest share of one core that a minute may cost, if the one before was quiet. */
  public static double mostInAMinute(double share) {
    return Math.min(2 * share, Math.max(share, MAX_SHARE_OF_A_CORE));
  }

  public synchronized void refill(long nowNanos) {
    long passed = nowNanos - refilledNanos;
    long earned = (long) (passed * share);
    if (earned <= 0) {
      return;
    }
    refilledNanos = nowNanos;
    long granted = (long) (passed * rate());
    long owed = Math.max(0, Math.min(granted / 2, -reports));
    long forCaptures = Math.max(0, Math.min(granted / 4, second / 4 - captures.get()));
    captures.addAndGet(forCaptures);
    long forLooks = Math.min(granted - owed - forCaptures, LOOKS_SECONDS * second - looks);
    looks += forLooks;
    long left = granted - forLooks - forCaptures;
    long forReports = Math.min(left, REPORTS_SECONDS * second - reports);
    reports += forReports;
    long kept = saved + earned - forLooks - forCaptures - forReports;
    saved = Math.min(SAVED_SECONDS * second, kept);
    limitSavings(nowNanos);
    hasSavings = saved > SAVED_SECONDS * second / SOME_PARTS;
  }

  /** Limits savings by the time for which they are being spent; a quiet minute gives all back. */
  private void limitSavings(long nowNanos) {
    long passed = nowNanos - limitedNanos;
    if (passed < LIMITED_EVERY_SECONDS * SECOND) {
      return;
    }
    double change = saved < savedWhenLimited ? -(double) SAVED_SECONDS / SAVINGS_LAST_SECONDS : 1;
    long limit = mostSaved + (long) (change * passed * share);
    mostSaved = Math.max(0, Math.min(SAVED_SECONDS * second, limit));
    saved = Math.min(saved, mostSaved);
    savedWhenLimited = saved;
    limitedNanos = nowNanos;
  }

  /** Returns whether more than the share may be spent for some seconds. Takes no lock. */
  public boolean hasSavings() {
    return hasSavings;
  }

  /** Returns the rate at which everything together may spend, in cores. */
  synchronized double rate() {
    double fill = (double) saved / (SAVED_SECONDS * second);
    return Math.min(share * (1 + FASTER_WHEN_FULL * fill), Math.max(share, MAX_SHARE_OF_A_CORE));
  }

  /** Returns the rate in times the share; 1 if it is below that. */
  private double faster() {
    return Math.max(1, rate() / share);
  }

  private double rateOfLooks() {
    return reports < 0 ? rate() / 2 : rate();
  }

  /** Returns the balance of the bucket, without the purses; below 0 if it is overdrawn. */
  public synchronized long saved() {
    return saved;
  }

  /** Spends from the purse for captures at hand-offs, if it holds so much. */
  public boolean tryTakeForCapture(long nanos) {
    long before;
    do {
      before = captures.get();
      if (before < nanos) {
        return false;
      }
    } while (!captures.compareAndSet(before, before - nanos));
    return true;
  }

  /** Returns all the time that was used, including the part that was forgiven. */
  public long usedNanos() {
    return used.get();
  }

  /**
   * Spends the time that the sampler has used for checks already, whether or not the purse holds
   * it.
   */
  public void charge(long nanos) {
    charge(nanos, nanos);
  }

  /**
   * As the method above, but forgives the time beyond the most that is taken as the cost of checks.
   */
  synchronized void charge(long usedNanos, long mostNanos) {
    used.getAndAdd(usedNanos);
    long nanos = Math.min(usedNanos, mostNanos);
    looks = Math.max(-MAX_OVERDRAWN_SECONDS * second, looks - nanos);
  }

  /** Spends the cost of segments to the requests' own threads. */
  public synchronized void chargeRequests(long nanos) {
    used.getAndAdd(nanos);
    saved = Math.max((long) (-MAX_OWED_SECONDS * second), saved - nanos);
  }

  /** Spends the time that a report has used already, whether or not the purse holds it. */
  public synchronized void chargeReport(long nanos) {
    used.getAndAdd(nanos);
    reports = Math.max(-MAX_REPORTS_OWED_SECONDS * second, reports - nanos);
  }

  /**
   * Returns the time that reports must pause, in nanoseconds; 0 if the next one may be written at
   * once.
   */
  public synchronized long nanosUntilReport(long nowNanos) {
    if (reports >= 0) {
      return 0;
    }
    // The sampler, which refills it otherwise, may have nothing to do.
    refill(nowNanos);
    return reports >= 0 ? 0 : (long) (-reports / (rate() / 2));
  }

  /** Returns the time that may be spent on checks now. */
  public synchronized long balance() {
    return looks;
  }

  /** Returns the reserve for the first stacks of new segments: at most a quarter of the purse. */
  long reserve(long wanted) {
    return Math.min(wanted, second / 4);
  }

  /** Returns the time until the purse for checks holds so much; 0 if it does. */
  synchronized long nanosUntil(long wanted) {
    long missing = Math.min(wanted, LOOKS_SECONDS * second) - looks;
    if (missing <= 0) {
      return 0;
    }
    return (long) Math.ceil(missing / rateOfLooks());
  }

  /**
   * Returns the gap between checks of this cost that is affordable for ever; it is smaller while
   * there is plenty. While something is saved it is larger if less than half is there, so that new
   * segments find something.
   *
   * @param spokenFor the share of a core that is spent on something else
   */
  synchronized long gapFor(long nanos, double spokenFor) {
    double rate = rateOfLooks();
    double yields = saved < second ? 1 : Math.min(1, Math.max(0, looks / (second / 2.0)));
    double sooner = hasSavings ? faster() : 1;
    double surplus = Math.max(0, looks - second / 2) * sooner / (SURPLUS_SECONDS * SECOND);
    return (long) (nanos / (Math.max(rate / 4, rate * yields - spokenFor) + surplus));
  }

  /**
   * As the method above, for checks of waiting threads. A check of a thread that sleeps finds
   * nothing new, so most savings buy stacks of running ones. A short wait is checked as often as
   * its length asks for: the faster the bucket may be spent, the smaller the part of it that is
   * missed at its end. A longer one is checked at the share, or at half of it while the rate is
   * twice the share.
   */
  synchronized long gapForWaits(long nanos, long waitedNanos) {
    double faster = faster();
    long most = (long) (nanos / share * Math.min(2, faster));
    return Math.max(gapFor(nanos, 0), Math.min(most, (long) (waitedNanos / (WAIT_PARTS * faster))));
  }
}
