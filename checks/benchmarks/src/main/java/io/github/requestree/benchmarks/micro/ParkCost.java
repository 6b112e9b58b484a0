package io.github.requestree.benchmarks.micro;

import io.github.requestree.benchmarks.stats.Median;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Measures the CPU time that a thread needs to sleep a little and wake up again. */
final class ParkCost {

  private static final int BATCHES = 10;

  private ParkCost() {}

  /** CPU nanoseconds of one sleep of this length. */
  static Median nanos(Duration gap, int parksInBatch) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    double[] costs = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long before = bean.getCurrentThreadCpuTime();
      for (int j = 0; j < parksInBatch; j++) {
        LockSupport.parkNanos(gap.toNanos());
      }
      costs[i] = (double) (bean.getCurrentThreadCpuTime() - before) / parksInBatch;
    }
    return Median.of(costs);
  }
}
