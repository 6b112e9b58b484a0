package io.github.requestree.benchmarks.fidelity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Uses CPU time by an amount of work, so that a thread that gets no CPU is not done sooner. */
final class Spin {

  private static final long CALIBRATION_STEPS = 50_000_000;
  private static final double STEPS_PER_NANO = calibrate();

  @SuppressWarnings("unused") // Written, so that the JIT cannot leave the work out.
  private static volatile long result;

  private Spin() {}

  /** Uses about so much CPU time; how much exactly is for the caller to measure. */
  static void cpu(long nanos) {
    result = steps((long) (nanos * STEPS_PER_NANO), nanos);
  }

  private static long steps(long steps, long seed) {
    long x = seed | 1;
    for (long i = 0; i < steps; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  private static double calibrate() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      result = steps(100, i);
    }
    result = steps(CALIBRATION_STEPS, 3);
    long before = threads.getCurrentThreadCpuTime();
    result = steps(CALIBRATION_STEPS, 5);
    return (double) CALIBRATION_STEPS / Math.max(1, threads.getCurrentThreadCpuTime() - before);
  }
}
