package io.github.requestree.benchmarks.overhead.server;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what the process uses between two instants. <em>Not</em> thread-safe.
 *
 * <p>The CPU time is read last at the start and first at the end, so that the other readings are
 * not in it. The JVM tells it in steps of 10 ms, which over many windows evens out.
 */
final class Window {

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
  private final Allocation allocation = new Allocation();
  private final SwitchFilter requests;
  private Treatment treatment = Treatment.NOTHING;
  private long openedMillis;
  private long accountedNanos;
  private long walks;
  private long checks;
  private long ticks;
  private long slow;
  private long slowSeen;
  private long slowServed;
  private long completed;
  private long wallNanos;
  private long cpuNanos;

  Window(SwitchFilter requests) {
    this.requests = requests;
  }

  void open(Treatment current) {
    treatment = current;
    allocation.start();
    walks = current.walks();
    checks = current.checks();
    ticks = current.ticks();
    slow = current.slow();
    slowSeen = current.slowSeen();
    slowServed = Routes.slowServed();
    accountedNanos = current.accountedNanos();
    openedMillis = runtime.getUptime();
    completed = requests.completed();
    wallNanos = System.nanoTime();
    cpuNanos = system.getProcessCpuTime();
  }

  /** Returns the growth since the start; -1 stands for unknown. */
  Map<String, Long> close() {
    Map<String, Long> figures = new TreeMap<>();
    figures.put("cpuNanos", system.getProcessCpuTime() - cpuNanos);
    figures.put("wallNanos", System.nanoTime() - wallNanos);
    figures.put("requests", requests.completed() - completed);
    figures.put("openedMillis", openedMillis);
    figures.put("closedMillis", runtime.getUptime());
    figures.put(
        "accountedNanos", accountedNanos < 0 ? -1 : treatment.accountedNanos() - accountedNanos);
    figures.put("walks", walks < 0 ? -1 : treatment.walks() - walks);
    figures.put("checks", treatment.checks() - checks);
    figures.put("ticks", treatment.ticks() - ticks);
    figures.put("slow", treatment.slow() - slow);
    figures.put("slowSeen", treatment.slowSeen() - slowSeen);
    figures.put("slowServed", Routes.slowServed() - slowServed);
    figures.put("allocatedBytes", allocation.since());
    return figures;
  }
}
