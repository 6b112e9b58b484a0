package io.github.requestree.benchmarks.micro;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.requestree.benchmarks.stats.Median;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what a stack costs the thread that captures it, the thread whose stack it is while that
 * one runs, and the JVM's own threads. All in CPU nanoseconds for each stack.
 *
 * @param caller of the thread that captures it
 * @param target of the running thread: its work takes so much longer
 * @param others of all other threads: before JDK 19, one of the JVM's walks the stack
 */
record StackLoss(Median caller, Median target, Median others) {

  private static final long GAP_NANOS = 2_000_000;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * Measures in rounds: half of each with stacks, half without, in turn.
   *
   * @param half the length of half a round
   */
  static StackLoss measure(int depth, int rounds, Duration half) throws InterruptedException {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] caller = new double[rounds];
    double[] target = new double[rounds];
    double[] others = new double[rounds];
    Worker worker = new Worker(depth);
    worker.start();
    try {
      // The first round warms up.
      for (int i = -1; i < rounds; i++) {
        boolean stacksFirst = i % 2 == 0;
        Half first = half(worker, half, stacksFirst, bean);
        Half second = half(worker, half, !stacksFirst, bean);
        Half with = stacksFirst ? first : second;
        Half without = stacksFirst ? second : first;
        if (i >= 0) {
          caller[i] = with.callerNanos / with.stacks;
          target[i] = (with.unitNanos - without.unitNanos) * with.units / with.stacks;
          others[i] = (with.otherNanos - without.otherNanos) / with.stacks;
        }
      }
    } finally {
      worker.end();
    }
    return new StackLoss(Median.of(caller), Median.of(target), Median.of(others));
  }

  /**
   * Half a round.
   *
   * @param unitNanos the worker's CPU time for a unit of work
   * @param callerNanos the CPU time of the thread that measures, for stacks alone
   * @param otherNanos the CPU time of all other threads
   */
  private record Half(
      double unitNanos, double units, double callerNanos, double otherNanos, double stacks) {}

  private static Half half(Worker worker, Duration length, boolean stacks, ThreadMXBean bean) {
    long allBefore = PROCESS.getProcessCpuTime();
    long ownBefore = bean.getCurrentThreadCpuTime();
    long cpuBefore = bean.getThreadCpuTime(worker.getId());
    long unitsBefore = worker.units;
    long callerNanos = 0;
    int captured = 0;
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(GAP_NANOS);
      if (stacks) {
        long before = bean.getCurrentThreadCpuTime();
        captured += worker.getStackTrace().length > 0 ? 1 : 0;
        callerNanos += bean.getCurrentThreadCpuTime() - before;
      }
    }
    double units = (double) worker.units - unitsBefore;
    double cpu = (double) bean.getThreadCpuTime(worker.getId()) - cpuBefore;
    double own = (double) bean.getCurrentThreadCpuTime() - ownBefore;
    double others = PROCESS.getProcessCpuTime() - allBefore - cpu - own;
    return new Half(cpu / units, units, callerNanos, others, captured);
  }

  /** Works at a depth of its stack, and counts what it has done. */
  private static final class Worker extends Thread {

    private static final int STEPS = 2_000;

    private final int depth;
    private long state = 1;
    private volatile long units;
    private volatile boolean ends;

    Worker(int depth) {
      super("worker");
      this.depth = depth;
      setDaemon(true);
    }

    @Override
    public void run() {
      descend(depth);
    }

    private long descend(int left) {
      return left > 0 ? descend(left - 1) + 1 : work();
    }

    private long work() {
      long done = 0;
      while (!ends) {
        for (int i = 0; i < STEPS; i++) {
          // As in a linear congruential generator: no step can be left out.
          state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        }
        units = ++done;
      }
      return state;
    }

    void end() throws InterruptedException {
      ends = true;
      join();
    }
  }
}
