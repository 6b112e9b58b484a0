package io.github.requestree.sampling;

import java.util.List;

/**
 * What sampling costs, in nanoseconds of CPU time: measured on the sampler's own CPU clock, waking
 * up included, and averaged for planning. <em>Not</em> thread-safe.
 */
final class Costs {

  private static final long FIRST_GUESS = 50_000;

  /** How much of an average the newest measurement makes up. */
  private static final double NEWEST = 0.1;

  private final Jvm jvm;
  private final Counters counters;
  private double tick = FIRST_GUESS;
  private double walk = FIRST_GUESS;
  private long tickStart = Jvm.UNKNOWN;
  private long walkStart;
  private long walksInTick;
  private long hiddenInTick;

  Costs(Jvm jvm, Counters counters) {
    this.jvm = jvm;
    this.counters = counters;
  }

  /** Begins a tick; what was used since the last one ended, was used to wake up. */
  void tickStarts() {
    if (tickStart == Jvm.UNKNOWN) {
      tickStart = clock();
    }
    walksInTick = 0;
    hiddenInTick = 0;
  }

  void walkStarts() {
    walkStart = clock();
  }

  /**
   * Ends a walk.
   *
   * @param factor how often it counts, for what the sampler's clock does not see
   * @return what it cost
   */
  long walkEnds(int factor) {
    long seen = clock() - walkStart;
    walksInTick += seen;
    hiddenInTick += (factor - 1) * seen;
    walk += NEWEST * (factor * seen - walk);
    return factor * seen;
  }

  /**
   * Ends a tick and charges its cost, the walks' left out, to the segments it looked at.
   *
   * @return what it cost in all
   */
  long tickEnds(List<Segment> looked) {
    long end = clock();
    long used = end - tickStart;
    tickStart = jvm.ownCpuNanos() == Jvm.UNKNOWN ? Jvm.UNKNOWN : end;
    long shared = used - walksInTick;
    for (Segment segment : looked) {
      Attribution attribution = segment.attribution;
      if (attribution != null) {
        attribution.cost(shared / looked.size());
      }
    }
    tick += NEWEST * (shared - tick);
    long cost = used + hiddenInTick;
    counters.ownCpuNanos.add(cost);
    return cost;
  }

  long tick() {
    return (long) tick;
  }

  long walk() {
    return Math.max(1, (long) walk);
  }

  private long clock() {
    long cpuNanos = jvm.ownCpuNanos();
    return cpuNanos == Jvm.UNKNOWN ? jvm.nanoTime() : cpuNanos;
  }
}
