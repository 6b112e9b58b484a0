package io.github.requestree.benchmarks.overhead.server;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures the allocation of all threads. From JDK 21 the JVM counts it. Before, it is summed up
 * over the live threads, which is right only as long as none ends. <em>Not</em> thread-safe.
 */
final class Allocation {

  /** Stands for an unknown allocation. */
  static final long UNKNOWN = -1;

  private static final @Nullable MethodHandle TOTAL = total();

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private Set<Long> liveAtStart = Set.of();
  private long startedAtStart;
  private long bytesAtStart;

  private static @Nullable MethodHandle total() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              ThreadMXBean.class,
              "getTotalThreadAllocatedBytes",
              MethodType.methodType(long.class));
    } catch (ReflectiveOperationException e) {
      return null; // Before JDK 21.
    }
  }

  void start() {
    long[] ids = threads.getAllThreadIds();
    liveAtStart = setOf(ids);
    startedAtStart = threads.getTotalStartedThreadCount();
    bytesAtStart = read(ids);
  }

  /** Bytes allocated since the start, or {@link #UNKNOWN}. */
  long since() {
    long[] ids = threads.getAllThreadIds();
    if (TOTAL == null && !nobodyEnded(setOf(ids))) {
      return UNKNOWN;
    }
    long bytes = read(ids);
    return bytes < 0 || bytesAtStart < 0 ? UNKNOWN : bytes - bytesAtStart;
  }

  private boolean nobodyEnded(Set<Long> liveNow) {
    long started = threads.getTotalStartedThreadCount() - startedAtStart;
    return liveNow.containsAll(liveAtStart) && liveNow.size() == liveAtStart.size() + started;
  }

  private long read(long[] ids) {
    MethodHandle total = TOTAL;
    if (total != null) {
      try {
        return (long) total.invokeExact(threads);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(ids)) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private static Set<Long> setOf(long[] ids) {
    Set<Long> set = new HashSet<>();
    for (long id : ids) {
      set.add(id);
    }
    return set;
  }
}
