package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.util.Objects;

/** A world in which requests are so many that none affords to read clocks when it begins. */
final class CrowdedWorld extends CountingWorld {

  /** Requests that take less are not reported. */
  static final Duration SLOW = Duration.ofMillis(100);

  private static final long LOOK_NANOS = 500;
  private static final int A_SECOND = 10_000;

  private long ownNanos;

  CrowdedWorld() {
    super(SamplingOptions.DEFAULT, 42, Profiler.builder().slowerThan(SLOW));
    for (int i = 0; i < A_SECOND; i++) {
      ActiveProfile active = begin("flood");
      Segment segment = enters(active, thread("flood"));
      advance(S / A_SECOND);
      active.state().close(segment);
      active.finish();
    }
    assertThat(profiler.engine.readsClocksAtStart()).isFalse();
    threadClockReads = 0;
  }

  static FakeThread thread(String name) {
    return FakeThread.request(name).runs(S, "app.Code.work:1");
  }

  /** A request that the thread, whose script begins now, has just entered. */
  ActiveProfile entered(FakeThread thread) {
    begins(thread);
    ActiveProfile active = begin("GET /young");
    assertThat(active.enterYoung(thread.thread)).as("it is young").isTrue();
    return active;
  }

  /** The sampler comes, looks into the slots, and ticks. */
  void scans() {
    ActiveProfile.scan(profiler.engine, Long.MAX_VALUE);
    profiler.engine.sampler().tick();
  }

  /** Leaves and ends a request of a thread of the script, as its filter does. */
  void leavesToEnd(ActiveProfile active, FakeThread thread) {
    if (!active.endYoung()) {
      active.state().close(Objects.requireNonNull(active.firstSegment()));
    }
    active.finish();
  }

  /** The report of a request that leaves now. */
  Profile reportOf(ActiveProfile active, FakeThread thread) {
    leavesToEnd(active, thread);
    return reported();
  }

  /** Looking at a clock takes time. */
  @Override
  public long ownCpuNanos() {
    ownNanos += LOOK_NANOS;
    return ownNanos;
  }
}
