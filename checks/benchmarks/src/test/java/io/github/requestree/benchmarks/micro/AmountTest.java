package io.github.requestree.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.benchmarks.stats.Median;
import org.junit.jupiter.api.Test;

class AmountTest {

  @Test
  void aTimeIsGivenInTheUnitThatKeepsItShort() {
    assertThat(Amount.time(new Median(85.24, 84, 86.06, 10))).isEqualTo("85.2 [84.0, 86.1] ns");
    assertThat(Amount.time(new Median(1_234, 1_200, 1_310, 10))).isEqualTo("1.23 [1.20, 1.31] us");
    assertThat(Amount.time(new Median(412e6, 4e8, 5e8, 10))).isEqualTo("412 [400, 500] ms");
  }

  @Test
  void bytesCountInThousands() {
    assertThat(Amount.bytes(new Median(1_500, 1_500, 1_500, 3))).isEqualTo("1.50 [1.50, 1.50] kB");
  }

  @Test
  void whatWasNotMeasuredIsADash() {
    assertThat(Amount.time(Median.of())).isEqualTo("-");
  }

  @Test
  void aDifferenceIsAsUncertainAsBothTogether() {
    assertThat(Amount.difference(new Median(30, 28, 33, 10), new Median(5, 4, 6, 10)))
        .isEqualTo(new Median(25, 22, 29, 10));
  }
}
