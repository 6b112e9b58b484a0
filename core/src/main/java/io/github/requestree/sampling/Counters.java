package io.github.requestree.sampling;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What a profiler counts. Thread-safe. */
final class Counters {

  private static final int ALIVE = 0;
  private static final int FINISHED = 1;
  private static final int OPEN_SEGMENTS = 2;

  /**
   * What each request counts. Side by side in memory: a request's thread finds none of it in its
   * cache, and adders of their own would make it wait for that once for each.
   */
  private final AtomicLongArray perRequest = new AtomicLongArray(3);

  final LongAdder reported = new LongAdder();
  final LongAdder dropped = new LongAdder();

  /** Profiles that have ended and were worth a report, whatever became of them. */
  final LongAdder longEnough = new LongAdder();

  /** Profiles of requests that became something else. */
  final LongAdder upgraded = new LongAdder();

  final LongAdder refused = new LongAdder();
  final LongAdder letGo = new LongAdder();

  /** Reports of profiles that still ran. */
  final LongAdder stillRunning = new LongAdder();

  final LongAdder ticks = new LongAdder();
  final LongAdder polls = new LongAdder();
  final LongAdder walks = new LongAdder();
  final LongAdder standstills = new LongAdder();
  final LongAdder sinkFailures = new LongAdder();
  final LongAdder ownCpuNanos = new LongAdder();

  /** Counts one that starts, and says how many are alive with it. */
  long profileStarts() {
    return perRequest.incrementAndGet(ALIVE);
  }

  void profileEnds() {
    perRequest.getAndIncrement(FINISHED);
    perRequest.getAndDecrement(ALIVE);
  }

  void segmentOpens() {
    perRequest.getAndIncrement(OPEN_SEGMENTS);
  }

  void segmentCloses() {
    perRequest.getAndDecrement(OPEN_SEGMENTS);
  }

  long openSegments() {
    return perRequest.get(OPEN_SEGMENTS);
  }

  long alive() {
    return perRequest.get(ALIVE);
  }

  /** How many have ended that were too short to be reported. */
  long tooShort() {
    return perRequest.get(FINISHED) - longEnough.sum() - upgraded.sum();
  }

  /**
   * @param queued how many profiles wait to be made
   */
  ProfilerStatistics read(int queued, List<ProfilerStatistics.Sink> sinks) {
    long longEnoughNow = longEnough.sum();
    long upgradedNow = upgraded.sum();
    long finished = perRequest.get(FINISHED);
    return new ProfilerStatistics(
        finished + alive(),
        finished,
        reported.sum(),
        sinks.stream().mapToLong(ProfilerStatistics.Sink::notWritten).sum(),
        finished - longEnoughNow - upgradedNow,
        upgradedNow,
        dropped.sum(),
        refused.sum(),
        letGo.sum(),
        stillRunning.sum(),
        openSegments(),
        queued,
        ticks.sum(),
        polls.sum(),
        walks.sum(),
        standstills.sum(),
        sinkFailures.sum(),
        ownCpuNanos.sum(),
        sinks);
  }
}
