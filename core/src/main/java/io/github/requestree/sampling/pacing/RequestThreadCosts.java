package io.github.requestree.sampling.pacing;

/**
 * Estimates the cost of profiling to the threads that serve requests, in nanoseconds of CPU time.
 * It also decides whether they can afford to read their own clocks at their start. Written by the
 * sampler alone; any thread may ask.
 *
 * <p>A request cannot measure its own share, since reading a clock is most of it. So clock reads
 * are timed now and then, and the rest is counted in them.
 */
public final class RequestThreadCosts {

  /**
   * The cost of a segment without its clocks, and of its clocks, in checks by the sampler's thread.
   * It was measured by sampling a server under load, whose caches hold other things.
   */
  private static final int LOOKS_A_SEGMENT = 2;

  private static final int LOOKS_FOR_CLOCKS = 3;

  /**
   * The cost of a request that nobody looks at, and what each integration adds. More than half is
   * the container's, for the attributes by which a request is known again. It reads no CPU clock,
   * so it is not counted in looks: one takes 0.8 us on one machine and 2.1 us on another, and such
   * requests cost the same.
   */
  private static final long YOUNG_NANOS = 550;

  private static final long INTEGRATION_NANOS = 100;

  /** The cost of telling the sinks of its end: 0.4 us where a check takes about as long. */
  private static final int LOOKS_FOR_END = 1;

  /** The part of the income up to which requests read their clocks at the start. */
  private static final double MAX_PART_OF_INCOME = 0.2;

  /** The part of the income below which they do so again. */
  private static final double LESS_OF_INCOME = 0.15;

  private static final long MEASURED_NANOS = 250_000_000;
  private static final int TIMED_LOOKS = 8;

  /** The weight of the newest timing in the average: the first ones are made by cold code. */
  private static final double NEWEST = 0.25;

  private final SamplerClock clock;
  private final double share;
  private final int looksASegment;
  private final long youngNanos;
  private double lookNanos = -1;
  private long segments;
  private long sinceNanos;
  private volatile boolean affordsClocks = true;

  /**
   * @param tellsOfEnds whether the sinks are told of each end
   * @param integrations the number of those that are asked to follow each request
   */
  public RequestThreadCosts(
      SamplerClock clock, double share, boolean tellsOfEnds, int integrations) {
    this.clock = clock;
    this.share = share;
    looksASegment = LOOKS_A_SEGMENT + (tellsOfEnds ? LOOKS_FOR_END : 0);
    youngNanos = YOUNG_NANOS + INTEGRATION_NANOS * integrations;
  }

  /** Returns whether a segment that opens now may read its thread's clocks. */
  public boolean affordsClocks() {
    return affordsClocks;
  }

  /**
   * Takes note of new segments and returns their cost to their threads.
   *
   * @param young the number of requests that have begun young, and read no clock
   */
  public long of(int newSegments, int young, long now) {
    if (lookNanos < 0) {
      lookNanos = timeLook();
      sinceNanos = now;
    }
    long cost = cost(newSegments, affordsClocks) + youngNanos * young;
    segments += newSegments + young;
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
