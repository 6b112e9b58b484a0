package io.github.requestree.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.benchmarks.overhead.Verdict.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinutesVerdictsTest {

  private static List<Slice> minutes(long threadDumps, double... accounted) {
    List<Slice> minutes = new ArrayList<>();
    for (double each : accounted) {
      minutes.add(Slices.of(1, 1_000, each, threadDumps));
    }
    return minutes;
  }

  private static State state(int jdk, List<Slice> minutes, String words) {
    return new MinutesVerdicts(jdk)
        .of(Route.SLEEP, minutes).stream()
            .filter(verdict -> verdict.text().contains(words))
            .findFirst()
            .orElseThrow()
            .state();
  }

  @Test
  void theFirstMinuteMayCostTwiceTheShareAndTheOthersTheShare() {
    List<Slice> minutes = minutes(0, 0.0439, 0.0219, 0.02);

    assertThat(state(25, minutes, "first minute")).isEqualTo(State.OK);
    assertThat(state(25, minutes, "from the second on")).isEqualTo(State.OK);
    assertThat(new MinutesVerdicts(25).of(Route.SLEEP, minutes)).noneMatch(Verdict::isFailure);
  }

  @Test
  void oneLaterMinuteThatCostsMoreIsEnoughToFail() {
    assertThat(state(25, minutes(0, 0.04, 0.02, 0.0221), "from the second on"))
        .isEqualTo(State.FAILED);
    assertThat(state(25, minutes(0, 0.0441, 0.02), "first minute")).isEqualTo(State.FAILED);
  }

  @Test
  void aSingleMinuteSaysNothingOfTheLaterOnes() {
    assertThat(state(25, minutes(0, 0.04), "from the second on")).isEqualTo(State.NOT_RESOLVED);
  }

  @Test
  void stopsForStacksAreForbiddenWhereTheyAreNotNeededAndLimitedWhereTheyAre() {
    assertThat(state(25, minutes(1, 0.02, 0.02), "ThreadDump")).isEqualTo(State.FAILED);
    assertThat(state(17, minutes(0, 0.02, 0.02), "stopped for stacks")).isEqualTo(State.OK);
    // One stop of 30 ms in a second.
    assertThat(state(17, minutes(1, 0.02, 0.02), "stopped for stacks")).isEqualTo(State.FAILED);
  }

  @Test
  void eachSlowRequestMustBeReportedAndSeenOftenEnough() {
    assertThat(state(25, slow(120, 119, 119), "slow")).isEqualTo(State.OK);
    assertThat(state(25, slow(120, 119, 118), "slow")).isEqualTo(State.FAILED);
    assertThat(state(25, slow(120, 100, 100), "slow")).isEqualTo(State.FAILED);
    assertThat(new MinutesVerdicts(25).of(Route.MANY, slow(120, 0, 0)))
        .noneMatch(verdict -> verdict.text().contains("slow"));
  }

  private static List<Slice> slow(long served, long reported, long seen) {
    Slice slice = Slices.of(1, 1_000, 0.02, 0);
    slice.server().put("slowServed", served);
    slice.server().put("slow", reported);
    slice.server().put("slowSeen", seen);
    return List.of(slice);
  }

  @Test
  void whatIsNotAccountedForFails() {
    assertThat(state(25, minutes(0, -1, -1), "from the second on")).isEqualTo(State.FAILED);
  }
}
