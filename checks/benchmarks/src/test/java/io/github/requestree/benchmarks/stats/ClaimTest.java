package io.github.requestree.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimTest {

  @Test
  void aMeasurementWhollyBelowItsLimitIsOk() {
    assertThat(claim(new Median(80, 70, 90, 10)).outcome()).isEqualTo(Claim.Outcome.OK);
  }

  @Test
  void aMeasurementWhoseIntervalHoldsTheLimitIsNotResolvedAndDoesNotFail() {
    Claim claim = claim(new Median(98, 90, 110, 10));
    assertThat(claim.outcome()).isEqualTo(Claim.Outcome.NOT_RESOLVED);
    assertThat(claim.failed()).isFalse();
  }

  @Test
  void aMeasurementWhollyAboveItsLimitFails() {
    assertThat(claim(new Median(120, 101, 130, 10)).failed()).isTrue();
  }

  @Test
  void whatWasNotMeasuredFails() {
    assertThat(claim(Median.of()).failed()).isTrue();
  }

  @Test
  void aFailureIsSeenAtTheBeginningOfItsLine() {
    assertThat(Claim.that("it is small", false, "5 kB"))
        .hasToString("FAILED        it is small: 5 kB");
  }

  private static Claim claim(Median measured) {
    return Claim.atMost("it is fast", measured, 100, "found");
  }
}
