package io.github.requestree.routes;

import io.github.requestree.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The durations of a route's requests. It keeps all of the first 1,024, then a uniform sample of
 * that size (Vitter's algorithm R). So its memory is bounded at any traffic. <em>Not</em>
 * thread-safe.
 */
final class Durations {

  static final int MAX_KEPT = 1_024;

  private final RandomGenerator random;
  private long[] kept = new long[16];
  private long count;
  private long sumNanos;
  private long maxNanos;

  Durations(RandomGenerator random) {
    this.random = random;
  }

  void add(long nanos) {
    if (count < MAX_KEPT) {
      keep((int) count, nanos);
    } else {
      long place = random.nextLong(count + 1);
      if (place < MAX_KEPT) {
        kept[(int) place] = nanos;
      }
    }
    count++;
    sumNanos += nanos;
    maxNanos = Math.max(maxNanos, nanos);
  }

  private void keep(int place, long nanos) {
    if (place == kept.length) {
      kept = Arrays.copyOf(kept, 2 * kept.length);
    }
    kept[place] = nanos;
  }

  /**
   * Adds all durations of others. The result is a uniform sample of both together: each next one is
   * drawn from either side by the number that it still stands for.
   */
  void addAll(Durations others) {
    long[] mine = shuffled();
    long[] theirs = others.shuffled();
    long myCount = count;
    long theirCount = others.count;
    int myNext = 0;
    int theirNext = 0;
    int size = (int) Math.min(MAX_KEPT, myCount + theirCount);
    for (int i = 0; i < size; i++) {
      if (random.nextLong(myCount + theirCount) < myCount) {
        keep(i, mine[myNext++]);
        myCount--;
      } else {
        keep(i, theirs[theirNext++]);
        theirCount--;
      }
    }
    count += others.count;
    sumNanos += others.sumNanos;
    maxNanos = Math.max(maxNanos, others.maxNanos);
  }

  private long[] shuffled() {
    long[] shuffled = known();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long nanos = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = nanos;
    }
    return shuffled;
  }

  private long[] known() {
    return Arrays.copyOf(kept, (int) Math.min(count, MAX_KEPT));
  }

  long count() {
    return count;
  }

  long sumNanos() {
    return sumNanos;
  }

  /** Returns the figures of all durations, of which there must be one. */
  Profile.Totals toTotals(long errors, List<Profile> worst) {
    long[] sorted = known();
    Arrays.sort(sorted);
    return new Profile.Totals(
        count,
        errors,
        sumNanos / count,
        percentile(sorted, 50),
        percentile(sorted, 90),
        percentile(sorted, 95),
        percentile(sorted, 99),
        maxNanos,
        count <= MAX_KEPT,
        sorted.length,
        worst);
  }

  /** Returns the smallest duration that so many percent do not exceed: always a measured one. */
  private static long percentile(long[] sorted, int percent) {
    int rank = (sorted.length * percent + 99) / 100;
    return sorted[rank - 1];
  }
}
