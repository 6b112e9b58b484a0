package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReapingTest {

  private final FakeWorld world =
      new FakeWorld(
          SamplingOptions.DEFAULT.withMaxOverhead(1).withMaxAge(Duration.ofSeconds(2)), 1);

  @AfterEach
  void nothingElseIsReported() {
    assertThat(world.close()).isEmpty();
  }

  @Test
  void aRequestThatNeverEndsIsReportedOnceAndLetGo() {
    ActiveProfile active = world.begin("GET /endless");
    Segment segment = world.enters(active, FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));

    world.passes(10 * S);

    Profile profile = world.reported();
    assertThat(profile.notes()).anyMatch(note -> note.startsWith("let go"));
    assertThat(profile.durationNanos()).isBetween(2 * S, 2 * S + 10 * MS);
    assertThat(active.isFinished()).isTrue();
    active.state().close(segment);
    assertThat(active.finish()).isFalse();
    assertThatThrownBy(active::stop).isInstanceOf(IllegalStateException.class);
    assertThat(world.profiler.statistics().letGo()).isEqualTo(1);
    assertThat(world.profiler.statistics().openSegments()).isZero();
    assertThat(segment.thread()).isNull();
  }

  @Test
  void aSuspendedRequestThatNeverEndsIsReportedOnceAndLetGo() {
    ActiveProfile active = suspended("GET /forgotten");

    world.passes(10 * S);

    Profile profile = world.reported();
    assertThat(profile.notes()).anyMatch(note -> note.startsWith("let go"));
    assertThat(Trees.nanosOf(profile, "[await]  until let go")).isBetween(S, 4 * S);
    assertThat(active.finish()).isFalse();
    assertThat(world.profiler.engine.sampler().tick()).isEqualTo(Sampler.IDLE);
  }

  @Test
  void suspendedProfilesThatHaveEndedAreForgotten() {
    for (int i = 0; i < 1_000; i++) {
      world.finish(suspended("GET /async"));
    }

    world.passes(2 * S);

    assertThat(world.profiler.engine.sampler().tick()).isEqualTo(Sampler.IDLE);
    assertThat(world.profiler.statistics().letGo()).isZero();
  }

  @Test
  void aProfileThatEndsInTimeIsNotMarked() {
    ActiveProfile active = suspended("GET /async");
    world.passes(S);

    assertThat(world.finish(active).notes()).isEmpty();

    world.passes(5 * S);
    assertThat(world.profiler.statistics().letGo()).isZero();
  }

  @Test
  void whatHasEndedCannotBeLetGoAnyMore() {
    ActiveProfile active = world.begin("GET /");
    Profile profile = world.finish(active);

    active.state().expire(SuspendedProfiles.TOO_OLD);

    assertThat(profile.notes()).isEmpty();
    assertThat(active.state().expired()).isNull();
  }

  @Test
  void whoHasWaitedTheLongestMakesRoomForOthersThatAreNeverRefused() {
    FakeWorld busy = new FakeWorld();
    List<ActiveProfile> all = new ArrayList<>();
    for (int i = 0; i < 2 * ProfilerEngine.MAX_ALIVE; i++) {
      ActiveProfile active = busy.begin("GET /waits");
      active.suspend();
      all.add(active);
      if (i % 100 == 0) {
        busy.profiler.engine.sampler().tick();
      }
    }
    busy.profiler.engine.sampler().tick();

    ProfilerStatistics statistics = busy.profiler.statistics();
    assertThat(statistics.refused()).isZero();
    int letGo = (int) statistics.letGo();
    assertThat(all.size() - letGo)
        .isBetween(ProfilerEngine.MAX_ALIVE / 2, ProfilerEngine.MAX_ALIVE);
    assertThat(all.subList(0, letGo))
        .allMatch(active -> SuspendedProfiles.TOO_MANY.equals(active.state().expired()));
    assertThat(all.subList(letGo, all.size())).noneMatch(ActiveProfile::isFinished);
    busy.close();
  }

  private ActiveProfile suspended(String name) {
    ActiveProfile active = world.begin(name);
    Segment segment = world.enters(active, FakeThread.request("qtp1-1").runs(MS, "a.A.a:1"));
    world.passes(MS);
    active.state().close(segment);
    active.suspend();
    return active;
  }
}
