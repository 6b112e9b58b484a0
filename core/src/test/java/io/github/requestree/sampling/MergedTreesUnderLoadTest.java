package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.SimulatedLoad.Step;
import io.github.requestree.sampling.pacing.Budget;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What merged trees say, beside what really happened. The real sampler, budget and merging run on
 * fake time; only threads and their clocks are simulated.
 *
 * <p>That these checks can fail is checked as well: the plain sum of the single trees, or walks
 * that all count the same, are further off than allowed. So were the weights before lateness, the
 * time before take-in, growing gaps and missing tokens were accounted for. These very loads then
 * gave a method with 60 % of each request 57 % without pauses, 55 % with a late sampler, 77 % of
 * short requests that the budget was too small for and 55 % of long ones; a wait of 65 % got 56 %;
 * and what ran while tokens were there got 74 % instead of 51 %. With a mean lateness added to each
 * weight instead of a plan that goes on, and half of what a walk stood for taken off by a proof, a
 * method of 25 % before a wait of 65 % got 38 %.
 */
class MergedTreesUnderLoadTest {

  private static final List<String> METHODS = List.of("a", "b", "c");

  @Test
  void shortRequestsOneAfterTheOtherWhateverThePauseBetween() {
    for (long pause : new long[] {20 * US, MS, 10 * MS}) {
      SimulatedLoad load = load(1, 60 * US).client("r", 5_000, pause, split(300 * US, 5 * MS));
      assertRight(load.play(), "r");
      assertThat(load.byPlainSum("r", "c")).isLessThan(0.1 - 0.02);
    }
  }

  @Test
  void aSamplerThatWakesLate() {
    for (long pause : new long[] {20 * US, 10 * MS}) {
      SimulatedLoad load = load(1, MS).client("r", 8_000, pause, split(300 * US, 5 * MS));
      assertRight(load.play(), "r");
      assertThat(load.byPlainSum("r", "c")).isLessThan(0.1 - 0.02);
    }
  }

  @Test
  void stacksThatComeWhenTheRequestHasEndedAreNotSampled() {
    for (boolean runs : new boolean[] {true, false}) {
      SimulatedLoad load = load(1, 60 * US);
      load.capturingFor(200 * US);
      load.client("r", 20_000, MS, split(300 * US, 5 * MS, runs)).play();

      double unknown = load.notSampled("r");
      assertThat(load.estimate("r", "a")).isCloseTo(load.truth("r", "a"), within(0.02));
      assertThat(load.estimate("r", "b")).isCloseTo(load.truth("r", "b"), within(0.02));
      // Where the last of the three is as short as that, it is seen too rarely, and that is shown.
      assertThat(load.estimate("r", "c")).isLessThan(0.1 - 0.04);
      assertThat(load.estimate("r", "c") + unknown).isCloseTo(load.truth("r", "c"), within(0.02));
    }
  }

  @Test
  void sixtyFourClientsAtOnceAndASamplerThatWakesTheLaterTheMoreRun() {
    SimulatedLoad load = new SimulatedLoad(1, 5);
    load.costing(5 * US, 100 * US);
    load.wakingLate(running -> load.exponential(60 * US + running * 10 * US));
    clients(load, 64, "r", 150, 2 * MS, split(300 * US, 5 * MS));

    assertRight(load.play(), "r");
    assertThat(load.byPlainSum("r", "c")).isLessThan(0.1 - 0.02);
  }

  @Test
  void sixtyFourClientsAndABudgetForOneWalkInThirty() {
    SimulatedLoad load = load(0.02, 60 * US);
    clients(load, 64, "r", 500, 2 * MS, split(300 * US, 5 * MS));

    assertRight(load.play(), "r");
    assertThat(load.byPlainSum("r", "c")).isLessThan(0.1 - 0.025);
  }

  @Test
  void sixtyFourClientsWhileEverythingSavedIsSpent() {
    SimulatedLoad load = new SimulatedLoad(0.002, 3);
    load.costing(5 * US, 100 * US);
    load.wakingLate(running -> load.exponential(60 * US));
    clients(load, 64, "r", 1_000, 10 * MS, split(300 * US, 5 * MS));

    assertRight(load.play(), "r");
    assertThat(load.profiler.engine.budget(false).saved()).isLessThan(Budget.SAVED_SECONDS * MS);
  }

  @Test
  void shortRequestsOneAfterTheOtherThatTheBudgetIsTooSmallFor() {
    SimulatedLoad load = load(0.005, 60 * US).client("r", 10_000, 5 * MS, split(300 * US, 5 * MS));

    assertRight(load.play(), "r");
    assertThat(load.byPlainSum("r", "a")).isGreaterThan(0.6 + 0.02);
  }

  @Test
  void longRequestsThatAreLookedAtMoreOftenWhileTheyAreYoung() {
    SimulatedLoad load = load(0.02, 60 * US);
    clients(load, 4, "r", 600, 20 * MS, split(30 * MS, 300 * MS));

    assertRight(load.play(), "r");
    assertThat(load.byEqualWeights("r", "a")).isGreaterThan(0.6 + 0.02);
  }

  @Test
  void twoRoutesOfDifferentLengthsAtOnce() {
    SimulatedLoad load = load(0.02, 200 * US);
    clients(load, 4, "long", 150, 20 * MS, split(30 * MS, 300 * MS));
    clients(load, 8, "short", 2_000, 2 * MS, split(300 * US, 5 * MS));

    assertRight(load.play(), "short", "long");
    assertThat(load.byPlainSum("short", "a")).isGreaterThan(0.6 + 0.015);
  }

  @Test
  void aMethodThatRunsAndOneThatWaits() {
    Function<SplittableRandom, List<Step>> request =
        random ->
            List.of(
                new Step(random.nextLong(100 * US, 8 * MS), "a", true),
                new Step(random.nextLong(MS, 20 * MS), "b", false),
                new Step(random.nextLong(100 * US, 3 * MS), "c", true));
    for (double budget : new double[] {1, 0.02}) {
      SimulatedLoad load = load(budget, 200 * US);
      clients(load, 4, "r", 1_000, 5 * MS, request);

      assertRight(load.play(), "r");
      assertThat(load.byEqualWeights("r", "b")).isLessThan(0.6);
    }
    for (double budget : new double[] {0.05, 0.1}) {
      SimulatedLoad load = load(budget, 60 * US);
      clients(load, 4, "r", 3_000, 5 * MS, request);

      assertRight(load.play(), "r");
    }
  }

  @Test
  void waitsOneAfterTheOther() {
    Function<SplittableRandom, List<Step>> request =
        random -> {
          long nanos = random.nextLong(300 * US, 5 * MS);
          return List.of(
              new Step(20 * US, "a", true),
              new Step(nanos * 6 / 10, "a", false),
              new Step(20 * US, "b", true),
              new Step(nanos * 3 / 10, "b", false),
              new Step(20 * US, "c", true),
              new Step(nanos / 10, "c", false));
        };
    for (double budget : new double[] {1, 0.02}) {
      SimulatedLoad load = new SimulatedLoad(budget, 3);
      load.costing(5 * US, 100 * US);
      load.wakingLate(running -> load.exponential(60 * US));
      load.client("r", 10_000, 2 * MS, request);

      assertRight(load.play(), "r");
    }
  }

  @Test
  void timesInWhichOthersTakeAllTokensCountAsMuchAsOthers() {
    SimulatedLoad load = load(0.02, 60 * US);
    Function<SplittableRandom, List<Step>> request =
        random ->
            isQuiet(load)
                ? List.of(new Step(random.nextLong(5 * MS, 40 * MS), "a", true))
                : List.of(
                    new Step(random.nextLong(5 * MS, 30 * MS), "b", true),
                    new Step(random.nextLong(MS, 5 * MS), "c", true));
    load.client("r", 2_000, 5 * MS, request);
    Function<SplittableRandom, List<Step>> others =
        random -> List.of(new Step(isQuiet(load) ? US : 40 * MS, "b", true));
    clients(load, 20, "others", 1_000, 30 * MS, others);

    assertRight(load.play(), "r");
  }

  @Test
  void requestsOfWhichOneInTenIsDelivered() {
    Function<SplittableRandom, List<Step>> request =
        random ->
            random.nextInt(4) == 0
                ? List.of(
                    new Step(random.nextLong(MS, 5 * MS), "a", true),
                    new Step(random.nextLong(10 * MS, 60 * MS), "b", false))
                : List.of(
                    new Step(random.nextLong(MS, 8 * MS), "a", true),
                    new Step(random.nextLong(MS, 4 * MS), "c", true));
    int within = 0;
    for (int seed = 0; seed < 10; seed++) {
      SimulatedLoad load = new SimulatedLoad(0.1, 100 + seed).delivering(0.1);
      load.costing(5 * US, 100 * US).withoutSavings();
      load.wakingLate(running -> load.exponential(60 * US));
      clients(load, 8, "r", 250, 5 * MS, request);
      load.play();

      Profile merged = load.merged("r");
      assertThat(merged.totals().count()).isEqualTo(2_000);
      for (String method : METHODS) {
        double error = load.node("r", method).errorNanos() / (double) merged.durationNanos();
        double off = Math.abs(load.estimate("r", method) - load.truth("r", method));
        assertThat(off).as("%s with the error %.3f", method, error).isLessThan(4 * error);
        assertThat(error).as("error of %s", method).isBetween(0.001, 0.1);
        within += off <= 2.5 * error ? 1 : 0;
      }
    }
    assertThat(within).as("of 30 within 2.5 standard errors").isGreaterThanOrEqualTo(28);
  }

  private static boolean isQuiet(SimulatedLoad load) {
    return load.nanoTime() / (2 * S) % 2 == 0;
  }

  private static SimulatedLoad load(double maxOverhead, long lateNanos) {
    SimulatedLoad load = new SimulatedLoad(maxOverhead, 3);
    load.costing(5 * US, 100 * US).withoutSavings();
    return load.wakingLate(running -> load.exponential(lateNanos));
  }

  private static void clients(
      SimulatedLoad load,
      int clients,
      String route,
      int requests,
      long pauseNanos,
      Function<SplittableRandom, List<Step>> requestOf) {
    for (int i = 0; i < clients; i++) {
      load.client(route, requests, pauseNanos, requestOf);
    }
  }

  /** Requests that spend 60 % in a, then 30 % in b, then 10 % in c. */
  private static Function<SplittableRandom, List<Step>> split(long shortest, long longest) {
    return split(shortest, longest, true);
  }

  private static Function<SplittableRandom, List<Step>> split(
      long shortest, long longest, boolean runs) {
    return random -> {
      long nanos = random.nextLong(shortest, longest);
      return List.of(
          new Step(nanos * 6 / 10, "a", runs),
          new Step(nanos * 3 / 10, "b", runs),
          new Step(nanos / 10, "c", runs));
    };
  }

  /** Within two points or two and a half standard errors of the walks taken. */
  private static void assertRight(SimulatedLoad load, String... routes) {
    for (String route : routes) {
      double walks = load.effectiveWalks(route);
      for (String method : METHODS) {
        double truth = load.truth(route, method);
        double allowed = Math.max(0.02, 2.5 * Math.sqrt(truth * (1 - truth) / walks));
        assertThat(load.estimate(route, method))
            .as("%s of %s, as good as %.0f walks", method, route, walks)
            .isCloseTo(truth, within(allowed));
      }
    }
  }
}
