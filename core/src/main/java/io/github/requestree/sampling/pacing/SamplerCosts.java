package io.github.requestree.sampling.pacing;

/**
 * Measures the cost of sampling, in nanoseconds of CPU time. It uses the sampler's own CPU clock,
 * includes waking up, and averages for planning. <em>Not</em> thread-safe.
 */
public final class SamplerCosts {

  private static final long FIRST_GUESS = 50_000;
  private static final long FIRST_POLL_GUESS = 3_000;

  /**
   * The weight of the newest measurement in an average, if it is larger and if it is smaller. The
   * first ones, made by cold code, must not keep away the next ones that would correct them.
   */
  private static final double NEWEST_LARGER = 0.1;

  private static final double NEWEST_SMALLER = 0.5;

  /** The multiple of the usual cost above which it was something else, such as a deoptimization. */
  private static final int MAX_TIMES_USUAL = 4;

  private final SamplerClock clock;
  private double wake = FIRST_GUESS;
  private double poll = FIRST_POLL_GUESS;
  private double walk = FIRST_GUESS;

  /** The clock's value at the last measurement. */
  private long seen = SamplerClock.UNKNOWN;

  private boolean awake;
  private long takenInNanos;
  private boolean wallClock;
  private int polls;
  private int walks;
  private long walksInTick;
  private long sharedInTick;

  public SamplerCosts(SamplerClock clock) {
    this.clock = clock;
  }

  /** Begins to work; the CPU time since the end of the last tick was used to wake up. */
  public void wakes() {
    boolean first = seen == SamplerClock.UNKNOWN;
    long waking = clock.wakingCost(sinceSeen());
    if (!first && !awake) {
      wake = averaged(wake, (double) waking);
    }
    awake = true;
    sharedInTick += waking;
  }

  /** Begins a tick; the CPU time since waking up was used to take in new segments. */
  public void tickStarts() {
    if (awake) {
      takenInNanos = clock.wakingCost(sinceSeen());
      sharedInTick += takenInNanos;
    } else {
      wakes();
    }
    goesOn();
  }

  /** Continues a tick whose next part another budget pays. */
  public void goesOn() {
    polls = 0;
    walks = 0;
    walksInTick = 0;
  }

  /** Ends the checks of a tick. */
  public void pollsEnd(int count) {
    polls = count;
    long used = clock.wakingCost(sinceSeen());
    sharedInTick += used;
    if (polls > 0) {
      poll = averaged(poll, (double) used / polls);
    }
  }

  /**
   * Returns the CPU time of a stack whose capture ends now. It began when the checks or another
   * capture ended.
   */
  public long usedByWalk() {
    return sinceSeen();
  }

  /**
   * Ends a capture.
   *
   * @param ours its CPU time, including the part that our clock does not see
   * @param others the time that others lost by it
   */
  public void walkEnds(long ours, long others) {
    long cost = ours + others;
    walks++;
    walksInTick += cost;
    walk = averaged(walk, (double) cost);
  }

  /**
   * Ends a tick and charges its cost to the budget, unless it was out of proportion. One such tick
   * would otherwise leave the sampler blind for seconds.
   *
   * @return the cost without that of the stacks, which the checked segments share
   */
  public long tickEnds(Budget budget) {
    long shared = sharedInTick + clock.wakingCost(sinceSeen());
    long most = (long) (MAX_TIMES_USUAL * (wake + polls * poll + walks * walk)) + takenInNanos;
    budget.charge(shared + walksInTick, most);
    sharedInTick = 0;
    takenInNanos = 0;
    awake = false;
    if (wallClock) {
      // It goes on while the sampler sleeps.
      seen = SamplerClock.UNKNOWN;
    }
    return shared;
  }

  /** Takes the CPU time since the last measurement out of the tick, and returns it. */
  public long apart() {
    return clock.wakingCost(sinceSeen());
  }

  /** Returns the cost of one wake-up, without its checks. */
  long wake() {
    return (long) wake;
  }

  /** Returns the cost of one check. */
  long poll() {
    return Math.max(1, (long) poll);
  }

  /** Returns the cost of one captured stack, its hidden part included. */
  long walk() {
    return Math.max(1, (long) walk);
  }

  private static double averaged(double average, double newest) {
    double usual = Math.min(newest, MAX_TIMES_USUAL * average);
    double part = usual > average ? NEWEST_LARGER : NEWEST_SMALLER;
    return average + part * (usual - average);
  }

  private long sinceSeen() {
    long cpuNanos = clock.ownCpuNanos();
    wallClock = cpuNanos == SamplerClock.UNKNOWN;
    long now = wallClock ? clock.nanoTime() : cpuNanos;
    long used = seen == SamplerClock.UNKNOWN ? 0 : now - seen;
    seen = now;
    return used;
  }
}
