package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.Attribution;
import java.util.List;

/**
 * What sampling costs, in nanoseconds of CPU time: measured on the sampler's own CPU clock, waking
 * up included, and averaged for planning. <em>Not</em> thread-safe.
 */
final class Costs {

  private static final long FIRST_GUESS = 50_000;
  private static final long FIRST_POLL_GUESS = 3_000;

  /**
   * How much of an average the newest measurement makes up if it is larger, and if it is smaller.
   * The first ones, made by cold code, must not keep away the next ones that would correct them.
   */
  private static final double NEWEST_LARGER = 0.1;

  private static final double NEWEST_SMALLER = 0.5;

  /** What costs more than so many times the usual was something else, such as a deoptimization. */
  private static final int MOST_TIMES_USUAL = 4;

  private final Jvm jvm;
  private double wake = FIRST_GUESS;
  private double poll = FIRST_POLL_GUESS;
  private double walk = FIRST_GUESS;

  /** What the clock said when something was measured last. */
  private long seen = Jvm.UNKNOWN;

  private boolean awake;
  private long takenInNanos;
  private boolean wallClock;
  private int polls;
  private int walks;
  private long walksInTick;
  private long sharedInTick;

  Costs(Jvm jvm) {
    this.jvm = jvm;
  }

  /** Begins to work; what was used since the last tick ended, was used to wake up. */
  void wakes() {
    boolean first = seen == Jvm.UNKNOWN;
    long waking = jvm.wakingCost(sinceSeen());
    if (!first && !awake) {
      wake = averaged(wake, (double) waking);
    }
    awake = true;
    sharedInTick += waking;
  }

  /** Begins a tick; what was used since waking up, was used to take in what is new. */
  void tickStarts() {
    if (awake) {
      takenInNanos = jvm.wakingCost(sinceSeen());
      sharedInTick += takenInNanos;
    } else {
      wakes();
    }
    goesOn();
  }

  /** Goes on with a tick of which a part has ended, for what another budget pays. */
  void goesOn() {
    polls = 0;
    walks = 0;
    walksInTick = 0;
  }

  /** Ends the polls of a tick. */
  void pollsEnd(int count) {
    polls = count;
    long used = jvm.wakingCost(sinceSeen());
    sharedInTick += used;
    if (polls > 0) {
      poll = averaged(poll, (double) used / polls);
    }
  }

  /**
   * Ends a walk, which began when the polls or another walk ended.
   *
   * @return the CPU time that it took; what others lost by it is charged, but is none of ours
   */
  long walkEnds(Jvm.Walked walked) {
    long used = sinceSeen();
    long ours = jvm.walkCost(used, walked);
    long cost = ours + jvm.stopCost(used, walked);
    walks++;
    walksInTick += cost;
    walk = averaged(walk, (double) cost);
    return ours;
  }

  /**
   * Ends a tick and charges its cost, the walks' left out, to the segments it looked at; and all of
   * it to the budget, unless it was out of proportion. One such tick would otherwise leave the
   * sampler blind for seconds.
   */
  void tickEnds(List<Segment> looked, Budget budget) {
    sharedInTick += jvm.wakingCost(sinceSeen());
    for (Segment segment : looked) {
      Attribution attribution = segment.attribution;
      if (attribution != null) {
        attribution.cost(sharedInTick / looked.size());
      }
    }
    long cost = sharedInTick + walksInTick;
    long most = (long) (MOST_TIMES_USUAL * (wake + polls * poll + walks * walk)) + takenInNanos;
    budget.charge(Math.min(cost, most));
    budget.used.add(cost);
    sharedInTick = 0;
    takenInNanos = 0;
    awake = false;
    if (wallClock) {
      // It goes on while the sampler sleeps.
      seen = Jvm.UNKNOWN;
    }
  }

  /** Takes out of the tick what was used since the last measurement, and returns it. */
  long apart() {
    return jvm.wakingCost(sinceSeen());
  }

  /** Waking up once, whatever is looked at then. */
  long wake() {
    return (long) wake;
  }

  /** One look at a CPU clock. */
  long poll() {
    return Math.max(1, (long) poll);
  }

  /** One captured stack, its hidden part included. */
  long walk() {
    return Math.max(1, (long) walk);
  }

  private static double averaged(double average, double newest) {
    double usual = Math.min(newest, MOST_TIMES_USUAL * average);
    double part = usual > average ? NEWEST_LARGER : NEWEST_SMALLER;
    return average + part * (usual - average);
  }

  private long sinceSeen() {
    long cpuNanos = jvm.ownCpuNanos();
    wallClock = cpuNanos == Jvm.UNKNOWN;
    long now = wallClock ? jvm.nanoTime() : cpuNanos;
    long used = seen == Jvm.UNKNOWN ? 0 : now - seen;
    seen = now;
    return used;
  }
}
