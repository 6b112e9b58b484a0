package io.github.requestree.sampling.pacing;

/**
 * Remembers how late checks came, over all segments: on a busy machine the sampler waits for a core
 * as well. A new segment expects the same until it has gaps of its own. <em>Not</em> thread-safe:
 * for the sampler alone. All in nanoseconds.
 */
final class Lateness {

  /** The weight of the newest check. */
  private static final double NEWEST = 1.0 / 64;

  /** Longer delays, such as those of a short budget, are no rule for the next segment. */
  private static final int MAX_INTERVALS = 16;

  private final double interval;
  private double gap;
  private double square;

  Lateness(long intervalNanos) {
    interval = intervalNanos;
    gap = interval;
    square = interval * interval;
  }

  /** Notes that a check came so much later than it was due. */
  void late(long nanos) {
    double late = Math.max(0, Math.min((double) nanos, MAX_INTERVALS * interval));
    double length = interval + late;
    gap += NEWEST * (length - gap);
    square += NEWEST * (length * length - square);
  }

  /** Returns the gap in which a moment lies on average, if checks are due at each interval. */
  long gapNanos() {
    return (long) (square / gap);
  }
}
