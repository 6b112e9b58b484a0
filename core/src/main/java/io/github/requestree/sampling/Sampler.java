package io.github.requestree.sampling;

import io.github.requestree.sampling.delivery.SamplerEvents;
import io.github.requestree.sampling.pacing.LookPlanner;
import io.github.requestree.sampling.pacing.SamplerCosts;
import io.github.requestree.sampling.pacing.StackChoice;
import io.github.requestree.sampling.recording.Attribution;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the open segments that are due, one tick after the other. <em>Not</em> thread-safe: it
 * belongs to the sampler's thread, which calls {@link #tick} when told to.
 *
 * <p>A check reads the thread's CPU clock. If the clock and the count of its waits prove a
 * standstill, the elapsed time is charged and nothing else is done. If not, the stack is captured
 * as far as the budget allows.
 */
final class Sampler {

  /** The answer of a tick after which there is nothing to do until a segment opens. */
  static final long IDLE = Long.MAX_VALUE;

  private static final int MIN_PURGE = 256;

  /** The delay before the next check of a segment for which there was no memory. */
  private static final long AGAIN_NANOS = 100_000_000;

  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Jvm jvm;
  private final Counters counters;
  private final long maxAgeNanos;
  private final SamplerCosts costs;
  private final Payers payers;
  private final Payer usual;
  private final Payer onDemand;
  private final BusyHistory busyHistory;
  private final ThreadProbe probe;
  final StillRunning stillRunning;
  private final SuspendedProfiles suspended;
  private final SamplerEvents news;

  // Made early, since later there may be no memory for it.
  private final Consumer<Segment> notSampled = Sampler::isNotSampled;

  /** True if a request on demand is worth a wake-up; read by threads that serve requests. */
  private volatile boolean affordsOnDemand = true;

  private long enteredYoungBefore;
  private long minuteNanos;

  /**
   * @param payers pay for the checks
   * @param news takes events that must be told at once
   * @param stillRunningNanos the age at which a profile that has not ended is reported; 0 for never
   */
  Sampler(
      Jvm jvm,
      SamplingOptions options,
      Payers payers,
      Counters counters,
      ProfileAssembler assembler,
      SamplerEvents news,
      long stillRunningNanos) {
    this.jvm = jvm;
    this.payers = payers;
    this.counters = counters;
    this.news = news;
    usual = payers.usual;
    onDemand = payers.onDemand;
    costs = payers.costs;
    busyHistory = assembler.busyHistory();
    maxAgeNanos = options.maxAge().toNanos();
    minuteNanos = jvm.nanoTime() + MINUTE_NANOS;
    BlockAlarm blockAlarm = new BlockAlarm(options, news::blocked);
    long intervalNanos = options.interval().toNanos();
    probe = new ThreadProbe(jvm, counters, costs, payers, intervalNanos, blockAlarm, busyHistory);
    stillRunning =
        new StillRunning(jvm, probe, assembler, costs, counters, news, stillRunningNanos);
    suspended = new SuspendedProfiles(counters, stillRunning, news, maxAgeNanos);
  }

  void takeIn(@Nullable Segment newest) {
    takeIn(newest, LookPlanner.WOKEN);
  }

  /**
   * Takes in a list of new segments, linked by {@link Segment#nextNew}.
   *
   * @param sinceNanos the earliest time at which any of them can have opened, or {@link
   *     LookPlanner#WOKEN}
   * @return whether any requests have come since the last call, in the list or not
   */
  boolean takeIn(@Nullable Segment newest, long sinceNanos) {
    costs.wakes();
    long enteredYoung = counters.enteredYoung();
    int all = newest == null ? 0 : newest.newBehind + 1;
    int young = (int) (enteredYoung - enteredYoungBefore);
    enteredYoungBefore = enteredYoung;
    if (all + young == 0) {
      return false;
    }
    long now = jvm.nanoTime();
    int asked = 0;
    long blindSince = usual.blindSince(now);
    long blindOnDemand = onDemand.blindSince(now);
    Segment segment = newest;
    while (segment != null) {
      Segment next = segment.nextNew;
      segment.nextNew = null;
      try {
        if (segment.profile.isOnDemand()) {
          asked++;
          onDemand.tookIn = true;
          takeIn(segment, now, LookPlanner.WOKEN, blindOnDemand);
        } else {
          takeIn(segment, now, sinceNanos, blindSince);
        }
      } catch (Throwable e) {
        letGoOf(segment);
        failed(e);
      }
      segment = next;
    }
    payers.chargeRequests(all, asked, young, now);
    for (Payer payer : payers.all) {
      if (payer.segments.size() > MIN_PURGE + 2 * counters.openSegments()) {
        payer.forgetEnded(this::ended);
      }
    }
    return true;
  }

  private void takeIn(Segment segment, long now, long sinceNanos, long blindSince) {
    Payer payer = payers.of(segment);
    LookPlanner planner = payer.planner;
    long unseen = planner.unseenNanos(segment.startNanos, now, sinceNanos, !segment.wasYoung);
    if (segment.isOpen()) {
      // It counts as running until it is seen to wait, which takes a stack.
      planner.running(segment.plan, true);
      planner.first(segment.plan, now, unseen, blindSince);
      payer.segments.add(segment);
    }
  }

  /** Takes in a list of suspended profiles, linked by {@link ProfileState#nextSuspended}. */
  void takeInSuspended(@Nullable ProfileState newest) {
    if (newest != null) {
      suspended.takeIn(newest, jvm.nanoTime());
    }
  }

  /** Checks the segments that are due, and returns the time of the next tick, or {@link #IDLE}. */
  long tick() {
    long now = jvm.nanoTime();
    costs.tickStarts();
    counters.tickStarts();
    onDemand.tickStarts(now);
    usual.tickStarts(now);
    boolean forOnDemand = (onDemand.tookIn || onDemand.isDue(now)) && onDemand.untilTick() == 0;
    // Those on demand may have woken it while the others have nothing to pay with.
    boolean forUsual = onDemand.segments.isEmpty() || (usual.isDue(now) && usual.untilTick() == 0);
    Payer paying = forOnDemand ? onDemand : usual;
    if (forOnDemand) {
      lookAtDue(onDemand, now);
    }
    if (forUsual) {
      if (forOnDemand) {
        onDemand.tickEnds(costs);
        costs.goesOn();
      }
      paying = usual;
      lookAtDue(usual, now);
    }
    suspended.reap(now);
    stillRunning.reportOne(now);
    stillRunning.answer(payers, suspended, now);
    if (now - minuteNanos >= 0) {
      minuteNanos = now + MINUTE_NANOS;
      news.minuteHasPassed();
    }
    paying.tickEnds(costs);
    // The next tick may be hours away.
    onDemand.forgetTick();
    usual.forgetTick();
    affordsOnDemand = onDemand.planner.untilTick() == 0;
    return nextTick(now);
  }

  private void lookAtDue(Payer payer, long now) {
    pollDue(payer, now);
    costs.pollsEnd(payer.looked.size());
    walkMoved(payer, now);
  }

  /**
   * Counts a failure and tells of it, once the affected profiles are marked: a request may end as
   * soon as the failure is counted. Any thread may call it. Nothing is thrown.
   */
  void failed(Throwable e) {
    counters.samplingFailures.increment();
    news.samplingFailed(e);
  }

  /**
   * Recovers from a tick that failed. Its segments go back into the queue, and reports say that
   * nothing is sampled until the next tick. Allocates nothing.
   */
  void recover() {
    long now = jvm.nanoTime();
    for (Payer payer : payers.all) {
      for (int i = payer.movedDone; i < payer.moved.size(); i++) {
        again(payer.moved.get(i), now);
      }
      payer.forgetTick();
      payer.segments.forEach(notSampled);
    }
  }

  /**
   * Forgets all open segments, which will not be checked, and all suspended profiles. Allocates
   * nothing.
   *
   * @param ends whether the profiler ends; otherwise suspended profiles are let go, since nothing
   *     would watch their age
   */
  void letGoOfAll(boolean ends) {
    for (Payer payer : payers.all) {
      for (int i = payer.movedDone; i < payer.moved.size(); i++) {
        letGoOf(payer.moved.get(i));
      }
      payer.forgetTick();
      for (Segment s = payer.segments.poll(); s != null; s = payer.segments.poll()) {
        letGoOf(s);
      }
    }
    suspended.forgetAll(!ends);
  }

  private static void isNotSampled(Segment segment) {
    segment.profile.samplingFailed();
  }

  /** Stops checking a segment; its report says so. */
  private void letGoOf(Segment segment) {
    isNotSampled(segment);
    ended(segment);
  }

  /**
   * Handles an exception from a check, which costs only its own segment. {@link Thread} can be
   * subclassed, so {@code getState} or {@code getStackTrace} may be anybody's code. A check that
   * was only short of memory is tried again.
   */
  private void lookFailed(Segment segment, Throwable e, long now) {
    if (e instanceof VirtualMachineError && !segment.isTorn()) {
      again(segment, now);
    } else {
      letGoOf(segment);
    }
    failed(e);
  }

  /** Puts a segment back that was in the queue before, so that there is room for it. */
  private void again(Segment segment, long now) {
    Payer payer = payers.of(segment);
    segment.plan.dueAt(now + AGAIN_NANOS + payer.planner.togetherNanos(segment.plan));
    payer.segments.add(segment);
  }

  Payers payers() {
    return payers;
  }

  /** Returns whether a request on demand can be checked at once. Any thread may ask. */
  boolean affordsOnDemand() {
    return affordsOnDemand;
  }

  private long nextTick(long now) {
    long reaping = suspended.isEmpty() ? IDLE : suspended.dueNanos();
    return earlier(nextTick(usual, reaping, now), nextTick(onDemand, IDLE, now));
  }

  private long nextTick(Payer payer, long orAt, long now) {
    PriorityQueue<Segment> segments = payer.segments;
    while (!segments.isEmpty() && !segments.element().isOpen()) {
      // It would only wake the sampler for nothing.
      ended(segments.remove());
    }
    long next = segments.isEmpty() ? orAt : earlier(segments.element().plan.dueNanos(), orAt);
    long affordable = now + payer.untilTick();
    payer.nextTickNanos = next != IDLE && affordable - next > 0 ? affordable : next;
    return payer.nextTickNanos;
  }

  private static long earlier(long one, long other) {
    return one == IDLE || (other != IDLE && one - other > 0) ? other : one;
  }

  private void pollDue(Payer payer, long now) {
    while (payer.isDue(now)) {
      Segment segment = payer.segments.remove();
      try {
        poll(payer, segment, now);
      } catch (Throwable e) {
        lookFailed(segment, e, now);
      }
    }
  }

  private void poll(Payer payer, Segment segment, long now) {
    Thread thread = segment.thread();
    if (thread == null || segment.profile.isFinished()) {
      ended(segment);
      return;
    }
    if (now - segment.profile.startNanos() > maxAgeNanos) {
      ended(segment);
      segment.profile.expire(SuspendedProfiles.TOO_OLD);
      return;
    }
    stillRunning.noteIfDue(segment.profile, now);
    payer.looked.add(segment);
    segment.polled();
    counters.polls.increment();
    payer.planner.looks(segment.plan, now);
    if (!stoodStill(payer, segment, thread)) {
      payer.moved.add(segment);
    }
  }

  private boolean stoodStill(Payer payer, Segment segment, Thread thread) {
    long now = probe.standstill(segment, thread);
    Attribution attribution = segment.attribution;
    if (now == Jvm.UNKNOWN || attribution == null) {
      return false;
    }
    payer.planner.whileWaiting(segment.plan, attribution.onThisStackNanos(), now);
    payer.segments.add(segment);
    return true;
  }

  private void walkMoved(Payer payer, long now) {
    if (payer.moved.isEmpty()) {
      return;
    }
    payer.choose(now, jvm.stacksInOneStop());
    StackChoice<Segment> choice = payer.choice;
    List<Capture> captures = probe.captureTogether(payer);
    long walked = now;
    while (payer.movedDone < payer.moved.size()) {
      Segment segment = payer.moved.get(payer.movedDone);
      boolean walks = payer.movedDone < choice.chosen();
      long weight = walks ? choice.weight(payer.movedDone, segment.plan) : 0;
      payer.movedDone++;
      try {
        if (segment.attribution != null) {
          segment.attribution.unproven(walked, segment.plan.standsForNanos());
        }
        if (walks) {
          Capture capture = captures == null ? null : captures.get(payer.movedDone - 1);
          probe.walk(segment, weight, capture);
          long began = walked;
          walked = jvm.nanoTime();
          payer.planner.afterWalk(segment.plan, walked, walked - began);
        } else {
          payer.planner.plan(segment.plan, now);
        }
        payer.segments.add(segment);
      } catch (Throwable e) {
        lookFailed(segment, e, now);
      }
    }
    for (int i = 0; captures != null && i < payer.shownAlong.size(); i++) {
      Segment segment = payer.shownAlong.get(i);
      try {
        probe.walk(segment, 0, captures.get(choice.chosen() + i));
      } catch (Throwable e) {
        payer.segments.remove(segment);
        lookFailed(segment, e, now);
      }
    }
  }

  private void ended(Segment segment) {
    payers.of(segment).planner.ended(segment.plan);
    busyHistory.ended(segment);
  }
}
