package io.github.requestree.sampling.pacing;

import static io.github.requestree.sampling.pacing.Nanos.MS;
import static io.github.requestree.sampling.pacing.Nanos.S;
import static io.github.requestree.sampling.pacing.Nanos.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * With 2 % of a core, which is 20 ms a second, and the costs that are assumed before any is
 * measured: 50 us for a walk, as much for waking up, and 3 us for a poll.
 */
class LookPlannerTest {

  private static final long WALK = 50 * US;
  private static final long TICK = 53 * US;
  private static final long RESERVE = 4 * WALK;
  private static final long CREDIT = 36 * WALK;
  private static final int ROUNDS = 20_000;

  private final SplittableRandom random = new SplittableRandom(11);
  private final Budget budget = new Budget(0.02, 0);
  private final SamplerCosts costs = new SamplerCosts(new NoClock());
  private final LookPlanner planner = new LookPlanner(random, budget, costs, MS);

  /** Costs are those assumed at first, since nothing is measured. */
  private static final class NoClock implements SamplerClock {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public long ownCpuNanos() {
      return 0;
    }

    @Override
    public long wakingCost(long cpuNanos) {
      return cpuNanos;
    }
  }

  @Test
  void aNewSegmentExpectsTheGapsThatLateChecksMade() {
    assertThat(planner.expectedGapNanos()).isEqualTo(MS);

    for (int i = 0; i < ROUNDS; i++) {
      late(i % 4 == 0 ? 8 * MS : 0);
    }
    // Of 12 ms three gaps of one and one of nine: (3 * 1 + 9 * 9) / 12.
    assertThat(planner.expectedGapNanos()).isCloseTo(7 * MS, within(MS / 10));

    for (int i = 0; i < 500; i++) {
      late(0);
    }
    assertThat(planner.expectedGapNanos()).isCloseTo(MS, within(MS / 10));
  }

  @Test
  void oneVeryLateCheckIsNoRuleForNewSegments() {
    late(S);

    assertThat(planner.expectedGapNanos()).isLessThan(5 * MS);
  }

  private void late(long nanos) {
    LookPlan plan = new LookPlan(0);
    plan.dueAt(10 * S);
    planner.looks(plan, 10 * S + nanos);
  }

  @Test
  void theFirstLookComesWhereLooksThatHadGoneOnForEverWouldBe() {
    double sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      LookPlan plan = first(10 * S, 10 * S, 0, 10 * S);

      assertThat(plan.gapNanos()).isEqualTo(MS);
      assertThat(plan.dueNanos()).isBetween(10 * S, 10 * S + 3 * MS / 2);
      sum += plan.dueNanos() - 10 * S;
    }
    assertThat(sum / ROUNDS).as("13/24 of a gap").isCloseTo(13 * MS / 24.0, within(0.01 * MS));
  }

  @Test
  void whatCameBeforeTheSamplerKnewIsMadeUpForByLooksAtOnce() {
    int atOnce = 0;
    double stoodFor = 0;
    for (int i = 0; i < ROUNDS; i++) {
      LookPlan plan = first(S, S + 10 * US, MS / 4, S + 10 * US);
      if (plan.dueNanos() == S + 10 * US) {
        atOnce++;
        planner.looks(plan, S + 10 * US);
        stoodFor += plan.standsForNanos();
      }
    }
    assertThat(atOnce / (double) ROUNDS).isCloseTo(0.25, within(0.1));
    assertThat(stoodFor / ROUNDS).as("with what was planned for then").isGreaterThan(0.24 * MS);
  }

  @Test
  void aLookAtOnceStandsForWhatWasUnseenAndThePlanGoesOn() {
    LookPlan plan = first(S, S, 5 * MS, S);
    long planned = plan.plannedNanos;
    assertThat(planned).as("drawn so that it is none of both").isGreaterThan(S + MS / 8);

    planner.looks(plan, S);
    planner.afterWalk(plan, S, WALK);

    assertThat(plan.standsForNanos()).isEqualTo(5 * MS);
    assertThat(plan.dueNanos()).isEqualTo(planned);
  }

  @Test
  void aSamplerThatIsWokenMissesWhatWakingTakesOnAverage() {
    for (int i = 0; i < 1_000; i++) {
      planner.unseenNanos(S - 100 * US - random.nextLong(100 * US), S, LookPlanner.WOKEN, true);
    }

    assertThat(planner.unseenNanos(S, S, LookPlanner.WOKEN, true)).isBetween(125 * US, 175 * US);
  }

  @Test
  void aSamplerThatComesByItselfMissesTheRestOfTheTimeInWhichItDidNotCome() {
    assertThat(planner.unseenNanos(S - 300 * US, S, S - MS, true))
        .isCloseTo(700 * US, within(20 * US));
    assertThat(planner.unseenNanos(S - MS, S, S - MS, true)).isZero();
    assertThat(planner.unseenNanos(S, S, S, true)).isZero();
  }

  @Test
  void whereMostBeginLateInThatTimeLessIsMissed() {
    for (int i = 0; i < 1_000; i++) {
      planner.unseenNanos(S - 200 * US, S, S - MS, true);
    }

    assertThat(planner.unseenNanos(S - 200 * US, S, S - MS, true))
        .as("a quarter of 800 us")
        .isCloseTo(200 * US, within(5 * US));
  }

  @Test
  void aPlanBeginsWhereLooksCouldBeMadeAgainIfThatIsAfterTheStart() {
    for (int i = 0; i < 100; i++) {
      assertThat(first(S, S + 50 * MS, 0, S + 30 * MS).dueNanos())
          .isBetween(S + 30 * MS, S + 30 * MS + 3 * MS / 2);
      assertThat(first(S, S + 50 * MS, 0, S - 30 * MS).dueNanos()).isBetween(S, S + 3 * MS / 2);
    }
  }

  @Test
  void howeverLateLooksAreTheyStandForAllTimeThatHasPassed() {
    for (long meanLateness : new long[] {0, 100 * US, MS, 20 * MS, 200 * MS}) {
      long now = S;
      LookPlan plan = first(S, S, 0, S);
      double stoodFor = 0;
      for (int i = 0; i < ROUNDS; i++) {
        now = plan.dueNanos() + (meanLateness == 0 ? 0 : random.nextLong(2 * meanLateness));
        planner.looks(plan, now);
        stoodFor += plan.standsForNanos();
        planner.afterWalk(plan, now, 0);
      }
      assertThat(stoodFor / (now - S)).as("%d", meanLateness).isCloseTo(1, within(0.03));
    }
  }

  @Test
  void anyAgeOfASegmentIsStoodForAlikeThoughLooksGetRarer() {
    scarce();
    int slots = 40;
    double[] stoodFor = new double[slots];
    for (int i = 0; i < 10 * ROUNDS; i++) {
      LookPlan plan = first(0, 0, 0, 0);
      planner.running(plan, true);
      while (plan.dueNanos() < 40 * MS) {
        int slot = (int) (plan.dueNanos() * slots / (40 * MS));
        planner.looks(plan, plan.dueNanos());
        stoodFor[slot] += plan.standsForNanos();
        planner.afterWalk(plan, plan.dueNanos(), WALK);
      }
      planner.ended(plan);
    }

    double expected = 10 * ROUNDS * 40.0 * MS / slots;
    for (double nanos : stoodFor) {
      assertThat(nanos).isCloseTo(expected, within(0.05 * expected));
    }
  }

  @Test
  void whereTheBudgetIsPlentyARunningThreadIsWalkedAtTheInterval() {
    LookPlan plan = running(0);
    long now = plan.dueNanos();
    int walks = 0;
    for (; now < S; now = plan.dueNanos()) {
      walks++;
      walked(plan, now);
      assertThat(plan.gapNanos()).isEqualTo(MS);
    }

    assertThat(walks).isBetween(950, 1_050);
  }

  @Test
  void afterWalksTheGapGrowsWithTheAgeUpToWhatTheBudgetAffords() {
    scarce();
    LookPlan plan = running(0);
    long affordable = budget.gapFor(9 * 2 * WALK / 8, 0);
    assertThat(affordable).isBetween(4 * MS, 12 * MS);

    for (int i = 0; i < 100; i++) {
      walked(plan, plan.dueNanos());
      long byAge = plan.plannedNanos * 2 / 3;
      assertThat(plan.gapNanos()).isCloseTo(Math.max(MS, Math.min(byAge, affordable)), within(2L));
    }
    assertThat(plan.gapNanos()).isEqualTo(affordable);
  }

  @Test
  void theMoreRunTheLongerAreTheirGaps() {
    scarce();
    LookPlan plan = running(0);
    running(0);
    running(0);
    for (int i = 0; i < 20; i++) {
      walked(plan, plan.dueNanos());
    }

    assertThat(plan.gapNanos()).isEqualTo(budget.gapFor(9 * 3 * 2 * WALK / 8, 0));
  }

  @Test
  void theLongerAWaitTheLongerAreTheGapsInIt() {
    LookPlan plan = waiting(0);
    assertThat(waits(plan, 10 * MS)).as("the bucket is full").isEqualTo(MS);
    assertThat(waits(plan, 96 * MS)).isBetween(MS, 96 * MS / 64);
    long lasting = waits(plan, S);
    assertThat(lasting).isGreaterThanOrEqualTo(2 * MS);
    assertThat(waits(plan, 10 * S)).as("however much is saved").isEqualTo(lasting);
  }

  @Test
  void aLongWaitIsKnownToWithinTwoMillisecondsWhereTheShareAllowsIt() {
    LookPlanner rich = new LookPlanner(random, new Budget(0.25, 0), costs, MS);
    LookPlan plan = new LookPlan(0);
    rich.open(1);
    rich.first(plan, 0, 0, 0);
    for (long waited : new long[] {10 * MS, 96 * MS, S}) {
      long now = plan.dueNanos();
      rich.looks(plan, now);
      rich.whileWaiting(plan, waited, now);
      assertThat(plan.gapNanos()).isEqualTo(Math.max(MS, Math.min(waited / 64, 2 * MS)));
    }
  }

  @Test
  void whatComesAfterALongWaitIsLookedAtCloselyAsAtFirst() {
    scarce();
    for (long waited : new long[] {50 * MS, 500 * MS}) {
      LookPlan plan = running(0);
      planner.ended(running(0));
      long now = plan.dueNanos();
      for (int i = 0; i < 20; i++, now = plan.dueNanos()) {
        walked(plan, now);
      }
      planner.looks(plan, now);
      planner.running(plan, false);
      planner.whileWaiting(plan, waited, now);
      now = plan.dueNanos();
      planner.running(plan, true);
      walked(plan, now);

      long gap = plan.gapNanos();
      if (waited < 100 * MS) {
        assertThat(gap).as("after %d", waited).isGreaterThan(4 * MS);
      } else {
        assertThat(plan.dueNanos() - now).as("after %d", waited).isLessThan(now);
        assertThat(plan.restlessSinceNanos).isGreaterThan(0);
      }
      planner.ended(plan);
    }
  }

  @Test
  void theEmptierThePurseTheLongerIsTheLeastGap() {
    balance(RESERVE);
    assertThat(first(0, 0, 0, 0).gapNanos()).isEqualTo(MS);
    balance((RESERVE - CREDIT) / 2);
    assertThat(first(0, 0, 0, 0).gapNanos())
        .as("half way, by the same factor")
        .isCloseTo((long) Math.sqrt((double) MS * S), within(MS / 10));
    balance(-CREDIT);
    assertThat(first(0, 0, 0, 0).gapNanos()).isCloseTo(S, within(MS));
    balance(-10 * CREDIT);
    assertThat(first(0, 0, 0, 0).gapNanos()).as("and no longer").isEqualTo(S);
  }

  @Test
  void theRarerLooksAreTheLongerNewSegmentsMayWait() {
    assertThat(planner.patience()).isEqualTo(2 * MS);
    balance(RESERVE - (RESERVE + CREDIT) / 6);
    assertThat(planner.patience()).isBetween(6 * MS, 7 * MS);
    balance(-CREDIT);
    assertThat(planner.patience()).isEqualTo(100 * MS);
  }

  @Test
  void aTickWalksWhatTheCreditAllows() {
    balance(0);
    assertThat(planner.untilTick()).isZero();
    assertThat(planner.walksInTick(1)).isEqualTo((CREDIT - TICK) / WALK);
    balance(-CREDIT + TICK + 3 * WALK);
    assertThat(planner.walksInTick(1)).isEqualTo(3);
    balance(-CREDIT + TICK + WALK - US);
    assertThat(planner.untilTick()).isPositive();
    assertThat(planner.walksInTick(1)).isZero();
  }

  @Test
  void howeverManyCanBePaidWalksTakeAnEighthOfTheIntervalAtMost() {
    LookPlan plan = running(0);
    for (int i = 0; i < 500; i++) {
      planner.looks(plan, plan.dueNanos());
      planner.afterWalk(plan, plan.dueNanos(), 40 * US);
    }

    assertThat(planner.walksInTick(1)).isEqualTo(3);
  }

  @Test
  void stacksThatComeInOneStopAreLimitedByWhatCanBePaid() {
    LookPlan plan = running(0);
    planner.looks(plan, plan.dueNanos());
    planner.afterWalk(plan, plan.dueNanos(), 40 * MS);

    assertThat(planner.walksInTick(1)).isEqualTo(1);
    assertThat(planner.walksInTick(16)).isEqualTo(16);
    balance(-CREDIT + TICK + 3 * WALK);
    assertThat(planner.walksInTick(16)).isEqualTo(3);
  }

  @Test
  void looksThatWillProveAWaitLeaveAReserveForWhatBegins() {
    LookPlan plan = waiting(0);
    waits(plan, S);
    balance(RESERVE);

    assertThat(planner.untilTick()).isZero();
    assertThat(planner.untilTickFor(plan)).isPositive();
    planner.running(plan, true);
    walked(plan, plan.dueNanos());
    assertThat(planner.untilTickFor(plan)).as("it runs again").isZero();
    balance(TICK + RESERVE);
    waits(plan, S);
    assertThat(planner.untilTickFor(plan)).isZero();
  }

  @Test
  void aLookAtAWaitMayComeEarlyForTheSakeOfAnother() {
    balance(MS);
    LookPlan plan = waiting(0);
    long gap = waits(plan, S);

    assertThat(gap).as("so long that an eighth of the interval is less").isGreaterThan(3 * MS);
    assertThat(planner.togetherNanos(plan)).isEqualTo(gap / 16);
    assertThat(planner.togetherNanos(running(0))).isEqualTo(MS / 8);
  }

  @Test
  void thoseThatWaitCostAShareOfWhatIsThereHoweverMany() {
    scarce();
    int many = 1_000;
    LookPlan[] plans = new LookPlan[many];
    Arrays.setAll(plans, i -> waiting(0));
    planner.open(many);

    long gap = 0;
    for (LookPlan plan : plans) {
      gap = waits(plan, S);
    }

    assertThat(gap).isGreaterThan(many * 3L * US * 50 / 2).isLessThanOrEqualTo(S);
  }

  @Test
  void oneThatHasEndedDoesNotCountAsRunning() {
    LookPlan plan = running(0);
    running(0);
    assertThat(planner.running()).isEqualTo(2);

    planner.ended(plan);
    planner.ended(plan);

    assertThat(planner.running()).isEqualTo(1);
    assertThat(plan.isRunning()).isFalse();
  }

  private LookPlan first(long start, long now, long unseen, long blindSince) {
    LookPlan plan = new LookPlan(start);
    planner.first(plan, now, unseen, blindSince);
    return plan;
  }

  private LookPlan running(long start) {
    planner.open(1);
    LookPlan plan = first(start, start, 0, start);
    planner.running(plan, true);
    return plan;
  }

  private LookPlan waiting(long start) {
    LookPlan plan = running(start);
    walked(plan, plan.dueNanos());
    planner.running(plan, false);
    return plan;
  }

  private void walked(LookPlan plan, long now) {
    planner.looks(plan, now);
    planner.afterWalk(plan, now, WALK);
  }

  /** The mean gap after a look that proves that a thread has stood still for so long. */
  private long waits(LookPlan plan, long nanos) {
    long now = plan.dueNanos();
    planner.looks(plan, now);
    planner.whileWaiting(plan, nanos, now);
    return plan.gapNanos();
  }

  /** Takes away the savings, and leaves half of the purse for looks. */
  private void scarce() {
    budget.chargeRequests(budget.saved());
    balance(10 * MS);
  }

  private void balance(long nanos) {
    budget.charge(budget.balance() - nanos);
  }
}
