package io.github.requestree.benchmarks.micro;

import com.sun.management.ThreadMXBean;
import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.sampling.SamplingOptions;
import io.github.requestree.sampling.TickedProfiler;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a tick while so many requests wait and all of them are due. The calling thread ticks, so
 * waking up is not included.
 *
 * @param due the mean number of segments that a tick checked
 * @param standstills the mean number of them that were proven to have stood still
 * @param cpuNanos CPU time of a tick
 * @param dueCpuNanos the same for each segment that was due
 * @param bytes allocation of a tick
 */
record TickCost(double due, double standstills, Median cpuNanos, Median dueCpuNanos, Median bytes) {

  /**
   * A time longer than the longest gap between two checks of a waiting thread while tokens last.
   */
  private static final long UNTIL_ALL_ARE_DUE_NANOS = 3_200_000;

  private static final int BATCHES = 10;
  private static final int SETTLING_TICKS = 200;

  /** Grants the whole of a core, so that no segment has to wait for its check. */
  private static final SamplingOptions OPTIONS = SamplingOptions.DEFAULT.withMaxOverhead(1);

  static TickCost measure(int waiting, int ticksInBatch) throws InterruptedException {
    try (TickedProfiler ticked = new TickedProfiler(OPTIONS)) {
      WaitingThreads threads = new WaitingThreads(ticked.profiler(), waiting);
      try {
        for (int i = 0; i < SETTLING_TICKS; i++) {
          LockSupport.parkNanos(UNTIL_ALL_ARE_DUE_NANOS);
          ticked.tick();
        }
        return measure(ticked, ticksInBatch);
      } finally {
        threads.end();
      }
    }
  }

  private static TickCost measure(TickedProfiler ticked, int ticksInBatch) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    double[] cpu = new double[BATCHES];
    double[] dueCpu = new double[BATCHES];
    double[] bytes = new double[BATCHES];
    ProfilerStatistics first = ticked.profiler().statistics();
    ProfilerStatistics before = first;
    for (int i = 0; i < BATCHES; i++) {
      long cpuNanos = 0;
      long allocated = 0;
      for (int j = 0; j < ticksInBatch; j++) {
        LockSupport.parkNanos(UNTIL_ALL_ARE_DUE_NANOS);
        long bytesBefore = bean.getThreadAllocatedBytes(self);
        long cpuBefore = bean.getCurrentThreadCpuTime();
        ticked.tick();
        cpuNanos += bean.getCurrentThreadCpuTime() - cpuBefore;
        allocated += bean.getThreadAllocatedBytes(self) - bytesBefore;
      }
      ProfilerStatistics after = ticked.profiler().statistics();
      cpu[i] = (double) cpuNanos / ticksInBatch;
      dueCpu[i] = (double) cpuNanos / Math.max(1, after.polls() - before.polls());
      bytes[i] = (double) allocated / ticksInBatch;
      before = after;
    }
    double ticks = (double) before.ticks() - first.ticks();
    return new TickCost(
        (before.polls() - first.polls()) / ticks,
        (before.standstills() - first.standstills()) / ticks,
        Median.of(cpu),
        Median.of(dueCpu),
        Median.of(bytes));
  }
}
