package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the looks at one segment into times of nodes. All in nanoseconds. <em>Not</em> thread-safe:
 * written by the sampler, and by the reporter once the segment is settled.
 *
 * <p>The self times that it charges add up exactly to the segment's wall time, and the self CPU
 * times to its CPU time.
 */
public final class Attribution {

  /** Stands for a time or count that is not known, as everywhere in the engine. */
  public static final long UNKNOWN = -1;

  /** However scarce looks are, no more of a gap than this is attributed to its ends. */
  private static final long MAX_ATTRIBUTED_GAP = 50_000_000;

  /** Another wait is noticed after this part of the wait at the latest. */
  private static final int WITNESS_PARTS = 8;

  private final SegmentTree tree;
  private final @Nullable BlockWatch watch;
  private final long intervalNanos;
  private final boolean cpuMeasured;

  private long lookNanos;
  private long lookCpuNanos;
  private long carriedCpuNanos;

  /** The gaps between looks that both found the thread running, and the CPU time used in them. */
  private long runningNanos;

  private long runningCpuNanos;
  private double gapNanos;
  private double gapSquares;

  /**
   * The same without gaps next to a proven standstill: that is looked at as rarely as it allows.
   */
  private double walkGapNanos;

  private double walkGapSquares;
  private Gap.Edge last = Gap.Edge.NONE;
  private @Nullable List<StackTraceElement> stack;
  private long cpuAtWalkNanos;
  private long waitsAtWalk = UNKNOWN;

  /** Up to when the count of waits has been asked, and what has not been charged since. */
  private long witnessedNanos;

  private long unwitnessedNanos;
  private WaitKind unwitnessedKind = WaitKind.WAITING;
  private long walkedNanos;
  private long polls;
  private long walks;
  private long costNanos;

  /** Whether a look has not proven a standstill since the last walk. */
  private boolean waitOver;

  private long excessNanos;

  /** How many changes have begun and not ended: none between two looks, unless one was cut off. */
  private int changing;

  /**
   * Begins with the segment.
   *
   * @param tree charges the times
   * @param startNanos when the segment began
   * @param firstCpuNanos what its thread's CPU clock said first; -1 if it has none
   * @param intervalNanos how often it is looked at where nothing is short
   * @param watch watches for waits that must not be; null if the thread may wait
   */
  public Attribution(
      SegmentTree tree,
      long startNanos,
      long firstCpuNanos,
      long intervalNanos,
      @Nullable BlockWatch watch) {
    this.tree = tree;
    this.intervalNanos = intervalNanos;
    this.watch = watch;
    lookNanos = startNanos;
    walkedNanos = startNanos;
    lookCpuNanos = firstCpuNanos;
    cpuMeasured = firstCpuNanos != UNKNOWN;
  }

  /**
   * Whether a failure, such as that of memory, has cut off a change, so that times may not add up.
   */
  public boolean isTorn() {
    return changing > 0;
  }

  /**
   * The larger of the interval and the gap before a walk in which a moment lay on average so far.
   * Gaps count by their lengths: a sampler that has to wait for a core makes a few long ones among
   * many short ones, and much of the time lies in those.
   */
  long resolutionNanos() {
    return walkGapNanos == 0
        ? intervalNanos
        : Math.max(intervalNanos, (long) (walkGapSquares / walkGapNanos));
  }

  /** When the thread was looked at last. */
  public long lookNanos() {
    return lookNanos;
  }

  /** How long ago it was last known what the thread does. */
  public long unattributedNanos(long now) {
    return now - lookNanos;
  }

  /** How long the thread is known to have stood still, or to be on one stack. */
  public long onThisStackNanos() {
    return lookNanos - walkedNanos;
  }

  /** Whether the last look proved that the thread had not run. */
  public boolean standsStill() {
    return lookNanos != walkedNanos;
  }

  /**
   * Whether a CPU clock that reads this says that the thread has not run since before its stack was
   * captured. Proof only together with {@link #isInTheSameWait}.
   */
  public boolean provesStandstill(long cpuNanos) {
    return last.isSeen() && cpuMeasured && cpuNanos == cpuAtWalkNanos;
  }

  /**
   * Whether the thread has begun no other wait since its stack was captured. On a virtual machine
   * whose CPU was stolen, the kernel takes the stolen time from whatever runs next: a thread that
   * runs for some microseconds between two waits may then leave its CPU clock as it was. Seen once
   * in 30,000 wake-ups.
   *
   * <p>Asking costs three times as much as reading the clock, so it is done at growing distances;
   * if the answer is no, what was not charged yet counts as not looked at.
   *
   * @param waits says how often the thread has begun to wait
   */
  public boolean isInTheSameWait(long now, LongSupplier waits) {
    long asked = witnessedNanos - walkedNanos;
    return now - witnessedNanos < asked / WITNESS_PARTS || isStillInTheSameWait(now, waits);
  }

  /** The same, asked in any case. */
  public boolean isStillInTheSameWait(long now, LongSupplier waits) {
    if (waitsAtWalk == UNKNOWN) {
      return true;
    }
    if (waitsAtWalk != waits.getAsLong()) {
      lookNanos -= unwitnessedNanos;
      if (watch != null) {
        watch.didNotWait(unwitnessedNanos);
      }
      unwitnessedNanos = 0;
      return false;
    }
    witnessedNanos = now;
    chargeStandstill();
    return true;
  }

  /** What the thread waits for if it stands still where it was seen last; its state may tell. */
  public WaitKind standstillKind(Supplier<Thread.State> state) {
    if (last.kind() != null) {
      return last.kind();
    }
    SeenStack seen = last.stack();
    if (seen.size() > 0) {
      return WaitTable.standingStill(seen.frames()[seen.first()], state.get());
    }
    // No frame of the segment tells anything, least of all that the thread could have run.
    return state.get() == Thread.State.BLOCKED ? WaitKind.LOCK : WaitKind.WAITING;
  }

  /** Takes in that the thread has stood still on its stack since the last look. */
  public void standstill(long now, WaitKind waitsFor) {
    changing++;
    if (waitsFor != unwitnessedKind) {
      chargeStandstill();
      unwitnessedKind = waitsFor;
    }
    long nanos = now - lookNanos;
    unwitnessedNanos += nanos;
    if (watch != null && waitsFor != WaitKind.NOT_SCHEDULED) {
      watch.waits(nanos);
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
  public boolean mayStandStill() {
    return standsStill() || last.waits();
  }

  /**
   * Notes, before a thread that has not been proven to stand still is walked or left for later, how
   * much longer the gap before this look was than such gaps are on average.
   *
   * <p>A merged tree counts what is proven as it is, and not by the looks that it took. But gaps
   * are drawn, and the shorter they happen to be, the more of them fit into a wait: the gaps that
   * fit are too short on average. The gap in which the wait ends is too long by the same amount.
   *
   * @param standsForNanos how long the gap was planned to be
   */
  public void unproven(long now, long standsForNanos) {
    if (!waitOver) {
      waitOver = true;
      excessNanos = mayStandStill() ? now - lookNanos - standsForNanos : 0;
    }
  }

  /**
   * Takes in a captured stack.
   *
   * @param cpuNanos the thread's CPU clock, read before the stack was captured
   * @param found what the thread waits for, or null if it runs
   * @param plannedGapNanos the mean gap that the budget afforded for this look
   * @param weightNanos the time that this walk stands for in a merged tree
   */
  public void walk(
      long now,
      long cpuNanos,
      SeenStack captured,
      @Nullable WaitKind found,
      Thread.State state,
      long plannedGapNanos,
      long weightNanos) {
    changing++;
    tree.correct(excessNanos, last.runs());
    excessNanos = 0;
    waitOver = false;
    SeenStack fitting = tree.fitting(captured);
    chargeStandstill();
    Gap.Edge next = Gap.Edge.seen(fitting, found, state);
    long limit =
        last.isSeen()
            ? Math.min(2 * Math.max(resolutionNanos(), plannedGapNanos), MAX_ATTRIBUTED_GAP)
            : resolutionNanos();
    Gap before = new Gap(lookNanos, now, ranUntil(cpuNanos, now), slowness(), limit, last, next);
    if (last.runs() && next.runs()) {
      runningNanos += before.nanos();
      runningCpuNanos += before.ranNanos();
    }
    if (watch != null) {
      watch.ended(before, tree);
    }
    tree.walked(before, weightNanos);
    if (!standsStill()) {
      double length = before.nanos();
      walkGapNanos += length;
      walkGapSquares += length * length;
    }

    last = next;
    stack = null;
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
  public void waits(long count) {
    waitsAtWalk = count;
  }

  /** Names who holds the lock that the thread waits for. */
  public void heldBy(LockHolder holder) {
    tree.heldBy(holder);
  }

  /** The frames of the segment that were seen last, the innermost first. */
  public List<StackTraceElement> stack() {
    List<StackTraceElement> frames = stack;
    if (frames == null) {
      SeenStack seen = last.stack();
      frames = List.of(Arrays.copyOfRange(seen.frames(), seen.first(), seen.end()));
      stack = frames;
    }
    return frames;
  }

  /** What the thread waits for, if it does. */
  public WaitKind waitsFor() {
    return last.kind() != null ? last.kind() : unwitnessedKind;
  }

  /** Watches for waits that must not be; null if the thread may wait. */
  public @Nullable BlockWatch watch() {
    return watch;
  }

  /** Has the tree show all that is known by now, though the segment goes on. */
  public void settle() {
    changing++;
    chargeStandstill();
    if (watch != null) {
      watch.note(tree);
    }
    tree.settle();
    changing--;
  }

  /**
   * Charges what is left until the segment's end.
   *
   * @param cut whether the CPU clock was read after that end, so that it may tell too much
   */
  public void end(long endNanos, long endCpuNanos, boolean cut) {
    changing++;
    chargeStandstill();
    Gap tail =
        new Gap(
            lookNanos,
            endNanos,
            ranUntil(endCpuNanos, endNanos),
            0,
            resolutionNanos(),
            last,
            Gap.Edge.NONE);
    if (watch != null) {
      watch.ended(tail, tree);
    }
    tree.end(tail, cut ? 0 : carriedCpuNanos);
    gap(tail.nanos());
    lookNanos = endNanos;
    changing--;
  }

  /**
   * How much CPU time was used since the last look. The two clocks are not read in one instant, so
   * it can exceed the wall time; what exceeds is carried on to the next look.
   */
  private long ranUntil(long cpuNanos, long now) {
    if (!cpuMeasured || cpuNanos == UNKNOWN) {
      return 0;
    }
    long cpu = cpuNanos - lookCpuNanos + carriedCpuNanos;
    long ran = Math.min(cpu, now - lookNanos);
    carriedCpuNanos = cpu - ran;
    lookCpuNanos = cpuNanos;
    return ran;
  }

  private void looked(long now) {
    gap(now - lookNanos);
    lookNanos = now;
  }

  private void gap(long nanos) {
    double length = nanos;
    gapNanos += length;
    gapSquares += length * length;
  }

  /** What was charged, in order; null if nobody wants to know. */
  public RecordedTimeline.@Nullable Track track() {
    return tree.track();
  }

  public void polled(int times) {
    polls += times;
  }

  /** Adds what looking at this segment has cost. */
  public void cost(long nanos) {
    costNanos += nanos;
  }

  /** Sums over the looks so far. */
  public LookTotals totals() {
    return new LookTotals(walks, polls, costNanos, gapNanos, gapSquares - tree.explainedSquares());
  }
}
