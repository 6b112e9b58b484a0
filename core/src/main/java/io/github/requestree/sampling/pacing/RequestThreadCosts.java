package io.github.requestree.sampling.pacing;

/**
 * What profiling costs the threads that serve requests, in nanoseconds of CPU time, and whether
 * they can afford to read their own clocks when they begin. Written by the sampler alone; any
 * thread may ask.
 *
 * <p>A request cannot measure its own share: looking at a clock is most of it. So looks are timed
 * now and then, and the rest is counted in them.
 */
public final class RequestThreadCosts {

  /**
   * What a segment costs without its clocks, and what its clocks do, in looks of the sampler's
   * thread: measured by sampling a server under load, whose caches hold other things.
   */
  private static final int LOOKS_A_SEGMENT = 2;

  private static final int LOOKS_FOR_CLOCKS = 3;

  /** What telling the sinks of its end does: 0.4 us where a look is about as long. */
  private static final int LOOKS_FOR_END = 1;

  /** Clocks are read at the start until requests would take more than this part of the income. */
  private static final double MAX_PART_OF_INCOME = 0.5;

  /** And again from where they would take less than this. */
  private static final double LESS_OF_INCOME = 0.4;

  private static final long MEASURED_NANOS = 250_000_000;
  private static final int TIMED_LOOKS = 8;

  /** How much of the average the newest timing makes up: the first ones are made by cold code. */
  private static final double NEWEST = 0.25;

  private final SamplerClock clock;
  private final double share;
  private final int looksASegment;
  private double lookNanos = -1;
  private long segments;
  private long sinceNanos;
  private volatile boolean affordsClocks = true;

  /**
   * @param tellsOfEnds whether the sinks are told of each end
   */
  public RequestThreadCosts(SamplerClock clock, double share, boolean tellsOfEnds) {
    this.clock = clock;
    this.share = share;
    looksASegment = LOOKS_A_SEGMENT + (tellsOfEnds ? LOOKS_FOR_END : 0);
  }

  /** Whether a segment that opens now may read its thread's clocks. */
  public boolean affordsClocks() {
    return affordsClocks;
  }

  /** Takes note of new segments and tells what they cost their threads. */
  public long of(int newSegments, long now) {
    if (lookNanos < 0) {
      lookNanos = timeLook();
      sinceNanos = now;
    }
    long cost = cost(newSegments, affordsClocks);
    segments += newSegments;
    long nanos = now - sinceNanos;
    if (nanos >= MEASURED_NANOS) {
      double ofIncome = cost(segments, true) / (nanos * share);
      affordsClocks = ofIncome < (affordsClocks ? MAX_PART_OF_INCOME : LESS_OF_INCOME);
      segments = 0;
      sinceNanos = now;
      lookNanos += NEWEST * (timeLook() - lookNanos);
    }
    return cost;
  }

  private long cost(long ofSegments, boolean withClocks) {
    int looks = looksASegment + (withClocks ? LOOKS_FOR_CLOCKS : 0);
    return (long) (ofSegments * looks * lookNanos);
  }

  private double timeLook() {
    long start = clock.ownCpuNanos();
    for (int i = 1; i < TIMED_LOOKS; i++) {
      clock.ownCpuNanos();
    }
    return (double) (clock.ownCpuNanos() - start) / TIMED_LOOKS;
  }
}
