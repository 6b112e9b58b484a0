package io.github.requestree.benchmarks.fidelity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * The measurements that work makes of itself, phase by phase, in nanoseconds. <em>Not</em>
 * thread-safe: each working thread has its own.
 */
final class Truth {

  /** The work of a phase. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /** All entries of one phase together. */
  record Measured(long entries, long wallNanos, long cpuNanos) {
    static final Measured NOTHING = new Measured(0, 0, 0);

    Measured plus(Measured other) {
      return new Measured(
          entries + other.entries, wallNanos + other.wallNanos, cpuNanos + other.cpuNanos);
    }
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<String, Measured> phases = new HashMap<>();

  /** Does a phase and measures it. */
  void time(String method, Step step) throws Exception {
    long cpuNanos = THREADS.getCurrentThreadCpuTime();
    long nanos = System.nanoTime();
    step.run();
    long wallNanos = System.nanoTime() - nanos;
    add(method, new Measured(1, wallNanos, THREADS.getCurrentThreadCpuTime() - cpuNanos));
  }

  void add(String method, Measured measured) {
    phases.merge(method, measured, Measured::plus);
  }

  /** Adds what another thread measured. */
  void addAll(Truth other) {
    other.phases.forEach(this::add);
  }

  Measured of(String method) {
    return phases.getOrDefault(method, Measured.NOTHING);
  }
}
