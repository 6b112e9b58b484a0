package io.github.requestree.sampling.recording;

/**
 * The gap in which a moment lies on average: a gap counts by its length. In nanoseconds.
 * <em>Not</em> thread-safe.
 */
final class GapMean {

  private double nanos;
  private double squares;

  void add(long gapNanos) {
    double length = gapNanos;
    nanos += length;
    squares += length * length;
  }

  double nanos() {
    return nanos;
  }

  double squares() {
    return squares;
  }

  /** Returns the mean; 0 if there are no gaps. */
  double mean() {
    return nanos == 0 ? 0 : squares / nanos;
  }

  /** Returns the mean together with so many gaps of this length; 0 if there are none. */
  double meanWith(double count, double length) {
    double all = nanos + count * length;
    return all == 0 ? 0 : (squares + count * length * length) / all;
  }
}
