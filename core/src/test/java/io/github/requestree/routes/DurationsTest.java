package io.github.requestree.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile.Totals;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DurationsTest {

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void a_single_duration_is_every_percentile() {
    assertThat(upTo(1)).isEqualTo(new Totals(1, 0, 1, 1, 1, 1, true, 1));
  }

  @Test
  void percentiles_are_durations_that_were_measured() {
    assertThat(upTo(2)).isEqualTo(new Totals(2, 0, 1, 1, 2, 2, true, 2));
    assertThat(upTo(20)).isEqualTo(new Totals(20, 0, 10, 10, 19, 20, true, 20));
    assertThat(upTo(21)).isEqualTo(new Totals(21, 0, 11, 11, 20, 21, true, 21));
  }

  @Test
  void percentiles_are_exact_up_to_1024_durations() {
    assertThat(upTo(1_024)).isEqualTo(new Totals(1_024, 0, 512, 512, 973, 1_024, true, 1_024));
  }

  @Test
  void beyond_that_they_come_from_a_sample_and_say_so() {
    Totals totals = upTo(1_025);

    assertThat(totals.percentilesExact()).isFalse();
    assertThat(totals.sampleSize()).isEqualTo(1_024);
    assertThat(totals.count()).isEqualTo(1_025);
    assertThat(totals.meanNanos()).isEqualTo(513);
    assertThat(totals.maxNanos()).isEqualTo(1_025);
  }

  @Test
  void the_sample_is_uniform_although_the_durations_rise() {
    Totals totals = upTo(1_000_000);

    // Standard errors of quantiles of a uniform sample of 1,024: 1.56 % and 0.68 %.
    assertThat(totals.p50Nanos()).isBetween(461_000L, 539_000L);
    assertThat(totals.p95Nanos()).isBetween(933_000L, 967_000L);
    assertThat(totals.maxNanos()).isEqualTo(1_000_000);
  }

  private Totals upTo(int count) {
    Durations durations = new Durations(random);
    for (int i = 1; i <= count; i++) {
      durations.add(i);
    }
    return durations.toTotals(0);
  }
}
