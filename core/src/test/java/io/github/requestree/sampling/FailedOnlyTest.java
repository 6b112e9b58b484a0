package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which requests failed is asked when they end. */
class FailedOnlyTest {

  private final CountingWorld world = new CountingWorld();
  private final List<Profile> reported = new ArrayList<>();

  private record Request(int status, @Nullable String failure) implements ActiveProfile.Subject {
    @Override
    public String name() {
      return "GET /" + status;
    }

    @Override
    public Profile.Request request() {
      return new Profile.Request("GET", "/" + status, "/" + status, status, failure);
    }
  }

  @Test
  void requestsThatFailedAreReportedAndOthersCounted() {
    Profiler profiler = profiler(Duration.ZERO);

    runs(profiler, new Request(200, null), 10);
    runs(profiler, new Request(500, null), 10);
    runs(profiler, new Request(404, null), 10);
    runs(profiler, new Request(200, "IllegalStateException"), 10);
    runs(profiler, () -> "no request", 10);
    profiler.close();

    assertThat(reported).extracting(Profile::name).containsExactly("GET /500", "GET /200");
    assertThat(profiler.statistics().reported()).isEqualTo(2);
    assertThat(profiler.statistics().belowThreshold()).isEqualTo(3);
  }

  @Test
  void requestsThatFailedFastEnoughAreNotReported() {
    Profiler profiler = profiler(Duration.ofMillis(100));

    runs(profiler, new Request(500, null), 99);
    runs(profiler, new Request(500, null), 100);
    profiler.close();

    assertThat(reported).hasSize(1);
    assertThat(profiler.statistics().belowThreshold()).isEqualTo(1);
  }

  @Test
  void aRequestThatStillRunsHasNotFailed() {
    Profiler profiler = profiler(Duration.ZERO);
    ActiveProfile active = profiler.begin(new Request(0, null));
    active.enter();
    for (int i = 0; i < 100; i++) {
      world.advance(1_000 * FakeWorld.MS);
      profiler.engine.sampler().tick();
    }
    active.close();
    profiler.close();

    assertThat(reported).isEmpty();
    assertThat(profiler.statistics().stillRunning()).isZero();
    assertThat(profiler.statistics().belowThreshold()).isEqualTo(1);
  }

  private Profiler profiler(Duration slowerThan) {
    return Profiler.builder()
        .failedOnly(true)
        .slowerThan(slowerThan)
        .sink(
            profile -> {
              synchronized (reported) {
                reported.add(profile);
              }
            })
        .fake(world, () -> Instant.EPOCH, new SplittableRandom(1))
        .build();
  }

  private void runs(Profiler profiler, ActiveProfile.Subject subject, long millis) {
    ActiveProfile active = profiler.begin(subject);
    active.enter();
    world.advance(millis * FakeWorld.MS);
    active.leaveToEnd();
    active.finish();
  }
}
