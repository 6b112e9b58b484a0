package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.sampling.recording.StackBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads open segments at once, while the sampler takes in what is there. */
class RegistrationTest {

  private static final int THREADS = 4;

  /** Together fewer than the sampler's queue holds, should it not come in time. */
  private static final int SEGMENTS = 2_000;

  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(profile -> {})
          .build();

  @AfterEach
  void close() {
    profiler.close();
  }

  @Test
  void theSamplerLearnsOfEachSegment() throws Exception {
    ActiveProfile profile = profiler.begin(() -> "many");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(() -> opens(profile)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    long ticks = profiler.statistics().ticks();
    // The first of them may have begun before the last segment opened.
    Await.until("two more ticks", () -> profiler.statistics().ticks() >= ticks + 2);
    assertThat(count(profile, s -> true)).as("of the profile").isEqualTo(THREADS * SEGMENTS);
    assertThat(count(profile, s -> s.plan.isRunning()))
        .as("known to the sampler")
        .isEqualTo(THREADS * SEGMENTS);
    profiler.close();
    assertThat(count(profile, s -> s.plan.isRunning())).as("kept by the sampler").isZero();
    for (Segment s = profile.state().segments(); s != null; s = s.nextOfProfile) {
      profile.state().close(s);
    }
    assertThat(profiler.statistics().openSegments()).isZero();
  }

  private static int count(ActiveProfile profile, Predicate<Segment> which) {
    int count = 0;
    for (Segment s = profile.state().segments(); s != null; s = s.nextOfProfile) {
      count += which.test(s) ? 1 : 0;
    }
    return count;
  }

  private static void opens(ActiveProfile profile) {
    for (int i = 0; i < SEGMENTS; i++) {
      // A thread that has not started has no stack, so until it has ended it counts as running.
      assertThat(profile.state().open(new Thread(() -> {}), StackBase.atDepth(0), null, null))
          .isNotNull();
    }
  }
}
