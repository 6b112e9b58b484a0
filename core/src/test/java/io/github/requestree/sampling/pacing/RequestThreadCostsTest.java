package io.github.requestree.sampling.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestThreadCostsTest {

  private static final double SHARE = 0.02;

  @Test
  void segmentsCostAsManyChecksAsTheyWereMeasuredToCost() {
    long cheap = costs(800).of(1_000, 0, 0);

    assertThat(costs(1_600).of(1_000, 0, 0)).isEqualTo(2 * cheap);
    assertThat(cheap).isBetween(1_000 * 800L, 10_000 * 800L);
  }

  @Test
  void aRequestThatReadsNoClockCostsTheSameHoweverSlowClocksAre() {
    long cost = costs(800).of(0, 1_000, 0);

    assertThat(costs(2_100).of(0, 1_000, 0)).isEqualTo(cost);
    assertThat(cost).isBetween(1_000 * 500L, 1_000 * 1_000L);
  }

  @Test
  void eachIntegrationThatFollowsRequestsCostsThemSomething() {
    RequestThreadCosts followed = new RequestThreadCosts(new Clock(800), SHARE, false, 3);

    assertThat(followed.of(0, 1_000, 0) - costs(800).of(0, 1_000, 0))
        .isBetween(1_000 * 100L, 1_000 * 1_000L);
  }

  @Test
  void whereTheSinksHearOfEachEndSegmentsCostMore() {
    RequestThreadCosts telling = new RequestThreadCosts(new Clock(800), SHARE, true, 0);

    assertThat(telling.of(1_000, 0, 0)).isGreaterThan(costs(800).of(1_000, 0, 0));
  }

  @Test
  void clocksAreLeftAloneWhereRequestsAreManyAndReadAgainWhereTheyAreFew() {
    RequestThreadCosts costs = costs(1_000);
    assertThat(costs.affordsClocks()).isTrue();

    costs.of(5_000, 0, 0);
    costs.of(5_000, 0, 1_000_000_000);
    assertThat(costs.affordsClocks()).isFalse();

    costs.of(10, 0, 2_000_000_000);
    assertThat(costs.affordsClocks()).isTrue();
  }

  private static RequestThreadCosts costs(long checkNanos) {
    return new RequestThreadCosts(new Clock(checkNanos), SHARE, false, 0);
  }

  /** Each look at it takes the same CPU time. */
  private static final class Clock implements SamplerClock {

    private final long lookNanos;
    private long cpuNanos;

    Clock(long lookNanos) {
      this.lookNanos = lookNanos;
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public long ownCpuNanos() {
      cpuNanos += lookNanos;
      return cpuNanos;
    }

    @Override
    public long wakingCost(long nanos) {
      return nanos;
    }
  }
}
