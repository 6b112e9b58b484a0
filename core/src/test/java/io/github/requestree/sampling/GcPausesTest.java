package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
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
