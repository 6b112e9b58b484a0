package io.github.requestree.sampling.recording;

/**
 * Sums over the checks of a segment, or of several. Immutable.
 *
 * @param walks the number of captured stacks
 * @param polls the number of checks
 * @param costNanos their cost, in nanoseconds
 * @param gapNanos the sum of the gaps between checks, and after the last one
 * @param gapSquares the sum of the squares of their parts that were not seen and that no event
 *     explains
 */
public record LookTotals(
    long walks, long polls, long costNanos, double gapNanos, double gapSquares) {

  public static final LookTotals NONE = new LookTotals(0, 0, 0, 0, 0);

  /** Returns those of a segment that was never checked. */
  public static LookTotals unseen(long nanos) {
    double length = nanos;
    return new LookTotals(0, 0, 0, length, length * length);
  }

  public LookTotals plus(LookTotals more) {
    return new LookTotals(
        walks + more.walks,
        polls + more.polls,
        costNanos + more.costNanos,
        gapNanos + more.gapNanos,
        gapSquares + more.gapSquares);
  }
}
