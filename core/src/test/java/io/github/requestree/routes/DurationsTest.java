package io.github.requestree.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.Profile.Totals;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DurationsTest {

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void a_single_duration_is_every_percentile() {
    assertThat(upTo(1)).isEqualTo(exact(1, 1, 1, 1, 1, 1));
  }

  @Test
  void percentiles_are_durations_that_were_measured() {
    assertThat(upTo(2)).isEqualTo(exact(2, 1, 1, 2, 2, 2));
    assertThat(upTo(20)).isEqualTo(exact(20, 10, 10, 18, 19, 20));
    assertThat(upTo(21)).isEqualTo(exact(21, 11, 11, 19, 20, 21));
  }

  @Test
  void percentiles_are_exact_up_to_1024_durations() {
    assertThat(upTo(1_024)).isEqualTo(exact(1_024, 512, 512, 922, 973, 1_014));
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

  @Test
  void the_durations_of_two_are_exact_if_there_is_room_for_all() {
    Durations one = new Durations(random);
    Durations other = new Durations(random);
    for (int i = 1; i <= 1_024; i++) {
      (i % 3 == 0 ? one : other).add(i);
    }
    one.addAll(other);

    assertThat(one.toTotals(0, List.of())).isEqualTo(upTo(1_024));
  }

  @Test
  void a_few_and_many_together_are_a_uniform_sample_of_both() {
    int rounds = 100;
    double p50 = 0;
    double p95 = 0;
    for (int round = 0; round < rounds; round++) {
      Durations few = new Durations(random);
      Durations many = new Durations(random);
      for (int i = 1; i <= 20_000; i++) {
        (i <= 2_000 ? few : many).add(i);
      }
      few.addAll(many);
      few.addAll(new Durations(random));
      Totals totals = few.toTotals(0, List.of());
      assertThat(totals.count()).isEqualTo(20_000);
      assertThat(totals.meanNanos()).isEqualTo(10_000);
      assertThat(totals.sampleSize()).isEqualTo(1_024);
      p50 += (double) totals.p50Nanos() / rounds;
      p95 += (double) totals.p95Nanos() / rounds;
    }

    // Standard errors of the means of a hundred: 0.16 % and 0.07 % of the range.
    assertThat(p50).isCloseTo(10_000, within(2.5 * 32));
    assertThat(p95).isCloseTo(19_000, within(2.5 * 14));
  }

  private Totals upTo(int count) {
    Durations durations = new Durations(random);
    for (int i = 1; i <= count; i++) {
      durations.add(i);
    }
    return durations.toTotals(0, List.of());
  }

  /** The totals of durations from 1 to so many, all of which were kept. */
  private static Totals exact(int count, long mean, long p50, long p90, long p95, long p99) {
    return new Totals(count, 0, mean, p50, p90, p95, p99, count, true, count, List.of());
  }
}
