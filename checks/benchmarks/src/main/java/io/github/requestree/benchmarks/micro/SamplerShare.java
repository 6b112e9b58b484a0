package io.github.requestree.benchmarks.micro;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.ProfilerStatistics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the sampler's thread with the default options while so many requests wait.
 *
 * @param ticksPerSecond its rounds
 * @param pollsPerSecond its checks
 * @param accountedPercent the time that it has charged itself, in percent of one core
 * @param usedPercent the time on the clock of its thread, in percent of one core
 */
record SamplerShare(
    double ticksPerSecond, double pollsPerSecond, Median accountedPercent, Median usedPercent) {

  private static final String NAME = "share";
  private static final int WINDOWS = 8;
  private static final long STEP_NANOS = 200_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final double SECOND = 1_000_000_000;
  private static final double PERCENT = 100;

  /**
   * @param settling for how long the profiler spends what it has at first
   * @param window how long each of the measurements is
   */
  static SamplerShare measure(int waiting, Duration settling, Duration window)
      throws InterruptedException {
    try (Profiler profiler = Profiler.builder().name(NAME).build()) {
      WaitingThreads threads = new WaitingThreads(profiler, waiting);
      try {
        LockSupport.parkNanos(settling.toNanos());
        return measure(profiler, window);
      } finally {
        threads.end();
      }
    }
  }

  private static SamplerShare measure(Profiler profiler, Duration window) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    long sampler = samplerId();
    double[] accounted = new double[WINDOWS];
    double[] used = new double[WINDOWS];
    ProfilerStatistics first = afterTick(profiler);
    ProfilerStatistics before = first;
    long start = System.nanoTime();
    long nanosBefore = start;
    long cpuBefore = bean.getThreadCpuTime(sampler);
    for (int i = 0; i < WINDOWS; i++) {
      LockSupport.parkNanos(window.toNanos());
      ProfilerStatistics after = afterTick(profiler);
      long cpu = bean.getThreadCpuTime(sampler);
      long now = System.nanoTime();
      double length = now - nanosBefore;
      accounted[i] = PERCENT * (after.ownCpuNanos() - before.ownCpuNanos()) / length;
      used[i] = PERCENT * (cpu - cpuBefore) / length;
      before = after;
      cpuBefore = cpu;
      nanosBefore = now;
    }
    double seconds = (nanosBefore - start) / SECOND;
    return new SamplerShare(
        (before.ticks() - first.ticks()) / seconds,
        (before.polls() - first.polls()) / seconds,
        Median.of(accounted),
        Median.of(used));
  }

  /** Waits for the end of a tick: windows that cut the rhythm of ticks measure that. */
  private static ProfilerStatistics afterTick(Profiler profiler) {
    long before = profiler.statistics().ownCpuNanos();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    ProfilerStatistics now = profiler.statistics();
    while (now.ownCpuNanos() == before) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the sampler does not tick: " + now);
      }
      LockSupport.parkNanos(STEP_NANOS);
      now = profiler.statistics();
    }
    return now;
  }

  private static long samplerId() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(NAME + "-sampler"))
        .findFirst()
        .orElseThrow()
        .getId();
  }
}
