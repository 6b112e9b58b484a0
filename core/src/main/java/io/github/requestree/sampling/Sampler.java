package io.github.requestree.sampling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the open segments that are due, one tick after the other. <em>Not</em> thread-safe: it
 * belongs to the sampler's thread, which calls {@link #tick} when told to.
 *
 * <p>A look polls the thread's CPU clock. If that and the count of its waits prove a standstill,
 * the elapsed time is charged and nothing else is done; if not, the stack is captured as far as the
 * budget allows.
 */
final class Sampler {

  /** The answer of a tick after which nothing is to be done until a segment opens. */
  static final long IDLE = Long.MAX_VALUE;

  /** Stands for a time: the sampler was woken for the segments that it takes in. */
  static final long WOKEN = Long.MIN_VALUE;

  private static final int MIN_PURGE = 256;

  /** When a segment is looked at again for which there was no memory. */
  private static final long AGAIN_NANOS = 100_000_000;

  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Jvm jvm;
  private final Budget budget;
  private final Counters counters;
  private final long maxAgeNanos;
  private final Costs costs;
  private final RequestCosts requestCosts;
  private final Pace pace;
  private final WalkChoice choice;
  private final BusyThreads busyThreads;
  private final Look look;
  private final StillRunning stillRunning;
  private final PriorityQueue<Segment> segments =
      new PriorityQueue<>(64, Comparator.comparingLong((Segment s) -> s.dueNanos));
  private final List<Segment> looked = new ArrayList<>();
  private final List<Segment> moved = new ArrayList<>();
  private final SuspendedProfiles suspended;
  private final News news;

  /** Made long before there may be no memory for it. */
  private final Consumer<Segment> notSampled = Sampler::isNotSampled;

  /** How many of those that moved are done with in this tick: the others are in no queue. */
  private int movedDone;

  private long minuteNanos;

  /**
   * @param news takes what is to be told at once
   * @param tellsOfEnds whether requests tell the sinks of their ends, which costs them time
   * @param stillRunningNanos after how long a profile that has not ended is reported; 0 for never
   */
  Sampler(
      Jvm jvm,
      RandomGenerator random,
      SamplingOptions options,
      Budget budget,
      Counters counters,
      Freezer freezer,
      BusyThreads busyThreads,
      News news,
      boolean tellsOfEnds,
      long stillRunningNanos) {
    this.jvm = jvm;
    this.budget = budget;
    this.counters = counters;
    maxAgeNanos = options.maxAge().toNanos();
    long intervalNanos = options.interval().toNanos();
    Gaps gaps = new Gaps(random, intervalNanos);
    costs = new Costs(jvm, counters);
    requestCosts = new RequestCosts(jvm, options.maxOverhead(), tellsOfEnds);
    pace = new Pace(gaps, budget, costs, intervalNanos);
    choice = new WalkChoice(random);
    this.busyThreads = busyThreads;
    this.news = news;
    minuteNanos = jvm.nanoTime() + MINUTE_NANOS;
    BlockedThreads blockedThreads = new BlockedThreads(options, news::blocked);
    look =
        new Look(
            jvm,
            counters,
            costs,
            pace,
            intervalNanos,
            blockedThreads,
            busyThreads,
            this::segmentOn);
    stillRunning =
        new StillRunning(jvm, look, freezer, budget, costs, counters, news, stillRunningNanos);
    suspended = new SuspendedProfiles(counters, stillRunning, news, maxAgeNanos);
  }

  /** Takes in new segments for which the sampler was woken. */
  void takeIn(@Nullable Segment newest) {
    takeIn(newest, WOKEN);
  }

  /**
   * Takes in a list of new segments, linked by {@link Segment#nextNew}.
   *
   * @param sinceNanos the earliest time at which any of them can have opened if the sampler came of
   *     itself, or {@link #WOKEN}
   */
  void takeIn(@Nullable Segment newest, long sinceNanos) {
    costs.wakes();
    if (newest == null) {
      return;
    }
    long now = jvm.nanoTime();
    long requestsNanos = requestCosts.of(newest.newBehind + 1, now);
    budget.chargeRequests(requestsNanos);
    counters.ownCpuNanos.add(requestsNanos);
    Segment due = segments.peek();
    long blindSince = due == null ? now : Math.min(now, due.dueNanos);
    Segment segment = newest;
    while (segment != null) {
      Segment next = segment.nextNew;
      segment.nextNew = null;
      try {
        takeIn(segment, now, sinceNanos, blindSince);
      } catch (Throwable e) {
        failed(e);
        letGoOf(segment);
      }
      segment = next;
    }
    if (segments.size() > MIN_PURGE + 2 * counters.openSegments()) {
      forgetEnded();
    }
  }

  private void takeIn(Segment segment, long now, long sinceNanos, long blindSince) {
    long unseen = pace.unseenNanos(segment, now, sinceNanos);
    if (segment.isOpen()) {
      // Until it is seen to wait: it needs a walk first.
      pace.running(segment, true);
      pace.first(segment, now, unseen, blindSince);
      segments.add(segment);
    }
  }

  /**
   * Most requests end long before they are due. Left in the queue until then, they would be counted
   * as running, and looks planned as rare as for so many.
   */
  private void forgetEnded() {
    segments.removeIf(
        segment -> {
          boolean hasEnded = !segment.isOpen();
          if (hasEnded) {
            ended(segment);
          }
          return hasEnded;
        });
  }

  /** Takes in a list of suspended profiles, linked by {@link ActiveProfile#nextSuspended}. */
  void takeInSuspended(@Nullable ActiveProfile newest) {
    if (newest != null) {
      suspended.takeIn(newest, jvm.nanoTime());
    }
  }

  /**
   * Looks at what is due.
   *
   * @return when to tick next, on the clock of {@link Jvm#nanoTime()}, or {@link #IDLE}
   */
  long tick() {
    long now = jvm.nanoTime();
    costs.tickStarts();
    budget.refill(now);
    counters.ticks.increment();
    pace.open(segments.size());
    pollDue(now);
    costs.pollsEnd(looked.size());
    walkMoved(now);
    suspended.reap(now);
    stillRunning.reportOne(now);
    if (now - minuteNanos >= 0) {
      minuteNanos = now + MINUTE_NANOS;
      news.minuteHasPassed();
    }
    budget.charge(costs.tickEnds(looked));
    // The next tick may be hours away.
    forgetTick();
    return nextTick(now);
  }

  private void forgetTick() {
    looked.clear();
    moved.clear();
    movedDone = 0;
  }

  /** Counts a failure and tells of it. Any thread may. Nothing is thrown. */
  void failed(Throwable e) {
    counters.samplingFailures.increment();
    news.samplingFailed(e);
  }

  /**
   * Makes up for a tick that failed: what it had in its hands goes back, and reports say that
   * nothing is sampled until the next one. Allocates nothing.
   */
  void recover() {
    long now = jvm.nanoTime();
    for (int i = movedDone; i < moved.size(); i++) {
      again(moved.get(i), now);
    }
    forgetTick();
    segments.forEach(notSampled);
  }

  /**
   * Forgets all that is open, at which nobody will look, and what is suspended. Allocates nothing.
   *
   * @param ends whether the profiler ends; otherwise what is suspended is let go, since nobody
   *     would watch its age
   */
  void letGoOfAll(boolean ends) {
    for (int i = movedDone; i < moved.size(); i++) {
      letGoOf(moved.get(i));
    }
    forgetTick();
    for (Segment segment = segments.poll(); segment != null; segment = segments.poll()) {
      letGoOf(segment);
    }
    suspended.forgetAll(!ends);
  }

  private static void isNotSampled(Segment segment) {
    segment.profile.samplingFailed();
  }

  /** Looks at a segment no more; its report says so. */
  private void letGoOf(Segment segment) {
    isNotSampled(segment);
    ended(segment);
  }

  /**
   * What a look has thrown costs its own segment: {@link Thread} can be subclassed, and getState or
   * getStackTrace be anybody's. But what was only short of memory is tried again.
   */
  private void lookFailed(Segment segment, Throwable e, long now) {
    failed(e);
    if (e instanceof VirtualMachineError && !segment.isTorn()) {
      again(segment, now);
    } else {
      letGoOf(segment);
    }
  }

  /** Puts a segment back that was in the queue before, so that there is room for it. */
  private void again(Segment segment, long now) {
    segment.dueNanos = now + AGAIN_NANOS + pace.togetherNanos(segment);
    segments.add(segment);
  }

  /** How long it takes until a tick can be afforded; 0 if it can. */
  long nanosUntilAffordable() {
    return pace.untilTick();
  }

  /** How long new segments may wait until they are taken in, in nanoseconds. */
  long patienceNanos() {
    return pace.patience();
  }

  /** Whether a segment that opens now may read its thread's clocks. Any thread may ask. */
  boolean affordsClocksAtStart() {
    return requestCosts.affordsClocks();
  }

  private long nextTick(long now) {
    while (!segments.isEmpty() && !segments.element().isOpen()) {
      // It would only wake the sampler for nothing.
      ended(segments.remove());
    }
    long next = segments.isEmpty() ? IDLE : segments.element().dueNanos;
    if (!suspended.isEmpty()) {
      next = next == IDLE || next - suspended.dueNanos() > 0 ? suspended.dueNanos() : next;
    }
    Segment first = segments.peek();
    long affordable = now + (first == null ? pace.untilTick() : pace.untilTickFor(first));
    return next != IDLE && affordable - next > 0 ? affordable : next;
  }

  private void pollDue(long now) {
    while (isDue(segments.peek(), now)) {
      Segment segment = segments.remove();
      try {
        poll(segment, now);
      } catch (Throwable e) {
        lookFailed(segment, e, now);
      }
    }
  }

  private void poll(Segment segment, long now) {
    Thread thread = segment.thread();
    if (thread == null || segment.profile.isFinished()) {
      ended(segment);
      return;
    }
    if (now - segment.profile.startNanos() > maxAgeNanos) {
      ended(segment);
      segment.profile.letGo(ActiveProfile.TOO_OLD);
      return;
    }
    stillRunning.noteIfDue(segment.profile, now);
    looked.add(segment);
    segment.polled();
    counters.polls.increment();
    pace.looks(segment, now);
    if (!stoodStill(segment, thread)) {
      moved.add(segment);
    }
  }

  /** What will be due soon is looked at as well, so that one wake-up serves many. */
  private boolean isDue(@Nullable Segment segment, long now) {
    return segment != null && segment.dueNanos - now <= pace.togetherNanos(segment);
  }

  private boolean stoodStill(Segment segment, Thread thread) {
    long now = look.standstill(segment, thread);
    Attribution attribution = segment.attribution;
    if (now == Jvm.UNKNOWN || attribution == null) {
      return false;
    }
    pace.whileWaiting(segment, attribution, now);
    segments.add(segment);
    return true;
  }

  private void walkMoved(long now) {
    if (moved.isEmpty()) {
      return;
    }
    choice.choose(moved, Math.min(pace.affordableWalks(), pace.walksInTime()), now);
    long walked = now;
    while (movedDone < moved.size()) {
      Segment segment = moved.get(movedDone);
      boolean walks = movedDone < choice.chosen();
      long weight = walks ? choice.weight(movedDone, segment.standsForNanos) : 0;
      movedDone++;
      try {
        look.unproven(segment, walked);
        if (walks) {
          look.walk(segment, weight);
          long began = walked;
          walked = jvm.nanoTime();
          pace.afterWalk(segment, walked, walked - began);
        } else {
          pace.retry(segment, now);
        }
        segments.add(segment);
      } catch (Throwable e) {
        lookFailed(segment, e, now);
      }
    }
  }

  /** The open segment on a thread, if there is one; the newest of several is not known. */
  private @Nullable Segment segmentOn(long threadId) {
    // What a tick is looking at is not in the queue meanwhile.
    for (Collection<Segment> some : List.of(segments, looked)) {
      for (Segment segment : some) {
        if (segment.threadId == threadId && segment.isOpen()) {
          return segment;
        }
      }
    }
    return null;
  }

  private void ended(Segment segment) {
    pace.ended(segment);
    busyThreads.ended(segment);
  }
}
