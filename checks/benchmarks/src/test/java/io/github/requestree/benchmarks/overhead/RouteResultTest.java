package io.github.requestree.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteResultTest {

  private static RouteResult result(Round... rounds) {
    return new RouteResult(Route.CPU, List.of(rounds), Map.of());
  }

  private static Round round(Slice none, Slice again, Slice production) {
    Round round = new Round();
    round.add(Arm.NONE, none);
    round.add(Arm.PRODUCTION, production);
    round.add(Arm.NONE, again);
    return round;
  }

  @Test
  void anArmIsComparedWithTheSameRoundOnly() {
    // The second round ran while the machine was slower, for all arms alike.
    RouteResult result =
        result(
            round(Slices.of(1, 1_000), Slices.of(1, 1_000), Slices.of(1.1, 1_000)),
            round(Slices.of(2, 1_000), Slices.of(2, 1_000), Slices.of(2.2, 1_000)));
    assertThat(result.cpuRatio(Arm.PRODUCTION).value()).isCloseTo(1.1, within(1e-9));
  }

  @Test
  void onSaturatedCoresTheExtraCpuIsWhatTheRequestsTookMore() {
    // As much CPU as before, but for 100 requests less of 2 ms each.
    RouteResult result = result(round(Slices.of(2, 1_000), Slices.of(2, 1_000), Slices.of(2, 900)));
    assertThat(result.extraPercent(Arm.PRODUCTION).value()).isCloseTo(20, within(1e-9));
    assertThat(result.throughputRatio(Arm.PRODUCTION).value()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void theSecondSliceWithoutProfilerIsComparedWithTheFirst() {
    RouteResult result =
        result(round(Slices.of(1, 1_000), Slices.of(1.5, 1_000), Slices.of(1, 1_000)));
    assertThat(result.cpuRatio(Arm.NONE).value()).isCloseTo(1.5, within(1e-9));
    assertThat(result.cpuRatio(Arm.PRODUCTION).value()).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void aFigureThatIsNotKnownIsNoMeasurement() {
    RouteResult result =
        result(round(Slices.of(1, 1_000), Slices.of(1, 1_000), Slices.of(1, 1_000)));
    assertThat(result.accountedPercent(Arm.NONE).count()).isZero();
    assertThat(result.median(Arm.NONE, slice -> slice.millis("p99Nanos")).count()).isZero();
    assertThat(result.cpuRatio(Arm.JFR_PROFILE).count()).isZero();
  }

  @Test
  void aSliceWithoutAnyRequestIsNoMeasurement() {
    RouteResult result = result(round(Slices.of(1, 1_000), Slices.of(1, 1_000), Slices.of(1, 0)));
    assertThat(result.cpuRatio(Arm.PRODUCTION).count()).isZero();
    assertThat(result.extraPercent(Arm.PRODUCTION).value()).isCloseTo(100, within(1e-9));
  }

  @Test
  void failedRequestsOfAllSlicesAreCounted() {
    RouteResult result =
        result(round(Slices.of(1, 1_000), Slices.of(1, 1_000), Slices.of(1, 1_000)));
    assertThat(result.failures()).isEqualTo(3);
  }

  @Test
  void theTableSaysWhyAnArmHasNoFigures() {
    Round round = round(Slices.of(1, 1_000), Slices.of(1, 1_000), Slices.of(1.02, 1_000, 0.02, 0));
    RouteResult result =
        new RouteResult(
            Route.CPU,
            Collections.nCopies(5, round),
            Map.of(Arm.ASYNC_WALL_1MS, "no native library"));
    RouteTables tables = new RouteTables(result, Set.of(Arm.PRODUCTION, Arm.ASYNC_WALL_1MS));
    assertThat(tables.cost())
        .contains("async-wall-1ms | not started: no native library")
        .contains("1.020 [1.020, 1.020]")
        .contains("| 1.00 ");
    assertThat(tables.latency()).contains("| production | 2.00    | -       |");
  }
}
