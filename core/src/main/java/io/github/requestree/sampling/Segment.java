package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.LookPlan;
import io.github.requestree.sampling.pacing.StackChoice;
import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.BlockWatch;
import io.github.requestree.sampling.recording.RecordedNode;
import io.github.requestree.sampling.recording.SeenStack;
import io.github.requestree.sampling.recording.SegmentTree;
import io.github.requestree.sampling.recording.StackBase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One stay of a profile on one thread, and the handshake between that thread and the sampler.
 *
 * <p>Three parties meet here. The <em>owner</em>, a thread that serves requests, opens and closes
 * the segment. The <em>sampler</em>, a single thread, records the stacks of the owner's thread. The
 * <em>reporter</em> reads the recording, once the profile has ended, and cuts segments that are
 * still open.
 *
 * <p>High level design: one {@code int} of three flags. RECORDING is set and cleared by the sampler
 * alone, ENDED is set once and never cleared, CLOCKS_STORED follows ENDED. Each change is one
 * atomic read-modify-write, so all changes have one order. A reader of the state sees all writes
 * before any change up to there.
 *
 * <p>The writers:
 *
 * <ul>
 *   <li>The thread that sets ENDED, and no other: the end clocks, the thread's name and {@code
 *       cut}, until it sets CLOCKS_STORED. That is the owner or the reporter, whichever comes
 *       first; for the other one the segment has ended.
 *   <li>The sampler, while RECORDING is set: the attribution, the lane's root, and the first clocks
 *       if they were not read at the start; also the tree and timeline that all segments of a
 *       profile share.
 *   <li>The reporter, once all segments of the profile are settled: the same.
 *   <li>The sampler at any time: its plan, the weight of a stack that came too late, and the time
 *       up to which the thread was seen. The owner alone: {@code left}. The rest is written before
 *       the segment is published, in the list of its profile or of the sampler.
 *   <li>The owner at any time: the events that have ended, which it puts in front of those that are
 *       there. The thread that may write the attribution takes them all at once. Both are one
 *       atomic read-modify-write, so each event is taken once, after it was written.
 * </ul>
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>The owner never waits, spins or merges. It sets two flags and reads its clocks in between.
 *       Setting a flag is tried again if the sampler changes the state in that very instant. It
 *       does so twice in a check, and at most once when the segment has ended. Putting an event is
 *       tried again if it takes them in that very instant, once in a check.
 *   <li>Every recorded stack was captured while the segment was open. The sampler captures first
 *       and then sets RECORDING, which succeeds only on a state without flags. So it comes before
 *       ENDED in the order of changes, and the capture before all that the owner does once it has
 *       set ENDED. After that RECORDING can never be set again.
 *   <li>It was captured before the time of the end clocks: the sampler reads the time before it
 *       captures, the owner reads its end clocks after it has set ENDED. If the segment is cut, its
 *       end is that of the profile. That lies later too: the sampler asks, with RECORDING set,
 *       whether the profile has ended, and a profile with a thread inside reads its end after
 *       saying so. Only a lane may have been checked after that end, which is then that of the
 *       request's last stay; {@link ProfileAssembler} knows.
 *   <li>Exactly one party ends the segment: the one whose change set ENDED.
 *   <li>The reporter sees all of it: {@link #isSettled()} is true only after the end clocks are
 *       stored and the sampler has left, and then for good. It waits for that, at most for as long
 *       as others take for a few instructions. Into segments that opened too late to be in its list
 *       nothing is recorded, since the profile had ended.
 * </ol>
 *
 * <p>These guarantees are tested by the races of the module {@code checks/stress}.
 */
final class Segment extends EndedEvents implements StackChoice.Candidate {

  private static final int RECORDING = 1;
  private static final int ENDED = 2;
  private static final int CLOCKS_STORED = 4;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Segment.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final ProfileState profile;
  final StackBase base;
  final long startNanos;
  final long threadId;

  /** The hand-off that began this; null if it is a segment of the request itself. */
  final @Nullable HandOff handOff;

  /** The segment that the same thread was in before. */
  final @Nullable Segment outer;

  /** True if the owner has left it; for the owner alone. */
  boolean left;

  /** The reference that other libraries keep; for the owner alone. */
  private @Nullable WeakReference<Segment> weakly;

  /** The next in the profile's list, and the next among those that the sampler has not seen. */
  @Nullable Segment nextOfProfile;

  /** The number of segments that follow by {@link #nextOfProfile}. */
  int behind;

  @Nullable Segment nextNew;

  /** The number of segments that follow by {@link #nextNew}. */
  int newBehind;

  /**
   * The sampler's knowledge; null until its first stack. Guarded by RECORDING, then by settling.
   */
  @Nullable Attribution attribution;

  /** The plan of the sampler's checks. */
  final LookPlan plan;

  /** The entry of {@link BusyHistory} for it; for the sampler alone. */
  BusyHistory.@Nullable Busy busy;

  /** True if its profile was young until now; others that began with it have ended unseen. */
  boolean wasYoung;

  /** True if its end has been charged. */
  boolean charged;

  /** The sampler's checks since it last recorded one; for the sampler alone. */
  private int pollsUnrecorded;

  /** The first and last values of its thread's clocks. */
  final ThreadClocks clocks = new ThreadClocks();

  private @Nullable RecordedNode ownRoot;
  private String threadName = "";
  private final Jvm jvm;
  private volatile @Nullable Thread thread;
  private volatile int state;
  private volatile long lostWeightNanos;
  volatile long notCheckedNanos;
  private volatile long seenNanos;

  /** The time of the owner's last capture of its own stack for an event; for the owner alone. */
  private long capturedNanos;

  private long endNanos;
  private boolean cut;

  Segment(
      ProfileState profile,
      Thread thread,
      StackBase base,
      @Nullable HandOff handOff,
      @Nullable Segment outer,
      Jvm jvm,
      long startNanos) {
    this.profile = profile;
    this.thread = thread;
    threadId = thread.getId();
    this.base = base;
    this.handOff = handOff;
    this.outer = outer;
    this.jvm = jvm;
    // The wall clock encloses the CPU clock, at the end too, so that CPU time rarely exceeds it.
    this.startNanos = startNanos;
    plan = new LookPlan(startNanos);
    seenNanos = startNanos;
    capturedNanos = startNanos;
  }

  /** Reads the first values of its thread's clocks, before anybody else knows it. */
  void readClocks(Thread owner) {
    clocks.first(startNanos, jvm.cpuNanos(owner), owner, jvm);
  }

  /**
   * Returns the thread, for as long as the segment is open: a thread kept longer would pin its
   * loader.
   */
  @Nullable Thread thread() {
    return thread;
  }

  boolean isLane() {
    return handOff != null;
  }

  /**
   * Returns itself for objects that may outlive its profile; always the same reference. For the
   * owner alone.
   */
  WeakReference<Segment> weakly() {
    if (weakly == null) {
      weakly = new WeakReference<>(this);
    }
    return weakly;
  }

  /** Returns the root of its tree: a lane has one of its own. For sampler and reporter only. */
  RecordedNode root() {
    if (!isLane()) {
      return profile.recorded().root;
    }
    if (ownRoot == null) {
      ownRoot = RecordedNode.root();
    }
    return ownRoot;
  }

  /** Returns the part of a stack of its thread that belongs to it. */
  SeenStack ownFrames(StackTraceElement[] stack) {
    return base.seen(stack, jvm.deepestStack());
  }

  /**
   * Begins to attribute its time. Guarded as the attribution is.
   *
   * @param expectedGapNanos the gap between checks that others lately had
   * @param watch watches for waits that must not be; null if the thread may wait
   */
  Attribution attribute(long intervalNanos, long expectedGapNanos, @Nullable BlockWatch watch) {
    SegmentTree tree = profile.recorded().tree(root(), this::takeEvents, clocks.cpuMeasured());
    attribution =
        new Attribution(
            tree, startNanos, clocks.firstCpuNanos(), intervalNanos, expectedGapNanos, watch);
    return attribution;
  }

  void polled() {
    pollsUnrecorded++;
  }

  /** Returns the number of checks since the last call. */
  int takePolls() {
    int polls = pollsUnrecorded;
    pollsUnrecorded = 0;
    return polls;
  }

  boolean isOpen() {
    return (state & ENDED) == 0;
  }

  boolean isOnCallingThread() {
    return isOpen() && threadId == Thread.currentThread().getId();
  }

  /** Checks that the stack that the sampler has just captured still belongs to this segment. */
  boolean beginRecording() {
    return STATE.compareAndSet(this, 0, RECORDING);
  }

  void endRecording() {
    STATE.getAndBitwiseAnd(this, ~RECORDING);
  }

  /**
   * Notes the weight of a stack that came after the end of this. The sampler calls it, also after
   * settling: a weight that comes after the reporter has asked is missing.
   */
  void lost(long weightNanos) {
    lostWeightNanos = weightNanos;
  }

  long lostWeightNanos() {
    return lostWeightNanos;
  }

  /** Notes that it was not checked since a planned tick, or its start; for the sampler alone. */
  void notChecked(long sinceNanos, long now) {
    notCheckedNanos = Math.max(notCheckedNanos, now - Math.max(sinceNanos, startNanos));
  }

  @Override
  public LookPlan plan() {
    return plan;
  }

  @Override
  public long unattributedNanos(long now) {
    Attribution known = attribution;
    return known == null ? now - startNanos : known.unattributedNanos(now);
  }

  /** Notes the time up to which the thread was seen; called by the sampler. */
  void seen(long nanos) {
    seenNanos = nanos;
  }

  /**
   * Returns the time for which nobody has seen the thread, itself included; for the owner alone.
   */
  long unseenNanos(long now) {
    return now - Math.max(seenNanos, capturedNanos);
  }

  /** Notes that the owner has captured its own stack. */
  void captured(long nanos) {
    capturedNanos = nanos;
  }

  /**
   * Returns whether a failure has interrupted a change of its recording. Guarded as the attribution
   * is.
   */
  boolean isTorn() {
    Attribution known = attribution;
    return known != null && known.isTorn();
  }

  /** Forgets all that was seen of it, as if it had not been checked. For the reporter only. */
  void forgetLooks() {
    attribution = null;
    ownRoot = null;
    charged = false;
  }

  /** Ends the segment now; called by its owner. Without effect if it has ended already. */
  void close() {
    if (((int) STATE.getAndBitwiseOr(this, ENDED) & ENDED) == 0) {
      readThread();
      endNanos = jvm.nanoTime();
      STATE.getAndBitwiseOr(this, CLOCKS_STORED);
    }
  }

  /**
   * As {@link #close()}, for a segment that was not checked and ends before this time: its CPU time
   * and memory remain unknown, since reading them takes longer than all the rest.
   */
  void closeUnlessShort(long nanos) {
    int before = (int) STATE.getAndBitwiseOr(this, ENDED);
    if ((before & ENDED) == 0) {
      boolean unseen = before == 0 && attribution == null;
      endNanos = jvm.nanoTime();
      if (unseen && endNanos - nanos < 0) {
        thread = null;
      } else {
        readThread();
        endNanos = jvm.nanoTime();
      }
      STATE.getAndBitwiseOr(this, CLOCKS_STORED);
    }
  }

  /** Ends the segment as of a time that has passed, since its owner has not ended it. */
  void cut(long nanos) {
    if (((int) STATE.getAndBitwiseOr(this, ENDED) & ENDED) == 0) {
      readThread();
      endNanos = nanos;
      cut = true;
      STATE.getAndBitwiseOr(this, CLOCKS_STORED);
    }
  }

  private void readThread() {
    Thread owner = thread;
    try {
      if (owner != null) {
        threadName = nameOf(owner);
        clocks.last(owner, jvm);
      }
    } catch (Throwable e) {
      // A subclass of Thread threw, or memory is short: unknown clocks stay unknown, but the
      // segment has an end.
    }
    thread = null;
  }

  /** Returns whether it has ended and nobody writes it any more. */
  boolean isSettled() {
    return state == (ENDED | CLOCKS_STORED);
  }

  /** Returns the name of its thread, now or at its end; or the thread's number. */
  String threadName() {
    Thread owner = thread;
    return owner == null ? threadName : nameOf(owner);
  }

  private static String nameOf(Thread owner) {
    return owner.getName().isEmpty() ? "#" + owner.getId() : owner.getName();
  }

  long endNanos() {
    return endNanos;
  }

  /** Returns whether another thread than its owner ended it. */
  boolean wasCut() {
    return cut;
  }
}
