package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.LookPlanner;
import io.github.requestree.sampling.pacing.SamplerCosts;
import io.github.requestree.sampling.pacing.StackChoice;
import io.github.requestree.sampling.recording.Attribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The open segments whose checks one budget pays. Requests on demand have another budget than all
 * others, so that neither takes anything from the other. <em>Not</em> thread-safe: for the sampler
 * alone.
 */
final class Payer {

  /** The delay of a tick that reports tell of. */
  static final long STOOD_STILL_NANOS = 1_000_000_000;

  /** The most segments that are asked whether they were never seen. */
  private static final int MAX_SEARCHED = 256;

  final Budget budget;
  final LookPlanner planner;
  final StackChoice<Segment> choice;
  final PriorityQueue<Segment> segments =
      new PriorityQueue<>(64, Comparator.comparingLong((Segment s) -> s.plan.dueNanos()));
  final List<Segment> looked = new ArrayList<>();
  final List<Segment> moved = new ArrayList<>();

  /** Those that were never seen, and are shown by the stop for others. */
  final List<Segment> shownAlong = new ArrayList<>();

  /** The number of moved segments that this tick is done with: the others are in no queue. */
  int movedDone;

  /** The time for which the next tick is planned, or {@link Sampler#IDLE}. */
  long nextTickNanos = Sampler.IDLE;

  /** True if segments were taken in since the last tick. */
  boolean tookIn;

  Payer(Budget budget, LookPlanner planner, StackChoice<Segment> choice) {
    this.budget = budget;
    this.planner = planner;
    this.choice = choice;
  }

  void tickStarts(long now) {
    if (nextTickNanos != Sampler.IDLE && now - nextTickNanos >= STOOD_STILL_NANOS) {
      segments.forEach(segment -> segment.notChecked(nextTickNanos, now));
    }
    budget.refill(now);
    planner.open(segments.size());
  }

  /**
   * Forgets requests that have ended, most of them long before they are due. Left in the queue,
   * they would count as running, and checks would be planned as rarely as for so many.
   *
   * @param told is told of each
   */
  void forgetEnded(Consumer<Segment> told) {
    segments.removeIf(
        segment -> {
          boolean hasEnded = !segment.isOpen();
          if (hasEnded) {
            told.accept(segment);
          }
          return hasEnded;
        });
  }

  /** Returns the time since when checks are due that could not be made; now if there are none. */
  long blindSince(long now) {
    Segment due = segments.peek();
    return due == null ? now : Math.min(now, due.plan.dueNanos());
  }

  /** Returns whether the next segment is due, or so soon that this wake-up serves it too. */
  boolean isDue(long now) {
    Segment segment = segments.peek();
    return segment != null && segment.plan.dueNanos() - now <= planner.togetherNanos(segment.plan);
  }

  /** Returns the time until a tick for the first segment can be afforded; 0 if it can. */
  long untilTick() {
    Segment first = segments.peek();
    return first == null ? planner.untilTick() : planner.untilTickFor(first.plan);
  }

  /**
   * Chooses those of the moved segments whose stacks are captured. A stop for several shows also
   * those that were never seen, whether or not they are due: that costs little more, and they stand
   * for nothing.
   *
   * @param inOneStop the number of stacks that the JVM captures at once
   */
  void choose(long now, int inOneStop) {
    choice.choose(moved, planner.walksInTick(inOneStop), now);
    shownAlong.clear();
    int room = choice.chosen() == 0 ? 0 : inOneStop - choice.chosen();
    if (room > 0) {
      Stream.concat(moved.stream().skip(choice.chosen()), segments.stream().limit(MAX_SEARCHED))
          .filter(segment -> !segment.plan.isSeen() && segment.isOpen())
          .limit(room)
          .forEach(shownAlong::add);
    }
  }

  /**
   * Ends a tick and charges it. The segments that were checked share the cost beyond that of the
   * stacks.
   */
  void tickEnds(SamplerCosts costs) {
    long shared = costs.tickEnds(budget);
    for (Segment segment : looked) {
      Attribution attribution = segment.attribution;
      if (attribution != null) {
        attribution.cost(shared / looked.size());
      }
    }
  }

  void forgetTick() {
    looked.clear();
    moved.clear();
    shownAlong.clear();
    movedDone = 0;
    tookIn = false;
  }
}
