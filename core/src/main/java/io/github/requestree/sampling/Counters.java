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
  private static final int GROWN = 1;
  private static final int FINISHED = 2;
  private static final int OPEN_SEGMENTS = 3;

  private static final int ENTERED_YOUNG = 0;
  private static final int ENDED_YOUNG = 1;

  /**
   * The counts of profiles that are not young, side by side in memory. A request's thread finds
   * none of them in its cache, and separate adders would make it wait once for each.
   */
  private final AtomicLongArray known = new AtomicLongArray(4);

  /**
   * The counts of young ones, two for each slot. Whoever holds a slot writes them alone, so that
   * they cost each request no atomic addition: it would wait for all that the request has written.
   */
  private final AtomicLongArray young = new AtomicLongArray(2 * ActiveProfile.SLOTS);

  /**
   * A bit for each slot that was ever held; only their counts are read. Where requests are few,
   * each of them asks how many are under way, and most slots are empty.
   */
  private final AtomicLongArray held = new AtomicLongArray(ActiveProfile.SLOTS / Long.SIZE);

  private long aliveInTick;

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

  /** Counts a profile that starts with all its facts, or one that was young and gets them. */
  void profileIsKnown(boolean wasYoung, int difference) {
    known.getAndAdd(wasYoung ? GROWN : STARTED, difference);
  }

  /** Counts an end, last of all: a reader that sees all ends also sees the other counts of each. */
  void profileEnds() {
    known.getAndIncrement(FINISHED);
  }

  /**
   * Counts a profile that starts young; for the thread that holds its slot.
   *
   * @param difference 1, or -1 for one that has not stayed young
   */
  void youngStarts(int slot, int difference) {
    if (young.getPlain(2 * slot + ENTERED_YOUNG) == 0) {
      markHeld(slot);
    }
    add(2 * slot + ENTERED_YOUNG, difference);
  }

  /**
   * Counts the end of one that nobody has looked at, and that is not worth a report; for the thread
   * that holds its slot.
   */
  void youngEnds(int slot) {
    add(2 * slot + ENDED_YOUNG, 1);
  }

  private void markHeld(int slot) {
    int word = slot / Long.SIZE;
    long before;
    do {
      before = held.get(word);
    } while (!held.compareAndSet(word, before, before | 1L << slot));
  }

  private void add(int index, int difference) {
    young.setRelease(index, young.getPlain(index) + difference);
  }

  private long sum(int count) {
    long sum = 0;
    for (int word = 0; word < held.length(); word++) {
      for (long left = held.get(word); left != 0; left &= left - 1) {
        int slot = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        sum += young.get(2 * slot + count);
      }
    }
    return sum;
  }

  private long finished() {
    return known.get(FINISHED) + sum(ENDED_YOUNG);
  }

  void segmentOpens() {
    known.getAndIncrement(OPEN_SEGMENTS);
  }

  void segmentCloses() {
    known.getAndDecrement(OPEN_SEGMENTS);
  }

  long openSegments() {
    return known.get(OPEN_SEGMENTS);
  }

  long enteredYoung() {
    return sum(ENTERED_YOUNG);
  }

  long started() {
    return known.get(STARTED) + enteredYoung();
  }

  /** Returns the number of profiles that have begun and not ended. It reads many counts. */
  long alive() {
    return -finished() + started();
  }

  /** Counts a tick, and those that are alive in it. */
  void tickStarts() {
    ticks.increment();
    aliveInTick = alive();
  }

  /** Returns the number of those that were alive when this tick began; for the sampler alone. */
  long aliveInTick() {
    return aliveInTick;
  }

  /** Returns the number of those that are not young. */
  long aliveAndKnown() {
    return -known.get(FINISHED) + known.get(STARTED) + known.get(GROWN);
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
    long endedYoung = sum(ENDED_YOUNG);
    long finished = known.get(FINISHED) + endedYoung;
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
