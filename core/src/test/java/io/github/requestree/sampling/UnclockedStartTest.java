package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.recording.StackBase;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where requests are too many to read clocks for each, a clock is read when it is needed first. */
class UnclockedStartTest {

  private static final long MS = FakeWorld.MS;
  private static final long LOOK_NANOS = 500;

  private final FloodedWorld world = new FloodedWorld();
  private Profiler profiler = profiler(Duration.ofMillis(100));

  @AfterEach
  void close() {
    profiler.close();
    assertThat(profiler.statistics().openSegments()).isZero();
  }

  private Profiler profiler(Duration slowerThan) {
    return Profiler.builder()
        .slowerThan(slowerThan)
        .sink(profile -> {})
        .fake(world, () -> Instant.EPOCH, new SplittableRandom(1))
        .build();
  }

  @Test
  void whileRequestsAreFewEachReadsItsClocks() {
    flood(1_000);

    assertThat(clockReadsOfAStart()).isEqualTo(2);
  }

  @Test
  void whereRequestsAloneWouldTakeMostOfTheBudgetNoneReadsItsClocks() {
    flood(10_000);

    assertThat(clockReadsOfAStart()).isZero();
  }

  @Test
  void onceTheyAreFewAgainEachReadsItsClocksAgain() {
    flood(10_000);
    flood(1_000);

    assertThat(clockReadsOfAStart()).isEqualTo(2);
  }

  @Test
  void whereEachIsReportedEachReadsItsClocksHoweverManyTheyAre() {
    profiler.close();
    profiler = profiler(Duration.ZERO);
    flood(10_000);

    assertThat(clockReadsOfAStart()).isEqualTo(2);
  }

  @Test
  void theCpuTimeOfSuchARequestIsKnownFromItsFirstLookOn() {
    flood(10_000);

    Profile profile = profileOf(FakeThread.request("slow"), true);

    assertThat(profile.sampling().walks()).isPositive();
    assertThat(profile.durationNanos()).isEqualTo(150 * MS);
    assertThat(profile.sampling().unclockedNanos()).isEqualTo(50 * MS);
    assertThat(profile.cpuNanos()).hasValue(100 * MS);
  }

  @Test
  void ofOneThatNobodyLookedAtNothingIsKnown() {
    flood(10_000);

    Profile profile = profileOf(FakeThread.request("unseen"), false);

    assertThat(profile.sampling().unclockedNanos()).isEqualTo(150 * MS);
    assertThat(profile.cpuNanos()).hasValue(0);
  }

  @Test
  void aThreadWithoutACpuClockHasNoneInThatCaseEither() {
    flood(10_000);

    Profile profile = profileOf(FakeThread.request("virtual").withoutCpuClock(), true);

    assertThat(profile.sampling().walks()).isPositive();
    assertThat(profile.cpuNanos()).isEmpty();
  }

  /** A request of 150 ms, looked at after 50 ms or never. */
  private Profile profileOf(FakeThread thread, boolean looked) {
    world.begins(thread.runs(FakeWorld.S, "com.example.Work.run:1"));
    ActiveProfile active = begin();
    Segment segment = open(active, thread);
    world.advance(50 * MS);
    if (looked) {
      profiler.engine.sampler().tick();
    }
    world.advance(100 * MS);
    active.state().close(segment);
    Profile profile = active.stop();
    ProfileSums.assertAddUp(profile);
    return profile;
  }

  /** So many requests a second, for a second; all have ended when it is over. */
  private void flood(int requests) {
    FakeThread thread =
        world.begins(FakeThread.request("flood").runs(FakeWorld.S, "com.example.Work.run:1"));
    for (int i = 0; i < requests; i++) {
      ActiveProfile active = begin();
      Segment segment = open(active, thread);
      world.advance(FakeWorld.S / requests);
      active.state().close(segment);
      active.finish();
    }
  }

  private int clockReadsOfAStart() {
    FakeThread thread =
        world.begins(FakeThread.request("here").runs(FakeWorld.S, "com.example.Work.run:1"));
    ActiveProfile active = begin();
    world.threadClockReads = 0;
    Segment segment = open(active, thread);
    int reads = world.threadClockReads;
    active.state().close(segment);
    active.finish();
    return reads;
  }

  private ActiveProfile begin() {
    ActiveProfile active = profiler.begin(() -> "GET /test");
    assertThat(active).isNotNull();
    return active;
  }

  private static Segment open(ActiveProfile active, FakeThread thread) {
    Segment segment = active.state().open(thread.thread, StackBase.marked(0), null, null);
    assertThat(segment).isNotNull();
    return segment;
  }

  /** Where looking at a clock takes time. */
  private static final class FloodedWorld extends CountingWorld {
    private long ownNanos;

    @Override
    public long ownCpuNanos() {
      ownNanos += LOOK_NANOS;
      return ownNanos;
    }
  }
}
