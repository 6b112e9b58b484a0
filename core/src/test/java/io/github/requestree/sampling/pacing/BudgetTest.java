package io.github.requestree.sampling.pacing;

import static io.github.requestree.sampling.pacing.Nanos.MS;
import static io.github.requestree.sampling.pacing.Nanos.S;
import static io.github.requestree.sampling.pacing.Nanos.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With 2 % of a core, one second's worth is 20 ms, and a minute's worth is 1.2 s. */
class BudgetTest {

  private static final long SECONDS_WORTH = 20 * MS;

  private final Budget budget = new Budget(0.02, 0);
  private long now;

  @ParameterizedTest
  @CsvSource({"0.02, 0.04", "0.2, 0.25", "0.3, 0.3", "1, 1"})
  void aMinuteAfterAQuietOneCostsTwiceTheShareIfAQuarterOfACoreAllowsIt(double share, double most) {
    assertThat(Budget.mostInAMinute(share)).isEqualTo(most);
  }

  @Test
  void theBucketIsFullAtFirstHoldsAMinutesWorthAndFillsAtTheShare() {
    assertThat(budget.saved()).as("and 120 ms in the purses").isEqualTo(1_080 * MS);
    passes(S);
    assertThat(budget.saved()).isEqualTo(1_080 * MS);

    budget.chargeRequests(500 * MS);
    assertThat(budget.saved()).isEqualTo(580 * MS);
    passes(10 * S);
    assertThat(budget.saved()).isEqualTo(780 * MS);
    passes(3_600 * S);
    assertThat(budget.saved()).isEqualTo(1_080 * MS);
  }

  @Test
  void thereAreSavingsUntilATenthOfTheBucketIsLeftAndAgainOnceThatIsExceeded() {
    assertThat(budget.hasSavings()).isTrue();
    budget.chargeRequests(970 * MS);
    passes(MS);
    assertThat(budget.hasSavings()).as("110 ms of 1,080 ms").isTrue();
    budget.chargeRequests(5 * MS);
    passes(MS);
    assertThat(budget.hasSavings()).as("105 ms").isFalse();
    passes(S);
    assertThat(budget.hasSavings()).as("125 ms").isTrue();
  }

  @Test
  void savingsEndAfter45SecondsOfALoadThatCostsLittleMoreThanTheShare() {
    for (int second = 1; second <= 45; second++) {
      budget.chargeRequests(21 * MS);
      passes(S);
      if (second == 25) {
        assertThat(budget.saved()).isEqualTo(480 * MS);
      }
    }
    assertThat(budget.saved()).isZero();
    budget.chargeRequests(21 * MS);
    passes(S);
    assertThat(budget.saved()).as("what is owed, and no more").isEqualTo(-MS);
  }

  @Test
  void aQuietMinuteGivesBackWhatALoadHasEnded() {
    for (int second = 0; second < 45; second++) {
      budget.chargeRequests(21 * MS);
      passes(S);
    }
    for (int second = 0; second < 60; second++) {
      passes(S);
    }

    assertThat(budget.saved()).isEqualTo(1_080 * MS);
  }

  @Test
  void savingsGrowWhereABurstIsPaidByTheSecondsAfterIt() {
    budget.chargeRequests(500 * MS);
    passes(5 * S);
    for (int reload = 0; reload < 6; reload++) {
      budget.chargeRequests(60 * MS);
      passes(S);
      passes(4 * S);
    }

    assertThat(budget.saved()).isEqualTo((580 + 100 + 6 * 40) * MS);
  }

  @Test
  void theFullerTheBucketTheFasterItIsSpent() {
    assertThat(budget.rate()).isCloseTo(0.2, within(1e-9));
    budget.chargeRequests(540 * MS);
    assertThat(budget.rate()).as("half full").isCloseTo(0.11, within(1e-9));
    budget.chargeRequests(540 * MS);
    assertThat(budget.rate()).as("empty").isCloseTo(0.02, within(1e-9));
    budget.chargeRequests(50 * MS);
    assertThat(budget.rate())
        .as("50 ms owed")
        .isCloseTo(0.02 * (1 - 9 * 50 / 1080.0), within(1e-9));
    budget.chargeRequests(10 * S);
    assertThat(budget.saved())
        .as("what is owed beyond 4.5 s' worth is forgiven")
        .isEqualTo(-90 * MS);
    assertThat(budget.rate()).isCloseTo(0.005, within(1e-9));
  }

  @Test
  void moreThanAQuarterOfACoreIsSpentOnlyIfTheShareItselfIsMore() {
    assertThat(new Budget(0.024, 0).rate()).isCloseTo(0.24, within(1e-9));
    assertThat(new Budget(0.1, 0).rate()).isEqualTo(0.25);
    assertThat(new Budget(0.6, 0).rate()).isEqualTo(0.6);
    assertThat(new Budget(1, 0).rate()).isEqualTo(1);
  }

  @Test
  void whoeverSpendsAllThatIsGrantedGetsTwiceTheShareInTheFirstMinuteAndTheShareFromThenOn() {
    long[] spent = new long[5];
    for (int minute = 0; minute < spent.length; minute++) {
      spent[minute] = spendAllFor(60 * S);
    }

    assertThat(spent[0]).isBetween(2_280 * MS, 2_300 * MS + SECONDS_WORTH);
    for (int minute = 1; minute < spent.length; minute++) {
      assertThat(spent[minute]).isCloseTo(1_200 * MS, within(10 * MS));
    }
    assertThat(budget.saved()).isCloseTo(0, within(SECONDS_WORTH));
  }

  @Test
  void whatIsSavedIsSpentFastAtFirstAndThenEverMoreSlowly() {
    assertThat(spendAllFor(S)).as("the first second").isBetween(180 * MS, 220 * MS);
    spendAllFor(9 * S);
    assertThat(spendAllFor(S)).as("after 10 s").isBetween(45 * MS, 55 * MS);
    spendAllFor(19 * S);
    assertThat(spendAllFor(S)).as("after 30 s").isBetween(20 * MS, 23 * MS);
  }

  @Test
  void theBurstThatThePurseForLooksAllowsIsOneSecondsWorth() {
    passes(10 * S);
    assertThat(budget.balance()).isEqualTo(SECONDS_WORTH);
    budget.charge(SECONDS_WORTH);
    assertThat(budget.nanosUntil(SECONDS_WORTH))
        .as("a tenth of a second")
        .isCloseTo(100 * MS, within(2 * MS));

    empty();
    budget.charge(budget.balance());
    assertThat(budget.nanosUntil(10 * MS)).as("at the share").isBetween(500 * MS, 520 * MS);
  }

  @Test
  void halfAMinuteOfQuietFillsHalfOfTheBucket() {
    spendAllFor(60 * S);
    passes(30 * S);

    assertThat(budget.saved()).isCloseTo(580 * MS, within(SECONDS_WORTH));
    assertThat(budget.rate()).isCloseTo(0.117, within(0.003));
  }

  @Test
  void looksComeBeforeReportsUntilReportsOweSomething() {
    budget.charge(SECONDS_WORTH);
    budget.chargeReport(60 * MS);
    passes(50 * MS);
    assertThat(budget.balance()).as("at 20 %").isCloseTo(10 * MS, within(MS));
    assertThat(budget.saved()).as("paid from it").isCloseTo(1_071 * MS, within(MS));

    budget.charge(budget.balance());
    budget.chargeReport(60 * MS);
    passes(50 * MS);
    assertThat(budget.balance()).as("half of it").isCloseTo(5 * MS, within(MS));
    passes(300 * MS);
    assertThat(budget.balance()).isEqualTo(SECONDS_WORTH);
    passes(S);
    budget.chargeReport(100 * MS);
    assertThat(budget.nanosUntilReport(now)).as("the purse is full again").isZero();
  }

  @Test
  void reportsAreWrittenAtOnceUntilFiveSecondsWorthIsSpent() {
    for (int i = 0; i < 10; i++) {
      assertThat(budget.nanosUntilReport(now)).isZero();
      budget.chargeReport(10 * MS);
    }
    budget.chargeReport(10 * MS);

    assertThat(budget.nanosUntilReport(now))
        .as("10 ms at 10 %")
        .isCloseTo(100 * MS, within(5 * MS));
    budget.chargeReport(S);
    assertThat(budget.nanosUntilReport(now))
        .as("however dear, two seconds' worth are waited for")
        .isLessThan(4 * S);
  }

  @Test
  void reportsThatNobodySamplesBesideAreRefilledToo() {
    budget.chargeReport(110 * MS);

    assertThat(budget.nanosUntilReport(now + 200 * MS)).isZero();
  }

  @Test
  void looksReportsCapturesAndRequestsTogetherCostTheShareInTheLongRun() {
    SplittableRandom random = new SplittableRandom(7);
    long spent = 0;
    long atMinuteFive = 0;
    while (now < 600 * S) {
      passes(random.nextLong(2 * MS));
      long looks = budget.balance() > 0 ? random.nextLong(400 * US) : 0;
      budget.charge(looks);
      long report = budget.nanosUntilReport(now) == 0 ? random.nextLong(300 * US) : 0;
      budget.chargeReport(report);
      long capture = budget.tryTakeForCapture(60 * US) ? 60 * US : 0;
      long requests = 5 * US;
      budget.chargeRequests(requests);
      spent += looks + report + capture + requests;
      if (now < 300 * S) {
        atMinuteFive = spent;
      }
    }

    assertThat((double) (spent - atMinuteFive) / (300 * S)).isCloseTo(0.02, within(0.0004));
    assertThat(atMinuteFive).isLessThan((long) (0.02 * 360 * S) + 8 * SECONDS_WORTH);
  }

  @Test
  void whateverRequestsCostLooksKeepAQuarterOfTheShare() {
    empty();
    budget.charge(budget.balance());
    long looks = 0;
    for (int i = 0; i < 10_000; i++) {
      passes(MS);
      budget.chargeRequests(MS);
      looks += budget.balance();
      budget.charge(budget.balance());
    }

    assertThat(looks).isCloseTo(50 * MS, within(5 * MS));
  }

  @Test
  void capturesGetAQuarterOfTheRateAndNeverMore() {
    empty();
    SplittableRandom random = new SplittableRandom(3);
    long spent = 0;
    for (int i = 0; i < 100_000; i++) {
      passes(random.nextLong(2 * MS));
      long wanted = random.nextLong(100 * US);
      if (budget.tryTakeForCapture(wanted)) {
        spent += wanted;
      }
      budget.charge(budget.balance());
      assertThat(spent).isLessThanOrEqualTo((long) (0.0053 * now) + SECONDS_WORTH / 4);
    }
    assertThat(spent).as("what is there can be spent").isGreaterThan((long) (0.0049 * now));
  }

  @Test
  void aLongWaitIsLookedAtByHalfOfTheShareWhileSomethingIsSavedAndByAllOfItOtherwise() {
    assertThat(budget.gapForWaits(100 * US, 10 * S)).isEqualTo(10 * MS);
    empty();
    budget.charge(SECONDS_WORTH / 2);
    assertThat(budget.gapForWaits(100 * US, 10 * S)).isCloseTo(5 * MS, within(10 * US));
  }

  @Test
  void aShortWaitIsLookedAtByItsLengthAsFarAsTheRateAllows() {
    long rich = budget.gapForWaits(100 * US, 200 * MS);
    assertThat(rich).as("a full bucket is spent at ten times the share").isEqualTo(200 * MS / 80);
    assertThat(budget.gapForWaits(100 * US, MS)).isEqualTo(budget.gapFor(100 * US, 0));
  }

  @Test
  void costsAtTheGapThatIsGivenForThemAreAffordableForEver() {
    long spent = 0;
    while (now < 200 * S) {
      passes(budget.gapFor(500 * US, 0));
      budget.charge(500 * US);
      spent += 500 * US;
    }

    assertThat(spent).isBetween(5_050 * MS, 4_000 * MS + 1_200 * MS + SECONDS_WORTH);
    assertThat(budget.balance()).isNotNegative();
  }

  @Test
  void whatIsMoreThanEnoughIsSpentEvenlyAndTheSoonerTheFasterTheBucketMayBeSpent() {
    long first = budget.gapFor(500 * US, 0);
    empty();
    budget.charge(SECONDS_WORTH / 2);

    assertThat(first).as("at 20 % and half of a purse in 0.02 s").isEqualTo(714_285);
    assertThat(budget.gapFor(500 * US, 0)).isCloseTo(25 * MS, within(7 * MS));
  }

  @Test
  void whatWasSpentBeyondThePurseIsPaidBackFirst() {
    empty();
    budget.charge(SECONDS_WORTH + 10 * MS);

    assertThat(budget.balance()).isEqualTo(-10 * MS);
    assertThat(budget.nanosUntil(0)).isPositive();
    passes(3 * S);
    assertThat(budget.balance()).isEqualTo(SECONDS_WORTH);
  }

  @Test
  void moreThanThePurseCanEverHoldIsNotWaitedFor() {
    budget.charge(SECONDS_WORTH);

    assertThat(budget.nanosUntil(S)).isEqualTo(budget.nanosUntil(SECONDS_WORTH));
    assertThat(budget.nanosUntil(0)).isZero();
  }

  @Test
  void refillingOftenLosesAlmostNothing() {
    empty();
    budget.charge(SECONDS_WORTH);
    for (int i = 0; i < 100_000; i++) {
      passes(997);
    }

    assertThat(budget.balance()).isBetween(1_890 * US, 2_000 * US);
  }

  @Test
  void severalThreadsNeverTakeMoreThanThereIs() throws InterruptedException {
    AtomicLong taken = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (budget.tryTakeForCapture(1 * US)) {
                  taken.addAndGet(1 * US);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(taken).hasValue(SECONDS_WORTH / 4);
    assertThat(budget.balance()).isEqualTo(SECONDS_WORTH);
  }

  private void passes(long nanos) {
    now += nanos;
    budget.refill(now);
  }

  /** What is spent on looks if all that is granted is spent each millisecond. */
  private long spendAllFor(long nanos) {
    long spent = 0;
    for (long until = now + nanos; now < until; ) {
      passes(MS);
      spent += budget.balance();
      budget.charge(budget.balance());
    }
    return spent;
  }

  /** Takes the savings away, and leaves the purses as they are. */
  private void empty() {
    budget.chargeRequests(budget.saved());
  }
}
