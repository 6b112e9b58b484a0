package io.github.requestree.benchmarks.overhead;

import java.util.Map;
import java.util.TreeMap;

/** Slices of one second with made-up figures. */
final class Slices {

  private static final long SECOND = 1_000_000_000;

  private Slices() {}

  static Slice of(double cores, long requests) {
    return of(cores, requests, -1, 0);
  }

  static Slice of(double cores, long requests, double accounted, long threadDumps) {
    Map<String, Long> server = new TreeMap<>();
    server.put("cpuNanos", Math.round(cores * SECOND));
    server.put("wallNanos", SECOND);
    server.put("requests", requests);
    server.put("accountedNanos", accounted < 0 ? -1 : Math.round(accounted * SECOND));
    server.put("walks", -1L);
    server.put("allocatedBytes", 2_000 * requests);
    Map<String, Long> load = new TreeMap<>();
    load.put("p50Nanos", 2_000_000L);
    load.put("p99Nanos", -1L);
    load.put("fastP50Nanos", 1_000_000L);
    load.put("fastP99Nanos", 1_000_000L);
    load.put("failures", 1L);
    return new Slice(
        server, load, new Stops(30_000_000 * threadDumps, threadDumps, 30_000_000 * threadDumps));
  }
}
