package io.github.requestree.sampling.recording;

/**
 * Sums over the looks at a segment, or at several. Immutable.
 *
 * @param walks how many stacks were captured
 * @param polls how often it was looked at
 * @param costNanos what that has cost, in nanoseconds
 * @param gapNanos the gaps between looks, and after the last one, added up
 * @param gapSquares the squares of what was not seen in them and what no event explains, added up
 */
public record LookTotals(
    long walks, long polls, long costNanos, double gapNanos, double gapSquares) {

  public static final LookTotals NONE = new LookTotals(0, 0, 0, 0, 0);

  /** Those of a segment that nobody has looked at. */
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
