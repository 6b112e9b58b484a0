package io.github.requestree.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.benchmarks.overhead.Verdict.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  /** Five rounds of production on an unsaturated route, beside one core without a profiler. */
  private static RouteResult production(double accounted, long threadDumps, double... cores) {
    List<Round> rounds = new ArrayList<>();
    for (double each : cores) {
      Round round = new Round();
      round.add(Arm.NONE, Slices.of(1, 1_000));
      round.add(Arm.NONE, Slices.of(1, 1_000));
      round.add(Arm.PRODUCTION, Slices.of(each, 1_000, accounted, threadDumps));
      rounds.add(round);
    }
    return new RouteResult(Route.SLEEP, rounds, Map.of());
  }

  private static State state(int jdk, RouteResult result, String words) {
    return new Verdicts(jdk)
        .of(result).stream()
            .filter(verdict -> verdict.text().contains(words))
            .findFirst()
            .orElseThrow()
            .state();
  }

  @Test
  void aCostWithinTheBudgetIsOk() {
    RouteResult result = production(0.015, 0, 1.015, 1.014, 1.016, 1.015, 1.015);
    assertThat(state(25, result, "extra CPU")).isEqualTo(State.OK);
    assertThat(state(25, result, "within a factor")).isEqualTo(State.OK);
    assertThat(state(25, result, "accounted 1.5")).isEqualTo(State.OK);
    assertThat(new Verdicts(25).of(result)).noneMatch(Verdict::isFailure);
  }

  @Test
  void aCostThatIsSurelyAboveTheBudgetFails() {
    RouteResult result = production(0.015, 0, 1.05, 1.06, 1.055, 1.05, 1.05);
    assertThat(state(25, result, "extra CPU")).isEqualTo(State.FAILED);
    assertThat(state(25, result, "within a factor")).isEqualTo(State.FAILED);
  }

  @Test
  void whatNoiseHidesIsNotResolved() {
    RouteResult result = production(0.015, 0, 0.9, 1.1, 0.95, 1.05, 1.01);
    assertThat(state(25, result, "extra CPU")).isEqualTo(State.NOT_RESOLVED);
    assertThat(state(25, result, "within a factor")).isEqualTo(State.NOT_RESOLVED);
  }

  @Test
  void afterAFewRoundsNothingIsResolved() {
    RouteResult result = production(0.015, 0, 1.05, 1.06, 1.055);
    assertThat(state(25, result, "extra CPU")).isEqualTo(State.NOT_RESOLVED);
    assertThat(state(25, result, "within a factor")).isEqualTo(State.NOT_RESOLVED);
  }

  @Test
  void whatCostsNextToNothingIsNotDivided() {
    RouteResult result = production(0.000_1, 0, 1.001, 1.001, 1.001, 1.001, 1.001);
    assertThat(state(25, result, "within a factor")).isEqualTo(State.NOT_RESOLVED);
    assertThat(state(25, result, "extra CPU")).isEqualTo(State.OK);
  }

  @Test
  void moreThanTheBudgetByOurOwnAccountFails() {
    RouteResult result = production(0.04, 0, 1, 1, 1, 1, 1);
    assertThat(state(25, result, "accounted 4.00")).isEqualTo(State.FAILED);
  }

  @Test
  void oneThreadDumpIsTooManyOnceThereAreHandshakes() {
    RouteResult result = production(0.015, 1, 1.01, 1.01, 1.01, 1.01, 1.01);
    assertThat(state(25, result, "ThreadDump")).isEqualTo(State.FAILED);
    assertThat(state(17, result, "stopped for stacks")).isEqualTo(State.FAILED);
    assertThat(state(25, production(0, 0, 1, 1, 1, 1, 1), "ThreadDump")).isEqualTo(State.OK);
    assertThat(state(17, production(0, 0, 1, 1, 1, 1, 1), "stopped for stacks"))
        .isEqualTo(State.OK);
  }
}
