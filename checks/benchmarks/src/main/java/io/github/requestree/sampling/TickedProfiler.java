package io.github.requestree.sampling;

import java.time.InstantSource;
import java.util.SplittableRandom;

/** A profiler of the real JVM whose sampler ticks when told to, opened to the benchmarks. */
public final class TickedProfiler implements AutoCloseable {

  private final Profiler profiler;

  public TickedProfiler(SamplingOptions options) {
    profiler =
        Profiler.builder()
            .options(options)
            .fake(new RealJvm(), InstantSource.system(), new SplittableRandom(42))
            .build();
  }

  /** Only one thread at a time may start profiles, and none during a tick. */
  public Profiler profiler() {
    return profiler;
  }

  /** Checks all segments that are due. */
  public void tick() {
    profiler.engine.sampler().tick();
  }

  @Override
  public void close() {
    profiler.close();
  }
}
