package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final long SHARE_OF_A_SECOND = 20 * MS;

  private final Budget budget = new Budget(0.02, 0);

  @Test
  void atFirstItHoldsFiveSecondsWorthAndNeverThatMuchAgain() {
    assertThat(budget.balance()).isEqualTo(5 * SHARE_OF_A_SECOND);

    budget.refill(S);
    assertThat(budget.balance()).isEqualTo(5 * SHARE_OF_A_SECOND);

    budget.charge(5 * SHARE_OF_A_SECOND);
    budget.refill(100 * S);
    assertThat(budget.balance()).isEqualTo(SHARE_OF_A_SECOND);
  }

  @Test
  void capturesGetAQuarterAndNeverMore() {
    SplittableRandom random = new SplittableRandom(3);
    long now = 0;
    long spent = 0;
    for (int i = 0; i < 100_000; i++) {
      now += random.nextLong(2 * MS);
      budget.refill(now);
      long wanted = random.nextLong(100 * US);
      if (budget.tryTakeForCapture(wanted)) {
        spent += wanted;
      }
      assertThat(spent).isLessThanOrEqualTo((long) (0.005 * now) + SHARE_OF_A_SECOND / 4);
    }
    assertThat(spent).as("what is there can be spent").isGreaterThan((long) (0.0049 * now));
  }

  @Test
  void costsAtTheGapThatIsGivenForThemAreAffordableForEver() {
    long now = 0;
    long spent = 0;
    while (now < 100 * S) {
      budget.refill(now);
      budget.charge(500 * US);
      spent += 500 * US;
      now += budget.gapFor(500 * US, 0);
    }

    assertThat(spent).isLessThanOrEqualTo((long) (0.02 * now) + 5 * SHARE_OF_A_SECOND);
    assertThat(budget.balance()).isNotNegative();
  }

  @Test
  void whatIsMoreThanEnoughIsSpentEvenly() {
    long first = budget.gapFor(500 * US, 0);
    budget.charge(5 * SHARE_OF_A_SECOND - SHARE_OF_A_SECOND / 2);
    long later = budget.gapFor(500 * US, 0);

    assertThat(first).isBetween(US, MS + 200 * US);
    assertThat(later).isEqualTo(25 * MS);
  }

  @Test
  void whatWasSpentBeyondTheBalanceIsPaidBackFirst() {
    budget.charge(5 * SHARE_OF_A_SECOND + 10 * MS);

    assertThat(budget.balance()).isEqualTo(-10 * MS);
    assertThat(budget.nanosUntil(MS)).isEqualTo(550 * MS);
    budget.refill(500 * MS);
    assertThat(budget.balance()).isZero();
    budget.refill(550 * MS);
    assertThat(budget.balance()).isEqualTo(MS);
  }

  @Test
  void aDebtIsPaidFromThreeQuartersOfTheRefill() {
    budget.charge(5 * SHARE_OF_A_SECOND);
    budget.owe(5 * SHARE_OF_A_SECOND + 18 * MS);

    budget.refill(S);
    assertThat(budget.balance()).isEqualTo(5 * MS);
    assertThat(budget.nanosUntil(10 * MS)).as("3 ms are still owed").isEqualTo(S);
    budget.refill(2 * S);
    assertThat(budget.balance()).isEqualTo(20 * MS);
  }

  @Test
  void whatRequestsCostIsTakenOffTheIncomeUpToThreeQuarters() {
    budget.charge(5 * SHARE_OF_A_SECOND);
    budget.chargeRequests(4 * MS);
    budget.refill(S / 2);
    assertThat(budget.balance()).isEqualTo(6 * MS);

    budget.chargeRequests(S);
    budget.refill(S);
    assertThat(budget.balance()).as("a quarter of 10 ms more").isEqualTo(8_500 * US);
  }

  @Test
  void aDebtThatCouldNeverBePaidIsForgiven() {
    budget.charge(5 * SHARE_OF_A_SECOND);
    budget.owe(3_600 * S);

    for (long now = 1; now <= 20; now++) {
      budget.refill(now * S);
    }
    budget.charge(budget.balance());
    budget.refill(21 * S);

    assertThat(budget.balance()).isEqualTo(SHARE_OF_A_SECOND);
  }

  @Test
  void moreThanItCanEverHoldIsNotWaitedFor() {
    budget.charge(5 * SHARE_OF_A_SECOND);

    assertThat(budget.nanosUntil(S)).isEqualTo(S);
    assertThat(budget.nanosUntil(0)).isZero();
  }

  @Test
  void refillingOftenLosesAlmostNothing() {
    budget.charge(5 * SHARE_OF_A_SECOND);
    for (long now = 0; now < 100 * MS; now += 997) {
      budget.refill(now);
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

    assertThat(taken).hasValue(SHARE_OF_A_SECOND / 4);
    assertThat(budget.balance()).isEqualTo(5 * SHARE_OF_A_SECOND);
  }
}
