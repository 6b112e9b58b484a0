package io.github.requestree.pyroscope;

/** Something to profile. */
final class Work {

  private Work() {}

  /** Works and waits a little. */
  static Long some(long millis) throws InterruptedException {
    long sum = 0;
    for (int i = 0; i < 1_000_000; i++) {
      sum += Long.numberOfTrailingZeros(i + sum);
    }
    Thread.sleep(millis);
    return sum;
  }
}
