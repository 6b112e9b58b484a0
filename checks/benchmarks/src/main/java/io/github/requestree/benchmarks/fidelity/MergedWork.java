package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Short requests of 0.3 to 5 ms that split their time 60/30/10, computing or parked. Thread-safe:
 * each thread runs requests of its own.
 */
final class MergedWork implements Workload {

  private static final long SHORTEST = 300_000;
  private static final long LONGEST = 5_000_000;

  private final boolean waits;

  MergedWork(boolean waits) {
    this.waits = waits;
  }

  @Override
  public List<Phase> phases() {
    WaitKind kind = waits ? WaitKind.WAITING : null;
    return List.of(new Phase("sixty", kind), new Phase("thirty", kind), new Phase("ten", kind));
  }

  /** Returns the durations of so many requests, the same ones at each call. */
  static long[] lengths(int requests) {
    SplittableRandom random = new SplittableRandom(20_261_123);
    long[] lengths = new long[requests];
    for (int i = 0; i < requests; i++) {
      lengths[i] = random.nextLong(SHORTEST, LONGEST);
    }
    return lengths;
  }

  @Override
  public void run(Truth truth) throws Exception {
    request(truth, (SHORTEST + LONGEST) / 2);
  }

  void request(Truth truth, long nanos) throws Exception {
    truth.time("sixty", () -> sixty(nanos * 6 / 10));
    truth.time("thirty", () -> thirty(nanos * 3 / 10));
    truth.time("ten", () -> ten(nanos / 10));
  }

  private void sixty(long nanos) {
    spend(nanos);
  }

  private void thirty(long nanos) {
    spend(nanos);
  }

  private void ten(long nanos) {
    spend(nanos);
  }

  private void spend(long nanos) {
    if (waits) {
      LockSupport.parkNanos(nanos);
    } else {
      Spin.cpu(nanos);
    }
  }
}
