package io.github.requestree.sampling;

import java.util.List;

/**
 * What sampling costs, in nanoseconds of CPU time: measured on the sampler's own CPU clock, waking
 * up included, and averaged for planning. <em>Not</em> thread-safe.
 */
final class Costs {

  private static final long FIRST_GUESS = 50_000;

  /**
   * How much of an average the newest measurement makes up if it is larger, and if it is smaller.
   * The first ones, made by cold code, must not keep away the next ones that would correct them.
   */
  private static final double NEWEST_LARGER = 0.1;

  private static final double NEWEST_SMALLER = 0.5;

  /** What costs more than so many times the usual was something else, such as a deoptimization. */
  private static final int MOST_TIMES_USUAL = 4;

  private final Jvm jvm;
  private final Counters counters;
  private double tick = FIRST_GUESS;
  private double walk = FIRST_GUESS;
  private long tickStart = Jvm.UNKNOWN;
  private long walkStart;
  private int walks;
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
    walks = 0;
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
    walks++;
    walksInTick += seen;
    hiddenInTick += (factor - 1) * seen;
    walk = averaged(walk, (double) factor * seen);
    return factor * seen;
  }

  /**
   * Ends a tick and charges its cost, the walks' left out, to the segments it looked at.
   *
   * @return what it is to be charged for: all of it, unless that was out of proportion. One such
   *     tick would otherwise leave the sampler blind for seconds.
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
    long cost = used + hiddenInTick;
    counters.ownCpuNanos.add(cost);
    long most = (long) (MOST_TIMES_USUAL * (tick + walks * walk));
    tick = averaged(tick, (double) shared);
    return Math.min(cost, most);
  }

  long tick() {
    return (long) tick;
  }

  long walk() {
    return Math.max(1, (long) walk);
  }

  private static double averaged(double average, double newest) {
    double usual = Math.min(newest, MOST_TIMES_USUAL * average);
    double part = usual > average ? NEWEST_LARGER : NEWEST_SMALLER;
    return average + part * (usual - average);
  }

  private long clock() {
    long cpuNanos = jvm.ownCpuNanos();
    return cpuNanos == Jvm.UNKNOWN ? jvm.nanoTime() : cpuNanos;
  }
}
