package org.springframework.samples.shop;

import io.github.requestree.sampling.ProfilerStatistics;
import java.util.function.Supplier;

/**
 * Waits as long as it takes the profiler to have seen it, so that a tree has the wait however slow
 * the machine is. Outside of a test it does not wait.
 */
final class Delay {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 5_000;

  /**
   * Looks that saw it: proven standstills, whose time is charged to the call that waits. A virtual
   * thread has no clock that could prove one, so there stacks count.
   */
  private static final int ENOUGH = 3;

  private static volatile Supplier<ProfilerStatistics> profiler;

  private Delay() {}

  static void watchedBy(Supplier<ProfilerStatistics> statistics) {
    profiler = statistics;
  }

  static void untilSampled() {
    Supplier<ProfilerStatistics> watching = profiler;
    if (watching == null) {
      return;
    }
    long before = looks(watching.get());
    for (long millis = FIRST_MILLIS; millis <= LONGEST_MILLIS; millis *= 2) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (looks(watching.get()) - before >= ENOUGH) {
        return;
      }
    }
  }

  private static long looks(ProfilerStatistics statistics) {
    // By its class, as Java 17 has no isVirtual.
    boolean virtual =
        Thread.currentThread().getClass().getName().equals("java.lang.VirtualThread");
    return virtual ? statistics.walks() : statistics.standstills();
  }
}
