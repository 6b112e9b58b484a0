package io.github.requestree.benchmarks.overhead.load;

import java.util.Arrays;

/** Latencies in nanoseconds. <em>Not</em> thread-safe. */
final class Latencies {

  private long[] values = new long[1_024];
  private int count;

  void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
  }

  int count() {
    return count;
  }

  /** The smallest value that this share of all does not exceed; -1 if there is none. */
  long percentile(double share) {
    if (count == 0) {
      return -1;
    }
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)];
  }
}
