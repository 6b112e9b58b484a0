package io.github.requestree.sampling.pacing;

import java.util.random.RandomGenerator;

/**
 * Plans the checks within the budget: evenly, with something left for new segments. All in
 * nanoseconds. <em>Not</em> thread-safe.
 */
public final class LookPlanner {

  /** Stands for a time: the sampler was woken for the segments that it takes in. */
  public static final long WOKEN = Long.MIN_VALUE;

  /**
   * The number of stacks that routine checks leave in the purse, for new segments. Without it
   * {@code StatedErrorsTest.ofARouteWhoseWalksStandForVeryDifferentTimes} fails; if checks of waits
   * do not leave it, {@code MergedTreesUnderLoadTest.aMethodThatRunsAndOneThatWaits} does.
   */
  private static final int RESERVED_WALKS = 4;

  /**
   * The number of stacks that may be captured before they are earned. A token must not decide
   * whether a check is made: tokens come with time, so the later parts of a request would be seen
   * more often. The gaps decide, and the credit lets them. Without it {@code
   * MergedTreesUnderLoadTest.aMethodThatRunsAndOneThatWaits} and {@code
   * SamplingUnderScarcityTest.aThousandWaitingRequestsCostNoMoreThanTheBudget} fail.
   */
  private static final int CREDIT_WALKS = 36;

  /** The part of its gap by which a check may come early, so that one wake-up serves many. */
  private static final int LOOKS_A_WAKE = 16;

  /** The part of the interval that the stacks of a tick may take. */
  private static final int TICK_PARTS = 8;

  /** The most planned checks in one that are drawn one by one. */
  private static final int MAX_PASSED = 16;

  private static final long MAX_PATIENCE = 100_000_000;

  /** The length from which on the savings of a wait pay for closer checks after it. */
  private static final long LONG_WAIT = 100_000_000;

  /**
   * The growth of the mean gap with the time since the segment began or was last proven to be in a
   * long wait: on average the next check comes after as much time again.
   */
  private static final double GROWTH = 2.0 / 3;

  /** The weight of the newest value in a running mean. */
  private static final double NEWEST = 1.0 / 32;

  private final GapDraw gaps;
  private final Budget budget;
  private final SamplerCosts costs;
  private final long intervalNanos;

  /** The number of open segments, and of those that were running when they were seen last. */
  private int open;

  private int running;

  /** The rate of checks of waiting segments, per nanosecond, as far as planned. */
  private double waitingLooks;

  /** The average time of a capture. */
  private double walkingNanos;

  /**
   * The average time of a wake-up, and the average place between two checks at which segments
   * begin.
   */
  private double wakingNanos;

  private double delayPart = 0.5;

  private final Lateness lateness;

  public LookPlanner(
      RandomGenerator random, Budget budget, SamplerCosts costs, long intervalNanos) {
    gaps = new GapDraw(random, intervalNanos);
    lateness = new Lateness(intervalNanos);
    this.budget = budget;
    this.costs = costs;
    this.intervalNanos = intervalNanos;
  }

  /** Notes the number of segments to check. */
  public void open(int segments) {
    open = segments;
    if (segments == 0) {
      waitingLooks = 0;
    }
  }

  /** Notes that a segment is not checked any more. */
  public void ended(LookPlan plan) {
    running(plan, false);
    waitingLooks(plan, 0);
  }

  private void waitingLooks(LookPlan plan, double looks) {
    waitingLooks += looks - plan.waitingLooks;
    plan.waitingLooks = looks;
  }

  /**
   * Returns the time by which a check may come early, for the sake of another. It does no harm in a
   * wait that most likely goes on; elsewhere the early parts of short requests would be seen too
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
   * Returns the gap between checks that a new segment has to expect, as late as checks came lately.
   */
  public long expectedGapNanos() {
    return lateness.gapNanos();
  }

  /**
   * Returns the time that new segments may wait until they are taken in. If checks are rarer than
   * that anyway, waking up for each request would take the tokens that its stack needs.
   */
  public long patience() {
    return Math.max(2 * intervalNanos, Math.min(2 * leastGap(), MAX_PATIENCE));
  }

  /**
   * Returns the number of stacks that a tick may capture. Their number is affordable, and the last
   * ones are not noticeably later than they were due. Otherwise the beginnings of short requests
   * would be seen too rarely.
   *
   * @param inOneStop the number of stacks that come no later than a single one would
   */
  public long walksInTick(int inOneStop) {
    long affordable = Math.max(0, (budget.balance() + creditLeft()) / costs.walk());
    long mostNanos = intervalNanos / TICK_PARTS;
    return Math.min(affordable, (long) Math.max(inOneStop, mostNanos / Math.max(1, walkingNanos)));
  }

  /** Returns the time until a tick and its purpose, a stack, can be afforded; 0 if they can. */
  public long untilTick() {
    return budget.nanosUntil(tick() + costs.walk() - creditLeft());
  }

  /**
   * Returns the time until a tick for this segment can be afforded; 0 if it can. A check that will
   * most likely prove a standstill waits until the reserve is full.
   */
  public long untilTickFor(LookPlan plan) {
    return plan.waitingLooks > 0 ? budget.nanosUntil(tick() + reserve()) : untilTick();
  }

  /**
   * Returns the mean part of such segments that goes by before the sampler learns of them, given
   * when they begin and when it comes.
   *
   * <p>If the sampler comes by itself, the start lies anywhere between its last look into the queue
   * and this one. A segment first seen at an age also represents segments that the sampler has not
   * seen at that age: those that started as long before, within that time. Starts need not be
   * spread evenly, so the mean place of a start corrects that.
   *
   * @param startNanos the time when the segment began
   * @param sinceNanos the earliest time at which it can have begun, or {@link #WOKEN}
   * @param typical whether it tells of the starts of all; those of the survivors are the late ones
   */
  public long unseenNanos(long startNanos, long now, long sinceNanos, boolean typical) {
    double delay = (double) (now - startNanos);
    if (sinceNanos == WOKEN) {
      wakingNanos += (typical ? NEWEST : 0) * (delay - wakingNanos);
      return (long) wakingNanos;
    }
    double window = Math.max(delay, (double) (now - sinceNanos));
    if (window <= 0) {
      return 0;
    }
    if (!typical) {
      return (long) (window - delay);
    }
    delayPart += NEWEST * (delay / window - delayPart);
    return (long) ((window - delay) * Math.min(2, delayPart / (1 - delayPart)));
  }

  /**
   * Plans the first check of a segment that the sampler learns of now. The part of such segments
   * that comes before that is unseen, but not lost. An immediate check stands for it, and is made
   * with a chance to match.
   *
   * @param blindSinceNanos the time since when checks were due that could not be made; now if there
   *     are none. The others that were open then are checked once for all of that time
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
   * Notes the time that a check stands for: all that was planned since the one before, up to now.
   * The plan goes on from there and not from the check. So checks that come late are neither rarer
   * than planned nor stand for less.
   */
  public void looks(LookPlan plan, long now) {
    lateness.late(now - plan.dueNanos);
    long should = plan.unseenNanos > 0 ? plan.restlessSinceNanos : plan.dueNanos;
    plan.lateNanos = Math.max(0, now - should);
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
   * Plans the next check after a standstill. It lies as far away as intended, or farther if running
   * threads need half of the income and all of the savings.
   *
   * @param onThisStackNanos the time that the thread is known to have stood still
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
   * Plans the next check after a stack. In a young segment, and after a long wait, the gap grows
   * with the time that has passed since. So a wait is not missed for longer than the time before it
   * had lasted.
   */
  public void afterWalk(LookPlan plan, long now, long tookNanos) {
    walkingNanos += NEWEST * (tookNanos - walkingNanos);
    plan(plan, now);
  }

  /** Plans the next check of a thread that runs, also if there was no token for its stack. */
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

  /** Plans a check, without the time that the current check stands for already. */
  private void planned(LookPlan plan, long nanos, long now) {
    plan.plannedNanos = nanos - now > 0 ? nanos : now + gaps.first(plan.gapNanos);
    plan.dueNanos = plan.plannedNanos;
  }

  /**
   * Returns the mean gap below which no check is planned: the interval while the reserve is there,
   * and a second when the credit is used up. In between it grows by the same factor with each
   * stack. So it settles where checks cost the income, however many want them.
   */
  private long leastGap() {
    double missing = (double) (reserve() - budget.balance());
    return missing <= 0 ? intervalNanos : gaps.whenShort(missing / (reserve() + credit()));
  }

  /**
   * Returns the mean gap at which the stacks of all running segments can be captured for ever, with
   * a little saved. Checks at even distances say more than a burst of them followed by a long time
   * without any.
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

  /**
   * Returns the credit without the part that checks alone use up; if that is more, the reserve
   * holds.
   */
  private long creditLeft() {
    return Math.max(-reserve(), credit() - tick());
  }
}
