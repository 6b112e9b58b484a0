package io.github.requestree.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void theMedianOfAnEvenNumberOfMeasurementsLiesBetweenTheMiddleTwo() {
    assertThat(Median.of(4, 1, 3, 2).value()).isEqualTo(2.5);
  }

  @Test
  void oneOutlierMovesNeitherMedianNorIntervalFar() {
    Median median = Median.of(1, 1.01, 0.99, 1, 1.02, 0.98, 1, 50);
    assertThat(median.value()).isBetween(0.99, 1.01);
    assertThat(median.high()).isLessThan(1.1);
  }

  @Test
  void measurementsThatScatterAroundOneDoNotResolveADifference() {
    assertThat(Median.of(0.9, 1.1, 0.95, 1.05, 1, 0.97).holds(1)).isTrue();
    assertThat(Median.of(1.2, 1.21, 1.19, 1.2, 1.22).holds(1)).isFalse();
  }

  @Test
  void theSameMeasurementsAlwaysGiveTheSameInterval() {
    assertThat(Median.of(3, 1, 2, 5, 4)).isEqualTo(Median.of(3, 1, 2, 5, 4));
  }

  @Test
  void withoutMeasurementsNothingIsSaid() {
    assertThat(Median.of().text(2)).isEqualTo("-");
  }
}
