package io.github.requestree.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.benchmarks.overhead.Verdict.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstSecondsTest {

  private static final int ROUNDS = 6;

  private static Slice slice(double p50Millis, double p99Millis) {
    Slice plain = Slices.of(1, 1_000);
    Map<String, Long> load = new TreeMap<>(plain.load());
    load.put("fastP50Nanos", Math.round(1e6 * p50Millis));
    load.put("fastP99Nanos", Math.round(1e6 * p99Millis));
    return new Slice(plain.server(), load, plain.stops());
  }

  private static FirstSeconds rounds(Slice none, Slice production) {
    return new FirstSeconds(Route.SLEEP, repeated(none), repeated(production));
  }

  private static List<Slice> repeated(Slice slice) {
    return IntStream.range(0, ROUNDS).mapToObj(i -> slice).toList();
  }

  private static State state(FirstSeconds found, String words) {
    return found.verdicts(25).stream()
        .filter(verdict -> verdict.text().contains(words))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void aTenthAboveInTheMiddleAndOneMillisecondAtTheEndAreAllowed() {
    FirstSeconds found = rounds(slice(1, 5), slice(1.09, 5.9));

    assertThat(found.p50Ratio().value()).isEqualTo(1.09);
    assertThat(state(found, "p50")).isEqualTo(State.OK);
    assertThat(state(found, "p99")).isEqualTo(State.OK);
  }

  @Test
  void moreIsNot() {
    FirstSeconds found = rounds(slice(1, 5), slice(1.2, 6.1));

    assertThat(state(found, "p50")).isEqualTo(State.FAILED);
    assertThat(state(found, "p99")).isEqualTo(State.FAILED);
  }

  @Test
  void fewRoundsResolveNothing() {
    FirstSeconds found = new FirstSeconds(Route.SLEEP, List.of(slice(1, 5)), List.of(slice(2, 50)));

    assertThat(state(found, "p50")).isEqualTo(State.NOT_RESOLVED);
  }

  @Test
  void whereEachStackStopsAllThreadsNothingIsPromised() {
    assertThat(rounds(slice(1, 5), slice(2, 50)).verdicts(17)).isEmpty();
  }
}
