package io.github.requestree.sampling;

import java.util.List;

/**
 * How often to look, as far as the budget goes: evenly, with something left for what begins next.
 * All in nanoseconds. <em>Not</em> thread-safe.
 */
final class Pace {

  /** What routine looks leave in the bucket: walks of what begins next. */
  private static final int RESERVED_WALKS = 4;

  /** A look may come early by this part of its gap, so that one wake-up serves many. */
  static final int LOOKS_A_WAKE = 16;

  private final Gaps gaps;
  private final Budget budget;
  private final Costs costs;
  private final long intervalNanos;

  /** How many segments are open, and how many of them were running when they were seen last. */
  private int open;

  private int running;

  /** How often segments that wait are looked at, per nanosecond, as far as planned. */
  private double waitingLooks;

  Pace(Gaps gaps, Budget budget, Costs costs, long intervalNanos) {
    this.gaps = gaps;
    this.budget = budget;
    this.costs = costs;
    this.intervalNanos = intervalNanos;
  }

  /** Notes how many segments there are to look at. */
  void open(int segments) {
    open = segments;
    if (segments == 0) {
      waitingLooks = 0;
    }
  }

  /** Notes when a segment is looked at next. */
  void planned(Segment segment, long meanGapNanos) {
    double looks = segment.running ? 0 : 1.0 / meanGapNanos;
    waitingLooks += looks - segment.waitingLooks;
    segment.waitingLooks = looks;
  }

  /** Notes that a segment is not looked at any more. */
  void ended(Segment segment) {
    running(segment, false);
    waitingLooks -= segment.waitingLooks;
    segment.waitingLooks = 0;
  }

  /** Notes whether a segment runs; one that has ended does not. */
  void running(Segment segment, boolean runs) {
    if (segment.running != runs) {
      segment.running = runs;
      running += runs ? 1 : -1;
    }
  }

  int running() {
    return running;
  }

  /** How many of these segments can be walked now. */
  long affordableWalks(List<Segment> moved, long now) {
    long left = budget.balance() - (anyYoung(moved, now) ? 0 : reserve());
    return Math.max(0, left / costs.walk());
  }

  /** How long it takes until a tick can be afforded; 0 if it can. */
  long untilTick() {
    return budget.nanosUntil(tick());
  }

  /** How long it takes until a tick for this segment can be afforded; 0 if it can. */
  long untilTickFor(Segment segment, long now) {
    return budget.nanosUntil(tick() + (isRoutine(segment, now) ? reserve() : 0));
  }

  /**
   * The mean gap after a standstill: what is aimed at, or what leaves half of the income to those
   * that run.
   */
  long whileWaiting(Attribution attribution) {
    long wanted = gaps.whileWaiting(attribution.onThisStackNanos(), budget.isPlenty());
    int waiting = open - running;
    long round = round(waiting, costs.poll());
    return gaps.whenScarce(Math.max(wanted, budget.gapFor(running == 0 ? round : 2 * round, 0)));
  }

  /**
   * The mean gap after a walk. In a young segment it grows with its age, so that a wait is not
   * missed for longer than the segment had lasted when it began.
   */
  long afterWalk(Segment segment, long now) {
    return Math.min(Math.max(intervalNanos, now - segment.startNanos), affordable());
  }

  /** The mean gap where there was no token; a segment that has just begun is tried again soon. */
  long retry(Segment segment, long now) {
    long soon = Math.max(budget.nanosUntil(costs.walk()), (now - segment.startNanos) / 2);
    return Math.min(gaps.whenScarce(soon), affordable());
  }

  /**
   * The mean gap at which all running segments can be walked for ever, and a little is put by.
   * Looks at even distances say more than a burst of them followed by a long time without any.
   */
  private long affordable() {
    long round = round(Math.max(1, running), costs.walk());
    double toPoll = costs.poll() + costs.wake() * Math.min(1, (double) LOOKS_A_WAKE / open);
    return gaps.whenScarce(budget.gapFor(round + round / 8, waitingLooks * toPoll));
  }

  /** What it costs to look once at so many segments. */
  private long round(int segments, long each) {
    return segments * each + Math.min(segments, LOOKS_A_WAKE) * costs.wake();
  }

  private long tick() {
    return costs.wake() + costs.poll();
  }

  private long reserve() {
    return budget.reserve(RESERVED_WALKS * costs.walk());
  }

  private boolean anyYoung(List<Segment> segments, long now) {
    long age = affordable();
    for (Segment segment : segments) {
      if (now - segment.startNanos < age) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a look can wait until the reserve is full. One that will most likely prove a standstill
   * once more can, however young its segment is.
   */
  private boolean isRoutine(Segment segment, long now) {
    Attribution attribution = segment.attribution;
    return attribution != null
        && (attribution.standsStill() || now - segment.startNanos >= affordable());
  }
}
