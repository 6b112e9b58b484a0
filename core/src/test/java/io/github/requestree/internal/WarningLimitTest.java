package io.github.requestree.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarningLimitTest {

  private static final long SECOND = 1_000_000_000L;

  private final WarningLimit sites = new WarningLimit(60 * SECOND);

  @Test
  void eachKindIsWarnedOfOnceAMinuteAndTheRestAreCounted() {
    assertThat(sites.due("Shop.buy", 0)).isOne();
    assertThat(sites.due("Shop.buy", 20 * SECOND)).isZero();
    assertThat(sites.due("Shop.buy", 59 * SECOND)).isZero();
    assertThat(sites.due("Shop.sell", 59 * SECOND)).isOne();
    assertThat(sites.due("Shop.buy", 60 * SECOND)).isEqualTo(3);
    assertThat(sites.due("Shop.buy", 119 * SECOND)).isZero();
    assertThat(sites.due("Shop.buy", 120 * SECOND)).isEqualTo(2);
  }

  @Test
  void theOldestOfManyKindsAreForgotten() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(sites.due("site " + i, 0)).isOne();
    }
    assertThat(sites.due("site 999", 1)).isZero();
    assertThat(sites.due("site 0", 1)).isOne();
  }
}
