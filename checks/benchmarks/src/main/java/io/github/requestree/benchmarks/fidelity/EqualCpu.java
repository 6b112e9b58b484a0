package io.github.requestree.benchmarks.fidelity;

import java.util.List;

/**
 * Two methods that take equal CPU time, one by a million tiny calls and one by a loop without any.
 *
 * <p>The calls are recursive, since the JIT would inline any others away; it inlines these one
 * level deep. (Calls through an interface to eight classes were tried: their speed hung on the
 * branch predictor, and each interruption made them faster.)
 *
 * <p>A capture stops the thread at its next safepoint poll. There is one at the return of each
 * call, and one in the loop only each thousand rounds or so, where the JIT puts it by itself. So a
 * capture in the loop shows it some microseconds late: if the loop has ended by then, the code
 * after it is blamed. A capture in a call shows the frame that polls first. The split between the
 * calls means little, so only their total is compared.
 */
final class EqualCpu implements Workload {

  /** Of this argument the function takes 1,028,457 calls. */
  private static final int ARGUMENT = 28;

  private static final int CALIBRATIONS = 5;
  private static final int ROUNDS_PER_CALIBRATION = 20;

  private final long lengthNanos;
  private int loops = 1_000_000;
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
    result = fibonacci(ARGUMENT);
  }

  private static int fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
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
