package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.SimulatedLoad.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error that a node states covers the truth, and is not so large that it says nothing. */
class StatedErrorsTest {

  private final SplittableRandom random = new SplittableRandom(8);
  private final Coverage coverage = new Coverage();

  @Test
  void ofOneRequestThatChangesBetweenItsMethodsManyTimesBetweenTwoLooks() {
    for (int i = 0; i < 60; i++) {
      oneRequest(S / 5, 150 * US);
    }
    coverage.assertHonest(1.5);
  }

  @Test
  void ofOneRequestThatChangesAboutOnceBetweenTwoLooks() {
    for (int i = 0; i < 60; i++) {
      oneRequest(S / 2, MS);
    }
    coverage.assertHonest(2);
  }

  @Test
  void ofOneRequestThatStaysInItsMethodsForManyLooks() {
    for (int i = 0; i < 150; i++) {
      oneRequest(3 * S, 100 * MS);
    }
    // A single change in a gap is off by less than is stated: see Attribution.
    coverage.assertHonest(4);
  }

  @Test
  void ofARouteOfWhichAHundredRequestsWereSeen() {
    for (int run = 0; run < 60; run++) {
      route(new SimulatedLoad(1, run), 200 * US, 100, 2 * MS);
    }
    coverage.assertHonest(2);
  }

  @Tag("one-jdk")
  @ParameterizedTest(name = "{0} of a core, {1} us late")
  @CsvSource({
    "0.003, 20",
    "0.003, 200",
    "0.005, 20",
    "0.005, 200",
    "0.02, 20",
    "0.02, 200",
    "0.02, 0"
  })
  void ofARouteWhoseWalksStandForVeryDifferentTimes(double share, long lateMicros) {
    for (int run = 0; run < 60; run++) {
      SimulatedLoad load = new SimulatedLoad(share, run);
      load.withoutSavings();
      route(load, lateMicros * US, 1_500, 5 * MS);
    }
    coverage.assertCovers(0.95, 2.5);
  }

  @Test
  void whatIsKnownExactlyHasNoError() {
    FakeThread thread = FakeThread.request("qtp1-1");
    for (int i = 0; i < 20; i++) {
      thread.runs(3 * MS, "app.Code.a:1").runs(2 * MS, "app.Code.b:1");
    }
    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(profile.root().errorNanos()).isZero();
    assertThat(Trees.all(profile.root(), node -> node.frame().equals(Frame.NOT_SAMPLED)))
        .allMatch(node -> node.errorNanos() == 0);
    assertThat(Trees.node(profile.root(), "a").errorNanos()).isPositive();
  }

  @Test
  void aCallerThatWasThereAtEachLookIsBetterKnownThanItsCallees() {
    FakeThread thread = FakeThread.request("qtp1-1");
    for (int i = 0; i < 100; i++) {
      thread
          .runs(3 * MS, "app.Code.caller:1", "app.Code.a:1")
          .runs(2 * MS, "app.Code.caller:2", "app.Code.b:1");
    }
    Profile profile = new FakeWorld().profileOf(thread);

    CallNode caller = Trees.node(profile.root(), "caller");
    // Its beginning and its end: two gaps of which one end is not known.
    assertThat(caller.errorNanos()).isBetween(1L, 2 * MS);
    assertThat(Trees.node(caller, "a").errorNanos()).isGreaterThan(4 * caller.errorNanos());
  }

  private void oneRequest(long nanos, long meanStay) {
    FakeThread thread = FakeThread.request("qtp1-1");
    Map<String, Long> truth = new HashMap<>();
    String[] methods = {"a", "a", "b", "c"};
    while (thread.lengthNanos() < nanos) {
      String method = methods[random.nextInt(methods.length)];
      long stay = 1 + (long) (-meanStay * Math.log(1 - random.nextDouble()));
      thread.runs(stay, "app.Code." + method + ":1");
      truth.merge(method, stay, Long::sum);
    }
    Profile profile =
        new FakeWorld(SamplingOptions.DEFAULT.withMaxOverhead(1), random.nextLong())
            .profileOf(thread);
    truth.forEach(
        (method, time) -> {
          List<CallNode> nodes =
              Trees.all(profile.root(), node -> node.frame().name().equals(method));
          nodes.forEach(
              node -> coverage.add((double) (node.totalNanos() - time), node.errorNanos()));
        });
  }

  private void route(SimulatedLoad load, long late, int requests, long pause) {
    load.costing(5 * US, 100 * US);
    load.wakingLate(running -> load.exponential(late))
        .client(
            "r",
            requests,
            pause,
            random -> {
              long nanos = random.nextLong(300 * US, 5 * MS);
              return List.of(
                  new Step(nanos * 6 / 10, "a", true), new Step(nanos * 4 / 10, "b", true));
            })
        .play();
    for (String method : List.of("a", "b")) {
      double duration = load.merged("r").durationNanos();
      coverage.add(
          (load.estimate("r", method) - load.truth("r", method)) * duration,
          load.node("r", method).errorNanos());
    }
  }

  private static final class Coverage {
    private int all;
    private int covered;
    private double squares;
    private double stated;

    void add(double off, long errorNanos) {
      double error = (double) errorNanos;
      all++;
      covered += Math.abs(off) <= 2 * error ? 1 : 0;
      squares += off * off;
      stated += error * error;
    }

    /**
     * Twice the error covers the truth almost always, and is at most so many times the real one.
     */
    void assertHonest(double mostTimesReal) {
      assertCovers(0.9, mostTimesReal);
    }

    void assertCovers(double part, double mostTimesReal) {
      assertThat(all).isGreaterThan(60);
      assertThat((double) covered / all).as("covered").isGreaterThanOrEqualTo(part);
      assertThat(Math.sqrt(stated / squares)).as("stated over real").isBetween(0.8, mostTimesReal);
    }
  }
}
