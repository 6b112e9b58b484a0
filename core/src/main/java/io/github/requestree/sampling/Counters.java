package io.github.requestree.sampling;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a profiler counts. Thread-safe. */
final class Counters {

  final LongAdder started = new LongAdder();
  final LongAdder finished = new LongAdder();
  final LongAdder reported = new LongAdder();
  final LongAdder belowThreshold = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder letGo = new LongAdder();
  final LongAdder openSegments = new LongAdder();
  final LongAdder ticks = new LongAdder();
  final LongAdder polls = new LongAdder();
  final LongAdder walks = new LongAdder();
  final LongAdder standstills = new LongAdder();
  final LongAdder sinkFailures = new LongAdder();
  final LongAdder ownCpuNanos = new LongAdder();
  final AtomicInteger alive = new AtomicInteger();

  ProfilerStatistics read() {
    return new ProfilerStatistics(
        started.sum(),
        finished.sum(),
        reported.sum(),
        belowThreshold.sum(),
        dropped.sum(),
        refused.sum(),
        letGo.sum(),
        openSegments.sum(),
        ticks.sum(),
        polls.sum(),
        walks.sum(),
        standstills.sum(),
        sinkFailures.sum(),
        ownCpuNanos.sum());
  }
}
