package io.github.requestree.routes;

import io.github.requestree.profile.Profile;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The durations of a route's requests. Keeps all of the first 1,024, then a uniform sample of that
 * size (Vitter's algorithm R), so that its memory is bounded whatever the traffic.
 */
final class Durations {

  static final int MOST_KEPT = 1_024;

  private final RandomGenerator random;
  private long[] kept = new long[16];
  private long count;
  private long sumNanos;
  private long maxNanos;

  Durations(RandomGenerator random) {
    this.random = random;
  }

  void add(long nanos) {
    if (count < MOST_KEPT) {
      if (count == kept.length) {
        kept = Arrays.copyOf(kept, 2 * kept.length);
      }
      kept[(int) count] = nanos;
    } else {
      long place = random.nextLong(count + 1);
      if (place < MOST_KEPT) {
        kept[(int) place] = nanos;
      }
    }
    count++;
    sumNanos += nanos;
    maxNanos = Math.max(maxNanos, nanos);
  }

  long count() {
    return count;
  }

  long sumNanos() {
    return sumNanos;
  }

  /** The figures of all durations, of which there must be one. */
  Profile.Totals toTotals(long errors) {
    long[] sorted = Arrays.copyOf(kept, (int) Math.min(count, MOST_KEPT));
    Arrays.sort(sorted);
    return new Profile.Totals(
        count,
        errors,
        sumNanos / count,
        percentile(sorted, 50),
        percentile(sorted, 95),
        maxNanos,
        count <= MOST_KEPT,
        sorted.length);
  }

  /** The smallest duration that so many percent do not exceed: always one that was measured. */
  private static long percentile(long[] sorted, int percent) {
    int rank = (sorted.length * percent + 99) / 100;
    return sorted[rank - 1];
  }
}
