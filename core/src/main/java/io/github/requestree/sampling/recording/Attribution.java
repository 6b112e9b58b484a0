package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the checks of one segment into times of nodes. All in nanoseconds. <em>Not</em>
 * thread-safe: written by the sampler, and by the reporter once the segment is settled.
 *
 * <p>The self times that it charges add up exactly to the segment's wall time, and the self CPU
 * times to its CPU time.
 */
public final class Attribution {

  /** Stands for a time or count that is not known, as everywhere in the engine. */
  public static final long UNKNOWN = -1;

  /** The most of a gap that is attributed to its ends, however rare checks are. */
  private static final long MAX_ATTRIBUTED_GAP = 50_000_000;

  /** The number of gaps of others that a segment's own gaps have to outweigh. */
  private static final int EXPECTED_GAPS = 4;

  private final SegmentTree tree;
  private final @Nullable BlockWatch watch;
  private final long intervalNanos;
  private final double expectedGapNanos;
  private final boolean cpuMeasured;

  private long lookNanos;
  private long lookCpuNanos;
  private long carriedCpuNanos;

  /** The time between the last two checks of a wait that goes on. */
  private long waitGapNanos;

  private final Slowness slowness;
  private final GapMean gaps = new GapMean();

  /** The same without gaps next to a proven standstill, whose checks are as rare as it allows. */
  private final GapMean walkGaps = new GapMean();

  private Gap.Edge last = Gap.Edge.NONE;
  private @Nullable List<StackTraceElement> stack;
  private long cpuAtWalkNanos;
  private final WaitWitness witness;

  /** The time that is not charged, as the witness has not been asked since. */
  private long unwitnessedNanos;

  private WaitKind unwitnessedKind = WaitKind.WAITING;
  private long walkedNanos;
  private long polls;
  private long walks;
  private long costNanos;

  /** True if a check since the last stack did not prove a standstill. */
  private boolean waitOver;

  private long excessNanos;

  /**
   * The number of changes that have begun and not ended: none between two checks, unless one was
   * cut off.
   */
  private int changing;

  /**
   * Begins with the segment.
   *
   * @param tree charges the times
   * @param startNanos the beginning of the segment
   * @param firstCpuNanos the first value of its thread's CPU clock; -1 if it has none
   * @param intervalNanos the gap between checks while the budget suffices
   * @param expectedGapNanos the gap in which a moment lay on average in segments before this one
   * @param watch watches for waits that must not be; null if the thread may wait
   */
  public Attribution(
      SegmentTree tree,
      long startNanos,
      long firstCpuNanos,
      long intervalNanos,
      long expectedGapNanos,
      @Nullable BlockWatch watch) {
    this.tree = tree;
    this.intervalNanos = intervalNanos;
    this.expectedGapNanos = expectedGapNanos;
    this.watch = watch;
    lookNanos = startNanos;
    walkedNanos = startNanos;
    lookCpuNanos = firstCpuNanos;
    cpuMeasured = firstCpuNanos != UNKNOWN;
    slowness = new Slowness(intervalNanos);
    witness = new WaitWitness(startNanos);
  }

  /**
   * Returns whether a failure, such as that of memory, has cut off a change, so that times may not
   * add up.
   */
  public boolean isTorn() {
    return changing > 0;
  }

  /**
   * Returns the interval or the mean gap before a stack so far, whichever is larger. Gaps count by
   * their lengths: a sampler that has to wait for a core makes a few long ones among many short
   * ones, and much of the time lies in those. While there are few, some gaps as they were in other
   * segments count along, if those were longer.
   */
  long resolutionNanos() {
    double along = walkGaps.meanWith(EXPECTED_GAPS, expectedGapNanos);
    return Math.max(intervalNanos, (long) Math.max(walkGaps.mean(), along));
  }

  /** Returns the time of the last check. */
  public long lookNanos() {
    return lookNanos;
  }

  /** Returns the time since the thread's work was last known. */
  public long unattributedNanos(long now) {
    return now - lookNanos;
  }

  /**
   * Returns the time that the thread is known to have stood still, or to have been on one stack.
   */
  public long onThisStackNanos() {
    return lookNanos - walkedNanos;
  }

  /** Returns whether the last check proved that the thread had not run. */
  public boolean standsStill() {
    return lookNanos != walkedNanos;
  }

  /**
   * Returns whether this CPU time shows that the thread has not run since before its stack was
   * captured. Proof only together with {@link #isInTheSameWait}.
   */
  public boolean provesStandstill(long cpuNanos) {
    return last.isSeen() && cpuMeasured && cpuNanos == cpuAtWalkNanos;
  }

  /**
   * Returns whether the thread has begun no other wait since its stack was captured, as far as the
   * second witness was asked. If the answer is no, the uncharged time counts as not checked.
   *
   * @param ask whether to ask it in any case
   * @param waits gives the number of waits that the thread has begun
   */
  public boolean isInTheSameWait(long now, boolean ask, LongSupplier waits) {
    if (!witness.canTell() || (!ask && !witness.isDue(now))) {
      return true;
    }
    if (!witness.confirms(now, waits)) {
      lookNanos -= unwitnessedNanos;
      if (watch != null) {
        watch.didNotWait(unwitnessedNanos);
      }
      unwitnessedNanos = 0;
      return false;
    }
    chargeStandstill();
    return true;
  }

  /**
   * Returns the kind of wait if the thread stands still where it was seen last; its state may tell.
   */
  public WaitKind standstillKind(Supplier<Thread.State> state) {
    return last.standstillKind(state);
  }

  /** Takes in that the thread has stood still on its stack since the last check. */
  public void standstill(long now, WaitKind waitsFor) {
    changing++;
    if (waitsFor != unwitnessedKind) {
      chargeStandstill();
      unwitnessedKind = waitsFor;
    }
    long nanos = now - lookNanos;
    waitGapNanos = nanos;
    unwitnessedNanos += nanos;
    if (watch != null && waitsFor != WaitKind.NOT_SCHEDULED) {
      watch.waits(nanos);
    }
    looked(now);
    if (witness.wasAskedAt(now)) {
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

  /**
   * Returns whether the next check is likely to prove a standstill, if the thread's wait goes on.
   */
  public boolean mayStandStill() {
    return standsStill() || last.waits();
  }

  /**
   * Notes by how much the gap before this check was longer than such gaps are on average. Called
   * before the stack of a thread that was not proven to stand still is captured or left for later.
   *
   * <p>A merged tree counts proven time directly, and not by the checks that it took. But gaps are
   * drawn at random, and more short ones than long ones fit into a wait. So the gaps that fit into
   * a wait are too short on average; the gap in which the wait ends is too long by the same amount.
   *
   * @param standsForNanos the planned length of the gap
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
   * @param found the kind of wait, or null if the thread runs
   * @param plannedGapNanos the mean gap that the budget afforded for this check
   * @param weightNanos the time that this stack stands for in a merged tree
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
    // A stay begins with a thread that runs: what did not run before a first wait is that wait's. A
    // clock that has not moved was not read before.
    boolean waitBegan = next.waits() && cpuMeasured && cpuNanos > lookCpuNanos;
    long limit = last.isSeen() || waitBegan ? limit(plannedGapNanos) : resolutionNanos();
    double slowed = cpuMeasured ? slowness.factor() : 0;
    Gap before = new Gap(lookNanos, now, ranUntil(cpuNanos, now), slowed, limit, last, next);
    slowness.add(before);
    if (watch != null) {
      watch.ended(before, tree);
    }
    tree.walked(before, weightNanos);
    if (!standsStill()) {
      walkGaps.add(before.nanos());
    }

    last = next;
    stack = null;
    cpuAtWalkNanos = cpuNanos;
    walkedNanos = now;
    witness.walked(now);
    walks++;
    looked(now);
    changing--;
  }

  private long limit(long usualGapNanos) {
    return Math.min(2 * Math.max(resolutionNanos(), usualGapNanos), MAX_ATTRIBUTED_GAP);
  }

  /** Notes the number of waits that the thread had begun when its stack was captured. */
  public void waits(long count) {
    witness.expects(count);
  }

  /** Names the owner of the lock that the thread waits for. */
  public void heldBy(LockHolder holder) {
    tree.heldBy(holder);
  }

  /** Returns the frames of the segment that were seen last, the innermost first. */
  public List<StackTraceElement> stack() {
    List<StackTraceElement> frames = stack;
    if (frames == null) {
      SeenStack seen = last.stack();
      frames = List.of(Arrays.copyOfRange(seen.frames(), seen.first(), seen.end()));
      stack = frames;
    }
    return frames;
  }

  /** Returns the kind of the thread's wait, if it waits. */
  public WaitKind waitsFor() {
    return last.kind() != null ? last.kind() : unwitnessedKind;
  }

  /** Returns the watch for waits that must not be; null if the thread may wait. */
  public @Nullable BlockWatch watch() {
    return watch;
  }

  /** Brings the tree up to date, though the segment goes on. */
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
   * Charges the time up to the segment's end. A wait that was checked again and again goes on up to
   * there, except for the time that its thread ran: a check found it waiting so shortly before.
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
            last.waits() && standsStill() ? limit(waitGapNanos) : resolutionNanos(),
            last,
            Gap.Edge.NONE);
    if (watch != null) {
      watch.ended(tail, tree);
    }
    tree.end(tail, cut ? 0 : carriedCpuNanos);
    gaps.add(tail.nanos());
    lookNanos = endNanos;
    changing--;
  }

  /**
   * Returns the CPU time used since the last check. The two clocks are not read in one instant, so
   * it can exceed the wall time; the excess is carried on to the next check.
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
    gaps.add(now - lookNanos);
    lookNanos = now;
  }

  /** Returns the charged times in order; null if nobody wants to know. */
  public RecordedTimeline.@Nullable Track track() {
    return tree.track();
  }

  public void polled(int times) {
    polls += times;
  }

  /** Adds the cost of checking this segment. */
  public void cost(long nanos) {
    costNanos += nanos;
  }

  /** Returns the sums over the checks so far. */
  public LookTotals totals() {
    return new LookTotals(
        walks, polls, costNanos, gaps.nanos(), gaps.squares() - tree.explainedSquares());
  }
}
