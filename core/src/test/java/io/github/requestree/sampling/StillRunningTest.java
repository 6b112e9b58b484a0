package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.StackBase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillRunningTest {

  private final FakeWorld world =
      new FakeWorld(
          SamplingOptions.DEFAULT
              .withMaxOverhead(1)
              .withStillRunningAfter(Duration.ofSeconds(2))
              .withMaxAge(Duration.ofSeconds(20)),
          1);

  @Test
  void aRequestThatDoesNotEndIsReportedWithItsTreeAndAgainWheneverItsAgeHasDoubled() {
    ActiveProfile active = world.begin("GET /stuck");
    Segment segment =
        world.enters(
            active,
            FakeThread.request("qtp1-1").runs(S, "a.A.a:1").sleeps(100 * S, "a.A.a:2", "a.A.b:3"));

    world.passes(30 * S);

    for (long age : List.of(2 * S, 4 * S, 8 * S, 16 * S)) {
      Profile soFar = world.reported();
      assertThat(soFar.stillRunning()).isTrue();
      assertThat(soFar.durationNanos()).isBetween(age, age + 100 * MS);
      assertThat(soFar.thread()).isEqualTo("qtp1-1");
      CallNode sleep = Trees.node(soFar.root(), "sleep");
      assertThat(sleep.totalNanos()).isBetween(age - S - 20 * MS, age - S + 100 * MS);
      assertThat(sleep.selfWaiting()).containsOnlyKeys(WaitKind.SLEEPING);
      assertThat(Trees.node(soFar.root(), "b").line()).isEqualTo(3);
    }
    Profile last = world.reported();
    assertThat(last.stillRunning()).isFalse();
    assertThat(last.notes()).anyMatch(note -> note.startsWith("let go"));
    assertThat(last.durationNanos()).isBetween(20 * S, 20 * S + 100 * MS);
    active.state().close(segment);
    assertThat(world.close()).isEmpty();
    assertThat(world.profiler.statistics().stillRunning()).isEqualTo(4);
    assertThat(world.profiler.statistics().reported()).isEqualTo(1);
  }

  @Test
  void whatWasReportedWhileItRanIsWholeAndOfTheSameIdAtItsEnd() {
    ActiveProfile active = world.begin("GET /slow");
    Segment first = world.enters(active, FakeThread.request("qtp1-1").sleeps(S, "a.A.a:1"));
    world.actsAs(FakeThread.request("caller").runs(S, "a.A.submits:2"));
    HandOff handOff = world.handOff(first);
    world.passes(S);
    active.suspend();
    active.state().close(first);
    FakeThread pool = FakeThread.lane("pool-1").sleeps(9 * S, "a.A.task:5");
    world.begins(pool);
    Segment lane = active.state().open(pool.thread, StackBase.marked(0), handOff, null);
    world.passes(3 * S);

    Profile soFar = world.reported();
    CallNode laneSoFar = Trees.node(soFar.root(), "submits").lanes().get(0);
    assertThat(laneSoFar.totalNanos()).isBetween(900 * MS, 1_100 * MS);
    assertThat(laneSoFar.lane().thread()).isEqualTo("pool-1");

    active.state().close(lane);
    assertThat(active.finish()).isTrue();
    Profile whole = world.reported();
    assertThat(whole.id()).isEqualTo(soFar.id());
    assertThat(whole.stillRunning()).isFalse();
    assertThat(Trees.nanosOf(whole, "a")).isEqualTo(Trees.nanosOf(soFar, "a"));
    assertThat(Trees.node(whole.root(), "submits").lanes()).hasSize(1);
    assertThat(Trees.node(whole.root(), "submits").lanes().get(0).totalNanos()).isEqualTo(3 * S);
  }

  @Test
  void aSuspendedRequestIsReportedToo() {
    ActiveProfile active = world.begin("GET /forgotten");
    Segment segment = world.enters(active, FakeThread.request("qtp1-1").sleeps(S, "a.A.a:1"));
    world.passes(S);
    active.suspend();
    active.state().close(segment);
    // In the world of threads the sampler is told by itself.
    world.passes(3 * S);

    Profile soFar = world.reported();

    assertThat(soFar.stillRunning()).isTrue();
    assertThat(Trees.nanosOf(soFar, "[await]  so far")).isBetween(S, 2_100 * MS);
    active.finish();
    assertThat(Trees.nanosOf(world.reported(), "[await]  until complete")).isEqualTo(3 * S);
  }

  @Test
  void manyThatAreStuckAreReportedAsFarAsTheBudgetGoes() {
    FakeWorld poor =
        new FakeWorld(
            SamplingOptions.DEFAULT
                .withMaxOverhead(0.01)
                .withStillRunningAfter(Duration.ofSeconds(2)),
            1);
    poor.costing(2 * US, 400 * US).withoutSavings();
    for (int i = 0; i < 1_000; i++) {
      poor.enters(
          poor.begin("GET /stuck"), FakeThread.request("qtp1-" + i).sleeps(100 * S, "a.A.a:1"));
    }
    poor.passes(S);
    long spentBefore = poor.spentNanos();

    poor.passes(20 * S);

    assertThat(poor.spentNanos() - spentBefore).as("1 % of 20 s").isLessThan(230 * MS);
    assertThat(poor.profiler.statistics().stillRunning()).isGreaterThan(100);
    assertThat(poor.close()).allMatch(Profile::stillRunning);
  }

  @Test
  void zeroSwitchesItOff() {
    FakeWorld off =
        new FakeWorld(
            SamplingOptions.DEFAULT.withMaxOverhead(1).withStillRunningAfter(Duration.ZERO), 1);
    ActiveProfile active = off.begin("GET /slow");
    Segment segment = off.enters(active, FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));
    off.passes(90 * S);
    active.state().close(segment);
    active.finish();

    assertThat(off.reported().stillRunning()).isFalse();
    assertThat(off.close()).isEmpty();
  }
}
