package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportPaceTest {

  private static final long US = 1_000;
  private static final long MS = 1_000_000;
  private static final long S = 1_000_000_000;
  private static final int MANY = ReportPace.MANY_WAITING;

  private final Budget budget = new Budget(0.02, 0);
  private final ReportPace pace = new ReportPace(budget);

  @Test
  void whileFewWaitEachIsWrittenAtOnceWhateverItCosts() {
    budget.owe(10 * S);

    assertThat(pace.pauseNanos(S, MANY - 1)).isZero();
  }

  @Test
  void whileThereIsCreditManyAreWrittenAtOnceToo() {
    assertThat(pace.pauseNanos(S, MANY)).isZero();
  }

  @Test
  void whereManyWaitAndTheBudgetIsSpentTheyTakeThreeQuartersOfItInTheLongRun() {
    budget.owe(10 * S);
    long spent = 0;
    long paused = 0;
    for (int i = 0; i < 100_000; i++) {
      spent += 50 * US;
      paused += pace.pauseNanos(50 * US, MANY);
    }

    assertThat((double) spent / (spent + paused)).isBetween(0.0145, 0.0155);
  }

  @Test
  void pausesAreNotSoShortThatWakingUpCostsMoreThanTheReports() {
    budget.owe(10 * S);

    assertThat(pace.pauseNanos(US, MANY)).isZero();
    assertThat(pace.pauseNanos(MS, MANY)).isGreaterThanOrEqualTo(20 * MS);
  }
}
