package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.sampling.pacing.Budget;
import org.junit.jupiter.api.Test;

/** A thousand short requests end in each second. */
class ShortProfileSampleTest {

  private final Budget budget = new Budget(0.02, 0);
  private final ShortProfileSample sample = new ShortProfileSample(new Counters(), budget, 0);
  private long now;

  @Test
  void whileThereAreSavingsTenASecondAreLookedAt() {
    assertThat(chosenWithin(10 * S)).isEqualTo(100);
  }

  @Test
  void onceTheSavingsAreSpentSlowRequestsNeedWhatOneEachTenthOfASecondWouldCost() {
    budget.chargeRequests(budget.saved());
    now += MS;
    budget.refill(now);

    assertThat(chosenWithin(10 * S)).isEqualTo(5);
  }

  private int chosenWithin(long nanos) {
    int chosen = 0;
    for (long end = now + nanos; now < end; now += MS) {
      chosen += sample.choose(now) ? 1 : 0;
    }
    return chosen;
  }
}
