package io.github.requestree.sampling;

/** Counts how often the clocks of a thread are read. */
class CountingWorld extends FakeWorld {

  int threadClockReads;

  CountingWorld() {}

  CountingWorld(SamplingOptions options, long seed, Profiler.Builder builder) {
    super(options, seed, builder);
  }

  @Override
  public long cpuNanos(Thread thread) {
    threadClockReads++;
    return super.cpuNanos(thread);
  }

  @Override
  public long allocatedBytes(Thread thread) {
    threadClockReads++;
    return super.allocatedBytes(thread);
  }
}
