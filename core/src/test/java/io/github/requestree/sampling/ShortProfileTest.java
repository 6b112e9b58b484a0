package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clocks are read at the end of a segment only if somebody will want to know. */
class ShortProfileTest {

  private final CountingWorld world = new CountingWorld();
  private final List<Profile> reported = new ArrayList<>();
  private final Profiler profiler =
      Profiler.builder()
          .slowerThan(Duration.ofMillis(100))
          .sink(
              profile -> {
                synchronized (reported) {
                  reported.add(profile);
                }
              })
          .fake(world, () -> Instant.EPOCH, new SplittableRandom(1))
          .build();
  private final ActiveProfile active = profiler.begin(() -> "GET /test");

  @AfterEach
  void close() {
    profiler.close();
    assertThat(profiler.statistics().openSegments()).isZero();
  }

  @Test
  void aShortProfileOfWhichNothingWasSeenReadsNoClockButTheWallsAtItsEnd() {
    enter();
    world.advance(99 * FakeWorld.MS);
    active.leaveToEnd();

    assertThat(world.threadClockReads).isZero();
    assertThat(active.isTooShort()).isTrue();
    active.finish();
    assertThat(profiler.statistics().belowThreshold()).isEqualTo(1);
  }

  @Test
  void aProfileThatWillBeReportedKnowsItsCpuTime() {
    enter();
    world.advance(100 * FakeWorld.MS);
    active.leaveToEnd();

    assertThat(world.threadClockReads).isEqualTo(2);
    assertThat(active.isTooShort()).isFalse();
    active.finish();
    profiler.close();
    assertThat(reported).singleElement().satisfies(p -> assertThat(p.cpuNanos()).isPresent());
  }

  @Test
  void aShortProfileThatWasWalkedKnowsItsCpuTime() {
    enter();
    world.advance(5 * FakeWorld.MS);
    profiler.engine.sampler().tick();
    assertThat(profiler.statistics().walks()).isEqualTo(1);
    world.threadClockReads = 0;
    active.leaveToEnd();

    assertThat(world.threadClockReads).isEqualTo(2);
    active.finish();
  }

  @Test
  void aSegmentAfterWhichTheProfileGoesOnKnowsItsCpuTime() {
    enter();
    world.advance(FakeWorld.MS);
    active.leave();
    assertThat(world.threadClockReads).isEqualTo(2);

    active.suspend();
    world.advance(200 * FakeWorld.MS);
    active.finish();
    profiler.close();
    assertThat(reported).singleElement().satisfies(p -> assertThat(p.cpuNanos()).isPresent());
  }

  private void enter() {
    world.actsAs(FakeThread.request("here").runs(FakeWorld.S, "com.example.Work.run:1"));
    active.enter();
    world.threadClockReads = 0;
  }
}
