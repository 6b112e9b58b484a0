package io.github.requestree.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallSitesTest {

  private static final long SECOND = 1_000_000_000L;

  private final CallSites sites = new CallSites();

  @Test
  void eachCallSiteIsWarnedOfOnceAMinuteAndTheRestAreCounted() {
    assertThat(sites.allows("Shop.buy", 0)).isZero();
    assertThat(sites.allows("Shop.buy", 20 * SECOND)).isEqualTo(-1);
    assertThat(sites.allows("Shop.buy", 59 * SECOND)).isEqualTo(-1);
    assertThat(sites.allows("Shop.sell", 59 * SECOND)).isZero();
    assertThat(sites.allows("Shop.buy", 60 * SECOND)).isEqualTo(2);
    assertThat(sites.allows("Shop.buy", 119 * SECOND)).isEqualTo(-1);
    assertThat(sites.allows("Shop.buy", 120 * SECOND)).isEqualTo(1);
  }

  @Test
  void theOldestOfManyCallSitesAreForgotten() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(sites.allows("site " + i, 0)).isZero();
    }
    assertThat(sites.allows("site 999", 1)).isEqualTo(-1);
    assertThat(sites.allows("site 0", 1)).isZero();
  }
}
