package io.github.requestree.sink;

/**
 * Allows so many writes in any one second. It remembers when the last ones were: a token bucket, or
 * a count that starts anew each second, would let twice as many through around a boundary.
 */
final class WriteLimit {

  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_MAX_REPORTS = 10_000;

  /** A ring: once it is full, the next place is that of the oldest write. */
  private final long[] writtenAt;

  private int next;
  private boolean full;

  /**
   * @throws IllegalArgumentException if the number is out of range
   */
  WriteLimit(int maxReports) {
    if (maxReports < 1 || maxReports > MOST_MAX_REPORTS) {
      throw new IllegalArgumentException(
          "maxReports is " + maxReports + ", but accepted is 1 to 10,000 per second");
    }
    writtenAt = new long[maxReports];
  }

  /** Whether one more may be written now; if so, it counts. */
  boolean allows(long nowNanos) {
    if (full && nowNanos - writtenAt[next] < SECOND) {
      return false;
    }
    writtenAt[next] = nowNanos;
    next++;
    if (next == writtenAt.length) {
      next = 0;
      full = true;
    }
    return true;
  }
}
