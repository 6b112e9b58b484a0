package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.recording.StackBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Requests that all do the same, sampled on fake time, so that an hour of them takes seconds.
 * <em>Not</em> thread-safe.
 */
public final class FakeRun implements AutoCloseable {

  private static final Duration MAX_AGE = Duration.ofHours(24);

  private final ScriptedJvm jvm;
  private final Profiler profiler;
  private final List<Thread> threads = new ArrayList<>();
  private final List<ActiveProfile> profiles = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();

  /**
   * Makes everything but the profiles.
   *
   * @param timeline whether these are to have timelines
   */
  public FakeRun(int requests, Script script, Duration interval, boolean timeline) {
    jvm = new ScriptedJvm(script);
    profiler =
        Profiler.builder()
            .options(
                SamplingOptions.DEFAULT
                    .withInterval(interval)
                    .withMaxOverhead(1)
                    .withMaxAge(MAX_AGE)
                    .withStillRunningAfter(Duration.ZERO))
            .sink(profile -> {})
            .timeline(timeline)
            .fake(jvm, () -> Instant.EPOCH, new SplittableRandom(42))
            .build();
    for (int i = 0; i < requests; i++) {
      threads.add(new Thread(() -> {}, "request-" + i));
    }
  }

  /** Begins the profiles. */
  public void begin() {
    for (Thread thread : threads) {
      ActiveProfile profile = Objects.requireNonNull(profiler.begin(() -> "GET /orders"));
      profiles.add(profile);
      segments.add(
          Objects.requireNonNull(profile.state().open(thread, StackBase.marked(0), null, null)));
    }
  }

  /** Lets time pass until so long after the start, and the sampler tick whenever it wants to. */
  public void passes(Duration untilAfterStart) {
    long end = untilAfterStart.toNanos();
    long next = profiler.engine.sampler().tick();
    while (next != Sampler.IDLE && next - end < 0) {
      jvm.moveTo(next);
      next = profiler.engine.sampler().tick();
    }
    jvm.moveTo(end);
  }

  /** Returns the number of nodes in the tree of a profile. */
  public int nodes() {
    return profiles.get(0).state().recorded().size.nodes();
  }

  public ProfilerStatistics statistics() {
    return profiler.statistics();
  }

  /** Ends the profiles; the run then holds nothing of them any more. */
  public List<Profile> finish() {
    List<Profile> finished = new ArrayList<>();
    for (int i = 0; i < profiles.size(); i++) {
      profiles.get(i).state().close(segments.get(i));
      finished.add(profiles.get(i).stop());
    }
    profiles.clear();
    segments.clear();
    long later = jvm.nanoTime();
    while (profiler.engine.sampler().tick() != Sampler.IDLE) {
      later += MAX_AGE.toNanos();
      jvm.moveTo(later);
    }
    return finished;
  }

  @Override
  public void close() {
    profiler.close();
  }
}
