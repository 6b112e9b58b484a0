package io.github.requestree.benchmarks.overhead.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies = new Latencies();

  @Test
  void aPercentileIsTheSmallestValueThatSoManyDoNotExceed() {
    for (long i = 2_000; i >= 1; i--) {
      latencies.add(i);
    }
    assertThat(latencies.percentile(0.5)).isEqualTo(1_000);
    assertThat(latencies.percentile(0.99)).isEqualTo(1_980);
    assertThat(latencies.count()).isEqualTo(2_000);
  }

  @Test
  void withoutAnswersThereIsNoLatency() {
    assertThat(latencies.percentile(0.99)).isEqualTo(-1);
  }
}
