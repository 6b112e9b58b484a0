package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In microseconds, to be short. */
class StopEstimateTest {

  private final StopEstimate stops = new StopEstimate();

  @Test
  void aRunningTargetStoodStillForAsLongAsItDidNotRunAndNotShorterThanTheCallerWorked() {
    assertThat(stops.estimate(true, 300, 870)).isEqualTo(870);
    assertThat(stops.estimate(true, 300, 0)).isEqualTo(300);
    assertThat(stops.estimate(true, 300, 171_000)).isEqualTo(171_000);
  }

  @Test
  void aWaitingTargetWasStoppedForNoLongerThanRunningOnesAreOnAverage() {
    for (int i = 0; i < 100; i++) {
      stops.estimate(true, 300, 870);
    }

    assertThat(stops.estimate(false, 300, 4_500)).as("with a wait for a core").isEqualTo(870);
    assertThat(stops.estimate(false, 300, 600)).as("what was measured").isEqualTo(600);
    assertThat(stops.estimate(false, 1_200, 4_500)).as("the caller worked").isEqualTo(1_200);
  }

  @Test
  void waitingTargetsDoNotLowerWhatRunningOnesSay() {
    stops.estimate(true, 300, 900);
    for (int i = 0; i < 100; i++) {
      stops.estimate(false, 10, 20);
    }

    assertThat(stops.estimate(false, 300, 4_500)).isEqualTo(900);
  }

  @Test
  void theMeanFollowsStopsThatGetLonger() {
    stops.estimate(true, 300, 500);
    for (int i = 0; i < 320; i++) {
      stops.estimate(true, 300, 2_000);
    }

    assertThat(stops.estimate(false, 300, 9_000)).isBetween(1_999L, 2_000L);
  }

  @Test
  void asLongAsNoRunningTargetWasSeenAllOfItCountsAsStop() {
    assertThat(stops.estimate(false, 300, 4_500)).isEqualTo(4_500);
  }
}
