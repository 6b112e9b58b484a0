package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.EventSpan;
import org.junit.jupiter.api.Test;

class GcPausesTest {

  private final GcPauses pauses = new GcPauses();

  @Test
  void whereNobodyTellsNothingIsKnown() {
    assertThat(pauses.between(0, 1_000 * MS)).isNull();

    pauses.areTold();

    assertThat(pauses.between(0, 1_000 * MS)).isEqualTo(new Surroundings.Pauses(0, 0));
  }

  @Test
  void aPauseCountsAsFarAsItFellIntoTheTime() {
    // By our clock it ended at 5,120 ms, when it was told.
    pauses.ended(1_000, 1_120, 5_120 * MS);

    assertThat(pauses.between(4_000 * MS, 6_000 * MS))
        .isEqualTo(new Surroundings.Pauses(1, 120 * MS));
    assertThat(pauses.between(5_100 * MS, 6_000 * MS))
        .isEqualTo(new Surroundings.Pauses(1, 20 * MS));
    assertThat(pauses.between(4_000 * MS, 5_030 * MS))
        .isEqualTo(new Surroundings.Pauses(1, 30 * MS));
    assertThat(pauses.between(5_121 * MS, 6_000 * MS)).isEqualTo(new Surroundings.Pauses(0, 0));
  }

  @Test
  void aPauseIsSpannedByOurClockAndCutToTheTimeThatWasAskedFor() {
    pauses.ended(1_000, 1_120, 5_120 * MS);

    assertThat(pauses.within(5_030 * MS, 6_000 * MS))
        .containsExactly(
            EventSpan.of(5_030 * MS, 5_120 * MS, null, null, WaitKind.GARBAGE_COLLECTION));
    assertThat(pauses.within(5_121 * MS, 6_000 * MS)).isEmpty();
  }

  @Test
  void aPauseBetweenTwoStacksThatRanStandsInTheTree() {
    FakeWorld world = new FakeWorld();
    ActiveProfile active = world.begin("GET /gc");
    FakeThread thread =
        FakeThread.request("qtp1-1")
            .runs(50 * MS, "a.A.a:1")
            .waits(20 * MS, Thread.State.RUNNABLE, "a.A.a:1")
            .runs(30 * MS, "a.A.a:1");
    Segment segment = world.enters(active, thread);
    world.passes(50 * MS);
    // Nobody looks meanwhile.
    world.advance(20 * MS);
    world.profiler.engine.gcPauses().ended(500, 520, world.nanoTime());
    world.passes(30 * MS);
    active.state().close(segment);

    Profile profile = world.finish(active);

    long paused =
        TreeWalk.nodes(profile.root()).stream()
            .mapToLong(node -> node.selfWaiting().getOrDefault(WaitKind.GARBAGE_COLLECTION, 0L))
            .sum();
    assertThat(paused).isBetween(19 * MS, 20 * MS);
    assertThat(profile.waitingNanos()).as("it did not run").isEqualTo(20 * MS);
  }

  @Test
  void theNewsThatCameSoonestSaysByHowMuchTheClocksDiffer() {
    pauses.ended(1_000, 1_100, 5_140 * MS);
    pauses.ended(2_000, 2_100, 6_100 * MS);

    assertThat(pauses.between(5_000 * MS, 5_100 * MS))
        .as("the first was told 40 ms late")
        .isEqualTo(new Surroundings.Pauses(1, 100 * MS));
  }

  @Test
  void oldOnesAreForgotten() {
    for (int i = 0; i < 3 * GcPauses.MAX_PAUSES; i++) {
      pauses.ended(10L * i, 10L * i + 1, (10L * i + 1) * MS);
    }

    assertThat(pauses.between(0, Long.MAX_VALUE / 2))
        .isEqualTo(new Surroundings.Pauses(GcPauses.MAX_PAUSES, GcPauses.MAX_PAUSES * MS));
  }

  @Test
  void aProfileSaysWhichPausesFellIntoIt() {
    FakeWorld world = new FakeWorld();
    ActiveProfile active = world.begin("GET /gc");
    Segment segment = world.enters(active, FakeThread.request("qtp1-1").runs(MS * 300, "a.A.a:1"));
    world.passes(300 * MS);
    active.state().close(segment);
    world.profiler.engine.gcPauses().ended(500, 620, world.nanoTime());

    Profile profile = world.finish(active);

    assertThat(profile.surroundings().gcPauses()).isEqualTo(new Surroundings.Pauses(1, 120 * MS));
    assertThat(profile.durationNanos()).isEqualTo(300 * MS);
  }
}
