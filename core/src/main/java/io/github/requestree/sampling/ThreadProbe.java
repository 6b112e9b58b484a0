package io.github.requestree.sampling;

import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.pacing.SamplerCosts;
import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.LockHolder;
import io.github.requestree.sampling.recording.SeenStack;
import io.github.requestree.sampling.recording.WaitTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks one segment: proves that its thread stands still, or captures its stack, and records the
 * result. <em>Not</em> thread-safe: for the sampler alone.
 */
record ThreadProbe(
    Jvm jvm,
    Counters counters,
    SamplerCosts costs,
    Payers payers,
    long intervalNanos,
    BlockAlarm blockAlarm,
    BusyHistory busyHistory) {

  /**
   * Charges the time since the last check if the thread has stood still since its stack was
   * captured.
   *
   * @return the time of this check, or {@link Jvm#UNKNOWN} if the thread moved or a standstill
   *     cannot be proven
   */
  long standstill(Segment segment, Thread thread) {
    return standstill(segment, thread, false);
  }

  /**
   * As the method above.
   *
   * @param witnessed whether the second witness is asked in any case
   */
  private long standstill(Segment segment, Thread thread, boolean witnessed) {
    Attribution attribution = segment.attribution;
    if (attribution == null || !segment.clocks.cpuMeasured() || !jvm.provesStandstill()) {
      return Jvm.UNKNOWN;
    }
    long cpuNanos = jvm.cpuNanos(thread);
    long now = jvm.nanoTime();
    if (!attribution.provesStandstill(cpuNanos) || !beginRecording(segment)) {
      return Jvm.UNKNOWN;
    }
    try {
      if (!attribution.isInTheSameWait(now, witnessed, () -> jvm.waits(thread))) {
        return Jvm.UNKNOWN;
      }
      attribution.polled(segment.takePolls());
      attribution.standstill(now, attribution.standstillKind(() -> jvm.state(thread)));
      segment.seen(now);
      counters.standstills.increment();
      noteForOthers(segment, attribution, now);
    } finally {
      segment.endRecording();
    }
    payers.of(segment).planner.running(segment.plan, false);
    return now;
  }

  /**
   * Captures the stack.
   *
   * @param weightNanos the time that this stack stands for in a merged tree
   * @param captured the stack if it was captured already
   */
  void walk(Segment segment, long weightNanos, @Nullable Capture captured) {
    Thread thread = segment.thread();
    segment.plan.seen();
    if (thread != null) {
      walked(segment, weightNanos, captured == null ? Capture.of(thread, jvm) : captured);
    }
  }

  /**
   * Captures the stacks of the chosen segments in one stop, and of those shown along; null if each
   * is captured for itself, as after a failure of this.
   */
  @Nullable List<Capture> captureTogether(Payer payer) {
    int chosen = payer.choice.chosen();
    if (chosen + payer.shownAlong.size() < 2 || jvm.stacksInOneStop() < 2) {
      return null;
    }
    try {
      List<Segment> all = new ArrayList<>(payer.moved.subList(0, chosen));
      all.addAll(payer.shownAlong);
      return Capture.together(all, jvm, costs, payers.running());
    } catch (Throwable e) {
      return null;
    }
  }

  private void walked(Segment segment, long weightNanos, Capture capture) {
    boolean runs = true;
    if (capture.stack.length > 0 && beginRecording(segment)) {
      try {
        runs = record(segment, capture, weightNanos);
      } finally {
        segment.endRecording();
      }
    } else {
      segment.lost(weightNanos);
    }
    // A thread without a clock has its stack captured at each check, like a running one.
    payers.of(segment).planner.running(segment.plan, runs || !capture.isClocked());
    long cpuTime = capture.charge(jvm, costs, runs, payers.running());
    Attribution attribution = segment.attribution;
    if (attribution != null) {
      attribution.cost(cpuTime);
    }
  }

  /** Brings the tree of an open segment up to date, at any cost. */
  void closely(Segment segment) {
    Thread thread = segment.thread();
    if (thread == null) {
      return;
    }
    segment.polled();
    counters.polls.increment();
    if (standstill(segment, thread, true) == Jvm.UNKNOWN) {
      // It stands for nothing, since it was not drawn by chance.
      walk(segment, 0, null);
    }
    Attribution attribution = segment.attribution;
    if (attribution != null && beginRecording(segment)) {
      try {
        attribution.settle();
      } finally {
        segment.endRecording();
      }
    }
  }

  private boolean record(Segment segment, Capture capture, long weightNanos) {
    Thread thread = capture.thread;
    long now = capture.nanos;
    long cpuNanos = capture.cpuNanos;
    StackTraceElement[] stack = capture.stack;
    Thread.State state = capture.state;
    SeenStack seen = segment.ownFrames(stack);
    WaitKind kind = seen.first() == 0 ? WaitTable.kind(stack, seen.end(), state) : null;
    Attribution attribution = attributionOf(segment, thread, now, cpuNanos);
    attribution.walk(now, cpuNanos, seen, kind, state, segment.plan.gapNanos(), weightNanos);
    segment.root().late(segment.plan.lateNanos());
    segment.seen(now);
    counters.walks.increment();
    attribution.waits(attribution.mayStandStill() ? jvm.waits(thread) : Jvm.UNKNOWN);
    if (kind == WaitKind.LOCK) {
      noteLockHolder(attribution, thread);
    }
    noteForOthers(segment, attribution, now);
    return kind == null;
  }

  /**
   * Returns the attribution of a segment; only while recording, since the reporter reads it
   * afterwards.
   */
  private Attribution attributionOf(Segment segment, Thread thread, long now, long cpuNanos) {
    Attribution attribution = segment.attribution;
    if (attribution == null) {
      segment.clocks.first(now, cpuNanos, thread, jvm);
      attribution =
          segment.attribute(
              intervalNanos,
              payers.of(segment).planner.expectedGapNanos(),
              blockAlarm.watch(segment.threadName()));
    }
    attribution.polled(segment.takePolls());
    return attribution;
  }

  private void noteLockHolder(Attribution attribution, Thread thread) {
    Jvm.LockOwner owner = jvm.lockOwner(thread);
    if (owner != null) {
      Segment holding = payers.segmentOn(owner.threadId());
      attribution.heldBy(
          new LockHolder(
              owner.threadName(),
              holding == null ? null : new UserCode.Route(holding.profile.subject())));
    }
  }

  /** Notes facts about this segment that the profiles of others and the log may need. */
  private void noteForOthers(Segment segment, Attribution attribution, long now) {
    segment.profile.sawInFlight(counters.aliveInTick());
    if (segment.isLane() || attribution.watch() != null) {
      busyHistory.seen(segment, attribution, now);
    }
    blockAlarm.seen(segment, attribution);
  }

  /** Checks that the captured stack belongs to the segment, and to a profile that still runs. */
  private static boolean beginRecording(Segment segment) {
    if (!segment.beginRecording()) {
      return false;
    }
    if (segment.profile.isFinished()) {
      segment.endRecording();
      return false;
    }
    return true;
  }
}
