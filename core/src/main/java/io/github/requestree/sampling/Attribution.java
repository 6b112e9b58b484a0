package io.github.requestree.sampling;

import io.github.requestree.profile.WaitKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the looks at one segment into times of nodes. All in nanoseconds. <em>Not</em> thread-safe:
 * written by the sampler, and by the reporter once the segment is settled.
 *
 * <p>The self times that it charges add up exactly to the segment's wall time, and the self CPU
 * times to its CPU time.
 */
final class Attribution {

  /** However scarce looks are, no more of a gap than this is attributed to its ends. */
  private static final long MAX_ATTRIBUTED_GAP = 50_000_000;

  /** Another wait is noticed after this part of the wait at the latest. */
  private static final int WITNESS_PARTS = 8;

  private final Segment segment;
  private final SegmentTree tree;
  private final long intervalNanos;
  private final long startNanos;
  private final boolean cpuMeasured;

  /** How a gap would be divided without events: for what cannot wait for those. */
  private final GapSplit gap = new GapSplit();

  private long lookNanos;
  private long lookCpuNanos;
  private long carriedCpuNanos;

  /** The gaps between looks that both found the thread running, and the CPU time used in them. */
  private long runningNanos;

  private long runningCpuNanos;
  private long looks;
  private double gapNanos;
  private double gapSquares;
  private GapSplit.End seen = GapSplit.End.NONE;
  private @Nullable WaitKind kind;
  private SeenStack stack = SeenStack.NONE;
  private @Nullable List<StackTraceElement> stackList;
  private long cpuAtWalkNanos;
  private long waitsAtWalk = Jvm.UNKNOWN;

  /** Up to when the count of waits has been asked, and what has not been charged since. */
  private long witnessedNanos;

  private long unwitnessedNanos;
  private WaitKind unwitnessedKind = WaitKind.WAITING;
  private long walkedNanos;
  private long polls;
  private long walks;
  private long costNanos;

  /** How long a wait on this thread may last, and whose name is told if it lasts longer. */
  private final long mayWaitNanos;

  private final String threadName;

  /** How many changes have begun and not ended: none between two looks, unless one was cut off. */
  private int changing;

  /** How long the current wait has lasted, how much of it the tree knows as blocking. */
  private long waitedNanos;

  private long blockedNanos;
  private boolean blockingTold;

  /**
   * @param threadName the name of the segment's thread
   * @param mayWaitNanos how long a wait on it may last; {@link Long#MAX_VALUE} if it may block
   */
  Attribution(
      Segment segment,
      RecordedNode root,
      TreeSize size,
      long intervalNanos,
      String threadName,
      long mayWaitNanos) {
    this.threadName = threadName;
    this.mayWaitNanos = mayWaitNanos;
    this.segment = segment;
    tree = new SegmentTree(segment, root, size);
    this.intervalNanos = intervalNanos;
    startNanos = segment.startNanos;
    lookNanos = segment.startNanos;
    lookCpuNanos = segment.firstCpuNanos();
    cpuMeasured = segment.cpuMeasured();
  }

  /** That of a segment that nobody has looked at, and whose events are all that is known of it. */
  static Attribution unseen(Segment segment) {
    return new Attribution(
        segment, segment.root(), segment.profile.treeSize(), 1, "", Long.MAX_VALUE);
  }

  /**
   * Whether a failure, such as that of memory, has cut off a change, so that times may not add up.
   */
  boolean isTorn() {
    return changing > 0;
  }

  /** The larger of the interval and the mean gap between the looks so far. */
  long resolutionNanos() {
    return looks == 0 ? intervalNanos : Math.max(intervalNanos, (lookNanos - startNanos) / looks);
  }

  /** When the thread was looked at last. */
  long lookNanos() {
    return lookNanos;
  }

  /** How long ago it was last known what the thread does. */
  long unattributedNanos(long now) {
    return now - lookNanos;
  }

  /** How long the thread is known to have stood still, or to be on one stack. */
  long onThisStackNanos() {
    return lookNanos - walkedNanos;
  }

  /** Whether the last look proved that the thread had not run. */
  boolean standsStill() {
    return lookNanos != walkedNanos;
  }

  /**
   * Whether a CPU clock that reads this says that the thread has not run since before its stack was
   * captured. Proof only together with {@link #isInTheSameWait}.
   */
  boolean provesStandstill(long cpuNanos) {
    return seen != GapSplit.End.NONE && cpuMeasured && cpuNanos == cpuAtWalkNanos;
  }

  /**
   * Whether the thread has begun no other wait since its stack was captured. On a virtual machine
   * whose CPU was stolen, the kernel takes the stolen time from whatever runs next: a thread that
   * runs for some microseconds between two waits may then leave its CPU clock as it was. Seen once
   * in 30,000 wake-ups.
   *
   * <p>Asking costs three times as much as reading the clock, so it is done at growing distances;
   * if the answer is no, what was not charged yet counts as not looked at.
   */
  boolean isInTheSameWait(long now, Jvm jvm, Thread thread) {
    long asked = witnessedNanos - walkedNanos;
    if (now - witnessedNanos < asked / WITNESS_PARTS) {
      return true;
    }
    return isStillInTheSameWait(now, jvm, thread);
  }

  /** The same, asked in any case. */
  boolean isStillInTheSameWait(long now, Jvm jvm, Thread thread) {
    if (waitsAtWalk == Jvm.UNKNOWN) {
      return true;
    }
    if (waitsAtWalk != jvm.waits(thread)) {
      lookNanos -= unwitnessedNanos;
      waitedNanos = Math.max(0, waitedNanos - unwitnessedNanos);
      unwitnessedNanos = 0;
      return false;
    }
    witnessedNanos = now;
    chargeStandstill();
    return true;
  }

  /** What the thread waits for if it stands still where it was seen last. */
  WaitKind standstillKind(Jvm jvm, Thread thread) {
    if (kind != null) {
      return kind;
    }
    Thread.State state = jvm.state(thread);
    if (stack.first() < stack.end()) {
      return WaitTable.standingStill(stack.frames()[stack.first()], state);
    }
    // No frame of the segment says anything, least of all that the thread could have run.
    return state == Thread.State.BLOCKED ? WaitKind.LOCK : WaitKind.WAITING;
  }

  /** Takes in that the thread has stood still on its stack since the last look. */
  void standstill(long now, WaitKind waitsFor) {
    changing++;
    if (waitsFor != unwitnessedKind) {
      chargeStandstill();
      unwitnessedKind = waitsFor;
    }
    long nanos = now - lookNanos;
    unwitnessedNanos += nanos;
    if (waitsFor != WaitKind.NOT_SCHEDULED) {
      waitedNanos += nanos;
    }
    looked(now);
    if (witnessedNanos == now) {
      chargeStandstill();
    }
    changing--;
  }

  private void chargeStandstill() {
    if (unwitnessedNanos > 0) {
      changing++;
      tree.proven(unwitnessedNanos, unwitnessedKind);
      unwitnessedNanos = 0;
      changing--;
    }
  }

  /** Whether the next look is likely to prove a standstill, if the thread's wait goes on. */
  boolean mayStandStill() {
    return standsStill() || seen == GapSplit.End.WAITS;
  }

  /**
   * Corrects what the walk stands for whose stack is on top by what proofs cannot know; see {@link
   * Look#unproven}.
   */
  void correct(long nanos) {
    tree.correct(nanos, seen == GapSplit.End.RUNS);
  }

  /** A deep stack as it fits into the tree, the innermost frame first; see {@link DeepStack}. */
  StackTraceElement[] fitting(StackTraceElement[] captured, int first, int end, boolean cut) {
    return tree.fitting(captured, first, end, cut);
  }

  /**
   * Takes in a captured stack.
   *
   * @param cpuNanos the thread's CPU clock, read before the stack was captured
   * @param captured the innermost frame first
   * @param first the innermost frame that is not ours
   * @param end where the segment's frames end
   * @param found what the thread waits for, or null if it runs
   * @param plannedGapNanos the mean gap that the budget afforded for this look
   * @param weightNanos the time that this walk stands for in a merged tree
   */
  void walk(
      long now,
      long cpuNanos,
      StackTraceElement[] captured,
      int first,
      int end,
      @Nullable WaitKind found,
      Thread.State state,
      long plannedGapNanos,
      long weightNanos) {
    changing++;
    chargeStandstill();
    GapSplit.End end1 = seen;
    GapSplit.End end2 =
        found == null
            ? GapSplit.End.RUNS
            : WaitTable.mayRun(state) ? GapSplit.End.MAY_WAIT : GapSplit.End.WAITS;
    long limit =
        end1 == GapSplit.End.NONE
            ? resolutionNanos()
            : Math.min(2 * Math.max(resolutionNanos(), plannedGapNanos), MAX_ATTRIBUTED_GAP);
    SeenStack caught = new SeenStack(captured, first, end);
    Gap before =
        new Gap(
            lookNanos,
            now,
            ranUntil(cpuNanos, now),
            slowness(),
            limit,
            end1,
            kind,
            end2,
            found,
            caught,
            weightNanos);
    if (end1 == GapSplit.End.RUNS && end2 == GapSplit.End.RUNS) {
      runningNanos += before.nanos();
      runningCpuNanos += before.ranNanos();
    }
    endWait(before);
    tree.walked(before);

    seen = end2;
    kind = found;
    stack = caught;
    stackList = null;
    waitedNanos = found == null ? 0 : gap.after;
    cpuAtWalkNanos = cpuNanos;
    walkedNanos = now;
    witnessedNanos = now;
    walks++;
    looked(now);
    changing--;
  }

  /**
   * How long it takes to run for one nanosecond: a thread that wants to run may have to wait for a
   * CPU, as often as it did between looks that both found it running. 0 if nothing is known of it.
   */
  private double slowness() {
    double wall = (double) runningNanos + intervalNanos;
    return cpuMeasured ? wall / (runningCpuNanos + intervalNanos) : 0;
  }

  /** Notes how often the thread had begun to wait when its stack was captured. */
  void waits(long count) {
    waitsAtWalk = count;
  }

  /** Names who holds the lock that the thread waits for. */
  void heldBy(LockHolder holder) {
    tree.heldBy(holder);
  }

  /** The frames of the segment that were seen last, the innermost first. */
  List<StackTraceElement> stack() {
    List<StackTraceElement> frames = stackList;
    if (frames == null) {
      frames = List.of(Arrays.copyOfRange(stack.frames(), stack.first(), stack.end()));
      stackList = frames;
    }
    return frames;
  }

  /** How long the current wait has lasted. */
  long waitedNanos() {
    return waitedNanos;
  }

  /** Whether the thread must never block. */
  boolean mustNotBlock() {
    return mayWaitNanos != Long.MAX_VALUE;
  }

  /** What blocks a thread that must not be blocked, if nobody asked yet since it does; or null. */
  @Nullable WaitKind blocksUntold() {
    if (blockingTold || waitedNanos < mayWaitNanos) {
      return null;
    }
    blockingTold = true;
    return kind != null ? kind : unwitnessedKind;
  }

  private void endWait(Gap before) {
    gap.split(
        before.nanos(),
        before.ranNanos(),
        before.took(before.ranNanos()),
        before.limitNanos(),
        before.first(),
        before.last());
    if (kind != null || waitedNanos > 0) {
      waitedNanos += gap.before - gap.cpuBefore;
    }
    noteBlocking();
    blockedNanos = 0;
    waitedNanos = 0;
    blockingTold = false;
  }

  private void noteBlocking() {
    if (waitedNanos >= mayWaitNanos) {
      tree.leaf().blocks(threadName, waitedNanos - blockedNanos);
      blockedNanos = waitedNanos;
    }
  }

  /** Has the tree show all that is known by now, though the segment goes on. */
  void settle() {
    changing++;
    chargeStandstill();
    noteBlocking();
    tree.settle();
    changing--;
  }

  /**
   * Charges what is left until the segment's end.
   *
   * @param cut whether the CPU clock was read after that end, so that it may tell too much
   */
  void end(long endNanos, long endCpuNanos, boolean cut) {
    changing++;
    chargeStandstill();
    Gap tail =
        new Gap(
            lookNanos,
            endNanos,
            ranUntil(endCpuNanos, endNanos),
            0,
            resolutionNanos(),
            seen,
            kind,
            GapSplit.End.NONE,
            null,
            null,
            0);
    endWait(tail);
    tree.end(tail, cut ? 0 : carriedCpuNanos);
    double length = tail.nanos();
    gapNanos += length;
    gapSquares += length * length;
    lookNanos = endNanos;
    changing--;
  }

  /**
   * How much CPU time was used since the last look. The two clocks are not read in one instant, so
   * it can exceed the wall time; what exceeds is carried on to the next look.
   */
  private long ranUntil(long cpuNanos, long now) {
    if (!cpuMeasured || cpuNanos == Jvm.UNKNOWN) {
      return 0;
    }
    long cpu = cpuNanos - lookCpuNanos + carriedCpuNanos;
    long ran = Math.min(cpu, now - lookNanos);
    carriedCpuNanos = cpu - ran;
    lookCpuNanos = cpuNanos;
    return ran;
  }

  private void looked(long now) {
    double length = now - lookNanos;
    gapNanos += length;
    gapSquares += length * length;
    lookNanos = now;
    segment.seen(now);
    looks++;
  }

  /** What was charged, in order; null if nobody wants to know. */
  RecordedTimeline.@Nullable Track track() {
    return tree.track();
  }

  void polled(int times) {
    polls += times;
  }

  /** Adds what looking at this segment has cost. */
  void cost(long nanos) {
    costNanos += nanos;
  }

  /** The gaps between looks, and after the last one, added up. */
  double gapNanos() {
    return gapNanos;
  }

  /** The squares of what was not seen in them and what no event explains, added up. */
  double gapSquares() {
    return gapSquares - tree.explainedSquares();
  }

  long polls() {
    return polls;
  }

  long walks() {
    return walks;
  }

  long costNanos() {
    return costNanos;
  }
}
