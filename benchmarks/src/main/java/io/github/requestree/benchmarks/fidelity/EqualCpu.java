package io.github.requestree.benchmarks.fidelity;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Two methods that take equal CPU time, one by a million tiny calls and one by a loop without any.
 *
 * <p>The calls go to eight classes, so that the JIT cannot inline them. A walk stops the thread at
 * its next safepoint poll. There is one at the return of each tiny call, and one in the loop only
 * each thousand rounds or so, where the JIT puts it by itself. So a walk that hits the loop shows
 * it some microseconds late: where the loop has ended by then, what comes after it is blamed. And a
 * walk that hits a tiny call shows it or its caller, whichever polls first: the split between those
 * two means little, which is why only their common total is compared.
 */
final class EqualCpu implements Workload {

  private static final int CALLS = 1_000_000;
  private static final int CALIBRATIONS = 5;
  private static final int ROUNDS_PER_CALIBRATION = 20;

  private static final IntUnaryOperator[] TINY = {
    x -> x * 31 + 7,
    x -> x ^ (x >>> 3),
    x -> x + 0x9E3779B9,
    x -> Integer.rotateLeft(x, 5),
    x -> x * 17 - 3,
    x -> x ^ (x << 7),
    x -> ~x,
    x -> x - (x >>> 1)
  };

  private final long lengthNanos;
  private int loops = CALLS;
  private int rounds = ROUNDS_PER_CALIBRATION;

  @SuppressWarnings("unused") // Written, so that the JIT cannot leave the work out.
  private volatile int result;

  /** Warms up, and makes the two equal and together about as long as this. */
  EqualCpu(long lengthNanos) throws Exception {
    this.lengthNanos = lengthNanos;
    for (int i = 0; i < CALIBRATIONS; i++) {
      calibrate();
    }
  }

  private void calibrate() throws Exception {
    rounds = ROUNDS_PER_CALIBRATION;
    Truth truth = new Truth();
    run(truth);
    long calls = Math.max(1, truth.of("tinyCalls").cpuNanos());
    long loop = Math.max(1, truth.of("oneLoop").cpuNanos());
    loops = (int) Math.max(1_000, Math.min(Integer.MAX_VALUE, (double) loops * calls / loop));
    rounds = (int) Math.max(1, lengthNanos * ROUNDS_PER_CALIBRATION / (2 * calls));
  }

  @Override
  public List<Phase> phases() {
    return List.of(new Phase("tinyCalls", null), new Phase("oneLoop", null));
  }

  @Override
  public void run(Truth truth) throws Exception {
    for (int i = 0; i < rounds; i++) {
      truth.time("tinyCalls", this::tinyCalls);
      truth.time("oneLoop", this::oneLoop);
    }
  }

  private void tinyCalls() {
    int x = result;
    for (int i = 0; i < CALLS; i++) {
      x = TINY[i & 7].applyAsInt(x);
    }
    result = x;
  }

  private void oneLoop() {
    int x = result | 1;
    for (int i = 0; i < loops; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
    }
    result = x;
  }
}
