package io.github.requestree.benchmarks.overhead;

import java.util.Map;

/**
 * The figures of a window in which one arm was on.
 *
 * @param server of the server process: {@code cpuNanos}, {@code wallNanos}, {@code requests}, …
 * @param load of the clients: {@code p50Nanos}, {@code failures}, …
 * @param stops the standstills of the server's JVM
 */
record Slice(Map<String, Long> server, Map<String, Long> load, Stops stops) {

  private static final double MILLI = 1e6;

  double requests() {
    return of(server, "requests");
  }

  double wallNanos() {
    return of(server, "wallNanos");
  }

  double cpuNanos() {
    return of(server, "cpuNanos");
  }

  /** NaN if there was no request. */
  double cpuPerRequest() {
    return requests() == 0 ? Double.NaN : cpuNanos() / requests();
  }

  double throughput() {
    return requests() / wallNanos() * 1e9;
  }

  /**
   * The CPU time beyond what the same requests take otherwise, as a share of one core. Where the
   * cores are saturated, the cost shows as fewer requests and not as more CPU; this counts both.
   */
  double extra(double cpuPerRequestOtherwise) {
    return (cpuNanos() - cpuPerRequestOtherwise * requests()) / wallNanos();
  }

  /** Returns the use that the profiler reports, as a share of one core; NaN if it reports none. */
  double accounted() {
    double nanos = of(server, "accountedNanos");
    return nanos < 0 ? Double.NaN : nanos / wallNanos();
  }

  /** Stacks per second; NaN if unknown. */
  double walksPerSecond() {
    double walks = of(server, "walks");
    return walks < 0 ? Double.NaN : walks / wallNanos() * 1e9;
  }

  /** Stacks per second for each percent of one core that was accounted; NaN if unknown. */
  double walksPerPercent() {
    return walksPerSecond() / (100 * accounted());
  }

  double checksPerSecond() {
    return server.getOrDefault("checks", 0L) / wallNanos() * 1e9;
  }

  double ticksPerSecond() {
    return server.getOrDefault("ticks", 0L) / wallNanos() * 1e9;
  }

  /** Reports of slow requests. */
  long slow() {
    return server.getOrDefault("slow", 0L);
  }

  /** Those of them with at least three stacks or proven waits. */
  long slowSeen() {
    return server.getOrDefault("slowSeen", 0L);
  }

  /** Slow requests that were answered. */
  long slowServed() {
    return server.getOrDefault("slowServed", 0L);
  }

  /** Bytes; NaN if unknown. */
  double allocatedPerRequest() {
    double bytes = of(server, "allocatedBytes");
    return bytes < 0 || requests() == 0 ? Double.NaN : bytes / requests();
  }

  double stopped() {
    return stops.nanos() / wallNanos();
  }

  double stoppedForStacks() {
    return stops.threadDumpNanos() / wallNanos();
  }

  double threadDumpsPerSecond() {
    return stops.threadDumps() / wallNanos() * 1e9;
  }

  /** A latency in milliseconds, such as {@code p50Nanos}; NaN if there was no answer. */
  double millis(String percentile) {
    double nanos = of(load, percentile);
    return nanos < 0 ? Double.NaN : nanos / MILLI;
  }

  long failures() {
    return load.getOrDefault("failures", 0L);
  }

  private static double of(Map<String, Long> figures, String name) {
    Long value = figures.get(name);
    if (value == null) {
      throw new IllegalStateException("no " + name + " in " + figures);
    }
    return (double) value;
  }
}
