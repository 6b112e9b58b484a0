package io.github.requestree.sampling.pacing;

import java.util.random.RandomGenerator;

/**
 * How often to look, as far as the budget goes: evenly, with something left for what begins next.
 * All in nanoseconds. <em>Not</em> thread-safe.
 */
public final class LookPlanner {

  /** Stands for a time: the sampler was woken for the segments that it takes in. */
  public static final long WOKEN = Long.MIN_VALUE;

  /**
   * What routine looks leave in the purse: walks of what begins next. Without it {@code
   * StatedErrorsTest.ofARouteWhoseWalksStandForVeryDifferentTimes} fails; if looks at waits do not
   * leave it, {@code MergedTreesUnderLoadTest.aMethodThatRunsAndOneThatWaits} does.
   */
  private static final int RESERVED_WALKS = 4;

  /**
   * How many walks may be made before they are earned. Whether there is a token must not decide
   * over a look: tokens come with time, so that the later parts of a request would be seen more
   * often. The gaps decide, and the credit lets them. Without it {@code
   * MergedTreesUnderLoadTest.aMethodThatRunsAndOneThatWaits} and {@code
   * SamplingUnderScarcityTest.aThousandWaitingRequestsCostNoMoreThanTheBudget} fail.
   */
  private static final int CREDIT_WALKS = 36;

  /** A look may come early by this part of its gap, so that one wake-up serves many. */
  private static final int LOOKS_A_WAKE = 16;

  /** The walks of a tick may take this part of the interval. */
  private static final int TICK_PARTS = 8;

  /** So many planned looks that one look stands for are drawn one by one. */
  private static final int MAX_PASSED = 16;

  private static final long MAX_PATIENCE = 100_000_000;

  /** A wait from which on what it has saved pays for closer looks at what follows it. */
  private static final long LONG_WAIT = 100_000_000;

  /**
   * How the mean gap grows with how long ago the segment began or was last proven to be in a long
   * wait: on average the next look comes after as much time again.
   */
  private static final double GROWTH = 2.0 / 3;

  /** How much of a running mean the newest value makes up. */
  private static final double NEWEST = 1.0 / 32;

  private final GapDraw gaps;
  private final Budget budget;
  private final SamplerCosts costs;
  private final long intervalNanos;

  /** How many segments are open, and how many of them were running when they were seen last. */
  private int open;

  private int running;

  /** How often segments that wait are looked at, per nanosecond, as far as planned. */
  private double waitingLooks;

  /** How long a walk takes, on average. */
  private double walkingNanos;

  /** How long waking takes, on average, and where in the time between two looks segments begin. */
  private double wakingNanos;

  private double delayPart = 0.5;

  public LookPlanner(
      RandomGenerator random, Budget budget, SamplerCosts costs, long intervalNanos) {
    gaps = new GapDraw(random, intervalNanos);
    this.budget = budget;
    this.costs = costs;
    this.intervalNanos = intervalNanos;
  }

  /** Notes how many segments there are to look at. */
  public void open(int segments) {
    open = segments;
    if (segments == 0) {
      waitingLooks = 0;
    }
  }

  /** Notes that a segment is not looked at any more. */
  public void ended(LookPlan plan) {
    running(plan, false);
    waitingLooks(plan, 0);
  }

  private void waitingLooks(LookPlan plan, double looks) {
    waitingLooks += looks - plan.waitingLooks;
    plan.waitingLooks = looks;
  }

  /**
   * How much earlier than it is due a look may come, for the sake of another. Where a wait is most
   * likely to go on it does no harm; elsewhere the early parts of short requests would be seen too
   * often.
   */
  public long togetherNanos(LookPlan plan) {
    long early = intervalNanos / 8;
    return plan.waitingLooks > 0 ? Math.max(early, plan.gapNanos / LOOKS_A_WAKE) : early;
  }

  /** Notes whether a segment runs; one that has ended does not. */
  public void running(LookPlan plan, boolean runs) {
    if (plan.running != runs) {
      plan.running = runs;
      running += runs ? 1 : -1;
    }
  }

  public int running() {
    return running;
  }

  /**
   * How long new segments may wait until they are taken in. Where looks are rarer than that anyway,
   * waking up for each request would take the tokens that its walk needs.
   */
  public long patience() {
    return Math.max(2 * intervalNanos, Math.min(2 * leastGap(), MAX_PATIENCE));
  }

  /**
   * How many segments can be walked in a tick: as many as are affordable, and before those seen
   * last are seen noticeably later than they were due. Of short requests the beginnings would be
   * seen too rarely.
   */
  public long walksInTick() {
    long affordable = Math.max(0, (budget.balance() + creditLeft()) / costs.walk());
    long mostNanos = intervalNanos / TICK_PARTS;
    return Math.min(affordable, (long) Math.max(1, mostNanos / Math.max(1, walkingNanos)));
  }

  /** How long it takes until a tick and what it is for, a walk, can be afforded; 0 if they can. */
  public long untilTick() {
    return budget.nanosUntil(tick() + costs.walk() - creditLeft());
  }

  /** How long it takes until a tick for this segment can be afforded; 0 if it can. */
  public long untilTickFor(LookPlan plan) {
    return isRoutine(plan) ? budget.nanosUntil(tick() + reserve()) : untilTick();
  }

  /**
   * How much of segments such as this goes by, on average, before the sampler learns of them, by
   * what is known of when they begin and when it comes.
   *
   * <p>If it comes of itself, the start lies anywhere between its last look into the queue and this
   * one. Segments that are known at this age or later stand for those that will only be known when
   * they are older: as much as came before this start in that time. Starts need not be spread
   * evenly, so that is corrected by where they lie on average.
   *
   * @param startNanos when the segment began
   * @param sinceNanos the earliest time at which it can have begun, or {@link #WOKEN}
   */
  public long unseenNanos(long startNanos, long now, long sinceNanos) {
    double delay = (double) (now - startNanos);
    if (sinceNanos == WOKEN) {
      wakingNanos += NEWEST * (delay - wakingNanos);
      return (long) wakingNanos;
    }
    double window = Math.max(delay, (double) (now - sinceNanos));
    if (window <= 0) {
      return 0;
    }
    delayPart += NEWEST * (delay / window - delayPart);
    return (long) ((window - delay) * Math.min(2, delayPart / (1 - delayPart)));
  }

  /**
   * Plans the first look at a segment that the sampler learns of now. What nobody can see of its
   * like, since it comes before that, is not lost: a look at once stands for it, and is taken with
   * a chance to match.
   *
   * @param blindSinceNanos since when looks were due that could not be made; now if there are none.
   *     The others that were open then are looked at once for all of that time
   */
  public void first(LookPlan plan, long now, long unseenNanos, long blindSinceNanos) {
    long mean = leastGap();
    waitingLooks(plan, 0);
    plan.gapNanos = mean;
    plan.plannedNanos = Math.max(plan.restlessSinceNanos, blindSinceNanos) + gaps.first(mean);
    plan.dueNanos = plan.plannedNanos;
    if (gaps.happens((double) unseenNanos / mean)) {
      plan.unseenNanos = Math.max(mean, unseenNanos);
      plan.dueNanos = now;
    }
  }

  /**
   * Says what a look stands for: all that was planned since the one before, up to now. The plan
   * goes on from there and not from the look, so that looks that come late are neither rarer than
   * planned nor stand for less.
   */
  public void looks(LookPlan plan, long now) {
    plan.standsForNanos = plan.unseenNanos;
    plan.unseenNanos = 0;
    plan.isPlanned = plan.plannedNanos - now <= togetherNanos(plan);
    if (!plan.isPlanned) {
      return;
    }
    long mean = plan.gapNanos;
    long next = plan.plannedNanos;
    int passed = 0;
    do {
      plan.plannedNanos = next;
      plan.standsForNanos += mean;
      next += gaps.draw(mean);
      passed++;
    } while (next - now <= 0 && passed < MAX_PASSED);
    if (next - now <= 0) {
      plan.standsForNanos += now - next;
      plan.plannedNanos = now;
    }
  }

  /**
   * Plans the next look after a standstill: as far away as is aimed at, or as leaves half of the
   * income and all that is saved to those that run.
   *
   * @param onThisStackNanos how long the thread is known to have stood still
   */
  public void whileWaiting(LookPlan plan, long onThisStackNanos, long now) {
    if (onThisStackNanos >= LONG_WAIT) {
      plan.restlessSinceNanos = now;
    }
    long wanted = gaps.whileWaiting(onThisStackNanos);
    int waiting = open - running;
    long round = waiting * costs.poll() + Math.min(waiting, LOOKS_A_WAKE) * costs.wake();
    long affordable = budget.gapForWaits(running == 0 ? round : 2 * round, onThisStackNanos);
    plan.gapNanos = gaps.whenScarce(Math.max(wanted, affordable));
    planned(plan, plan.plannedNanos + gaps.draw(plan.gapNanos), now);
    waitingLooks(plan, 1.0 / plan.gapNanos);
  }

  /**
   * Plans the next look after a walk. In a young segment, and after a long wait, the gap grows with
   * the time that has passed since, so that a wait is not missed for longer than what came before
   * it had lasted.
   */
  public void afterWalk(LookPlan plan, long now, long tookNanos) {
    walkingNanos += NEWEST * (tookNanos - walkingNanos);
    plan.walked = true;
    plan(plan, now);
  }

  /** Plans the next look at a thread that runs, also where there was no token for a walk. */
  public void plan(LookPlan plan, long now) {
    if (!plan.isPlanned) {
      plan.dueNanos = plan.plannedNanos;
      return;
    }
    long least = leastGap();
    waitingLooks(plan, 0);
    long most = affordable();
    long from = Math.max(0, plan.plannedNanos - plan.restlessSinceNanos);
    long age = gaps.drawGrowing(from, GROWTH, least, most);
    plan.gapNanos = GapDraw.meanAt(age, GROWTH, least, most);
    planned(plan, plan.restlessSinceNanos + age, now);
  }

  /** What the look that was just made stands for already is not planned again. */
  private void planned(LookPlan plan, long nanos, long now) {
    plan.plannedNanos = nanos - now > 0 ? nanos : now + gaps.first(plan.gapNanos);
    plan.dueNanos = plan.plannedNanos;
  }

  /**
   * The mean gap below which no look is planned: the interval while the reserve is there, and a
   * second when the credit is used up. In between it grows by the same factor with each walk, so
   * that it settles where looks cost what is earned, however many want them.
   */
  private long leastGap() {
    double missing = (double) (reserve() - budget.balance());
    return missing <= 0 ? intervalNanos : gaps.whenShort(missing / (reserve() + credit()));
  }

  /**
   * The mean gap at which all running segments can be walked for ever, and a little is put by.
   * Looks at even distances say more than a burst of them followed by a long time without any.
   */
  private long affordable() {
    long round = Math.max(1, running) * (costs.walk() + costs.wake());
    double toPoll = costs.poll() + costs.wake() * Math.min(1, (double) LOOKS_A_WAKE / open);
    return gaps.whenScarce(budget.gapFor(round + round / 8, waitingLooks * toPoll));
  }

  private long tick() {
    return costs.wake() + costs.poll();
  }

  private long reserve() {
    return budget.reserve(RESERVED_WALKS * costs.walk());
  }

  private long credit() {
    return 4 * budget.reserve(CREDIT_WALKS / 4 * costs.walk());
  }

  /** The credit without what looking alone uses up of it; where that is more, the reserve holds. */
  private long creditLeft() {
    return Math.max(-reserve(), credit() - tick());
  }

  /** Whether a look can wait until the reserve is full: it will most likely prove a standstill. */
  private static boolean isRoutine(LookPlan plan) {
    return plan.waitingLooks > 0;
  }
}
