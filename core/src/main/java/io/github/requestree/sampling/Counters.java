package io.github.requestree.sampling;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.delivery.Count;
import io.github.requestree.sampling.delivery.DeliveryCounters;
import io.github.requestree.sampling.pacing.Budget;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Holds the counts of a profiler. Thread-safe. */
final class Counters {

  private static final int STARTED = 0;
  private static final int FINISHED = 1;
  private static final int OPEN_SEGMENTS = 2;
  private static final int ENDED_YOUNG = 3;

  /**
   * The counts that each request raises, side by side in memory. A request's thread finds none of
   * them in its cache, and separate adders would make it wait once for each.
   */
  private final AtomicLongArray perRequest = new AtomicLongArray(4);

  final DeliveryCounters delivery = new DeliveryCounters();

  /**
   * Profiles that have ended and were long enough for a report, whether or not they were delivered.
   */
  final Count longEnough = new Count();

  /** Profiles of requests that became something else. */
  final Count upgraded = new Count();

  final Count refused = new Count();
  final Count expired = new Count();

  final Count ticks = new Count();
  final Count polls = new Count();
  final Count walks = new Count();
  final Count standstills = new Count();

  /** Throwables that came up while sampling. */
  final Count samplingFailures = new Count();

  /** Counts a profile that starts, and returns the number of profiles that are alive with it. */
  long profileStarts() {
    return perRequest.incrementAndGet(STARTED) - finished();
  }

  /** Counts an end, last of all: a reader that sees all ends also sees the other counts of each. */
  void profileEnds() {
    perRequest.getAndIncrement(FINISHED);
  }

  /** Counts the end of one that nobody has looked at, and that is not worth a report. */
  void youngEnds() {
    perRequest.getAndIncrement(ENDED_YOUNG);
  }

  private long finished() {
    return perRequest.get(FINISHED) + perRequest.get(ENDED_YOUNG);
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

  long started() {
    return perRequest.get(STARTED);
  }

  long alive() {
    return -finished() + started();
  }

  /** Returns the number of profiles that ended and were too short to be reported. */
  long tooShort() {
    return finished() - longEnough.sum() - upgraded.sum();
  }

  /**
   * @param young the number of profiles that are still young
   * @param queued the number of profiles that wait to be made
   * @param budget pays for requests that come by themselves
   * @param onDemand pays for requests on demand
   */
  ProfilerStatistics read(
      int young, int queued, Budget budget, Budget onDemand, List<ProfileSink.Counts> sinks) {
    // First this, as it is written last.
    long endedYoung = perRequest.get(ENDED_YOUNG);
    long finished = perRequest.get(FINISHED) + endedYoung;
    long longEnoughNow = longEnough.sum();
    long upgradedNow = upgraded.sum();
    return new ProfilerStatistics(
        started(),
        finished,
        delivery.reported.sum(),
        sinks.stream().mapToLong(ProfileSink.Counts::notWritten).sum(),
        Math.max(0, finished - longEnoughNow - upgradedNow),
        endedYoung,
        upgradedNow,
        delivery.dropped.sum(),
        refused.sum(),
        expired.sum(),
        delivery.stillRunning.sum(),
        openSegments() + young,
        queued,
        ticks.sum(),
        polls.sum(),
        walks.sum(),
        standstills.sum(),
        samplingFailures.sum(),
        delivery.sinkFailures.sum(),
        budget.usedNanos(),
        onDemand.usedNanos(),
        sinks);
  }
}
