package io.github.requestree.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The open segments whose looks one budget pays: those of requests on demand have another than all
 * others, so that neither takes anything from the other. <em>Not</em> thread-safe: for the sampler
 * alone.
 */
final class Payer {

  final Budget budget;
  final Pace pace;
  final WalkChoice choice;
  final PriorityQueue<Segment> segments =
      new PriorityQueue<>(64, Comparator.comparingLong((Segment s) -> s.dueNanos));
  final List<Segment> looked = new ArrayList<>();
  final List<Segment> moved = new ArrayList<>();

  /** How many of those that moved are done with in this tick: the others are in no queue. */
  int movedDone;

  /** Whether segments were taken in since the last tick. */
  boolean tookIn;

  Payer(Budget budget, Pace pace, WalkChoice choice) {
    this.budget = budget;
    this.pace = pace;
    this.choice = choice;
  }

  void tickStarts(long now) {
    budget.refill(now);
    pace.open(segments.size());
  }

  /** What will be due soon is looked at as well, so that one wake-up serves many. */
  boolean isDue(long now) {
    Segment segment = segments.peek();
    return segment != null && segment.dueNanos - now <= pace.togetherNanos(segment);
  }

  /** How long it takes until a tick for the first segment can be afforded; 0 if it can. */
  long untilTick() {
    Segment first = segments.peek();
    return first == null ? pace.untilTick() : pace.untilTickFor(first);
  }

  /** Chooses which of those that moved are walked. */
  void choose(long now) {
    choice.choose(moved, Math.min(pace.affordableWalks(), pace.walksInTime()), now);
  }

  void forgetTick() {
    looked.clear();
    moved.clear();
    movedDone = 0;
    tookIn = false;
  }
}
