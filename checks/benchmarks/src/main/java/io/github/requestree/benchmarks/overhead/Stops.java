package io.github.requestree.benchmarks.overhead;

import java.util.List;

/**
 * The stops of a JVM during some time.
 *
 * @param nanos how long it stood still
 * @param threadDumps how many stops were for stacks
 * @param threadDumpNanos how long these took
 */
record Stops(long nanos, long threadDumps, long threadDumpNanos) {

  static Stops of(List<Safepoint> safepoints) {
    long nanos = 0;
    long threadDumps = 0;
    long threadDumpNanos = 0;
    for (Safepoint safepoint : safepoints) {
      nanos += safepoint.totalNanos();
      if (safepoint.isThreadDump()) {
        threadDumps++;
        threadDumpNanos += safepoint.totalNanos();
      }
    }
    return new Stops(nanos, threadDumps, threadDumpNanos);
  }
}
