package io.github.requestree.sampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One stay of a profile on one thread, and the handshake between that thread and the sampler.
 *
 * <p>Three parties meet here. The <em>owner</em>, a thread that serves requests, opens and closes
 * the segment. The <em>sampler</em> records what it saw of the owner's thread. The
 * <em>reporter</em> reads the recording, once the profile has ended.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>Closing is wait-free: the owner never waits, spins or merges, whatever the others do.
 *   <li>What the sampler records was captured while the segment was open, and at a time before the
 *       end clocks: it captures first, then sets RECORDING, which succeeds only while the segment
 *       is not ended, and the owner sets ENDED before it reads its end clocks.
 *   <li>Exactly one party ends the segment: the one that sets ENDED.
 *   <li>The reporter sees all of it: {@link #isSettled()} is true only after the end clocks are
 *       stored and the sampler has left.
 * </ol>
 *
 * High level design: one {@code int} of three flags. RECORDING is set and cleared by the sampler
 * alone, ENDED is set once and never cleared, CLOCKS_STORED follows ENDED.
 */
final class Segment {

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

  final ActiveProfile profile;
  final StackBase base;
  final String threadName;
  final long startNanos;
  final long startCpuNanos;
  final long startAllocatedBytes;

  /** Where this was handed off; null if it is a segment of the request itself. */
  final @Nullable HandOff handOff;

  /** The segment that the same thread was in before. */
  final @Nullable Segment outer;

  /** Whether the owner has left it; for the owner alone. */
  boolean left;

  /** The next in the profile's list, and the next among those that the sampler has not seen. */
  @Nullable Segment nextOfProfile;

  @Nullable Segment nextNew;

  /** How many follow by {@link #nextNew}. */
  int newBehind;

  /** What the sampler knows; null until its first walk. Guarded by RECORDING, then by settling. */
  @Nullable Attribution attribution;

  /** When the sampler looks next, and the mean of the gap that this was drawn from. */
  long dueNanos;

  long plannedGapNanos;

  /** Whether it is looked at as soon as the sampler learns of it, and not by a plan. */
  boolean lookedAtOnce;

  /** Whether its thread was running when the sampler saw it last. */
  boolean running;

  /** How often it is looked at because it waits, per nanosecond; see {@link Pace}. */
  double waitingLooks;

  /** The sampler's looks that came to nothing since it last recorded one. */
  int pollsUnrecorded;

  private @Nullable RecordedNode ownRoot;
  private final Jvm jvm;
  private volatile @Nullable Thread thread;
  private volatile int state;
  private long endNanos;
  private long endCpuNanos = Jvm.UNKNOWN;
  private long endAllocatedBytes = Jvm.UNKNOWN;
  private boolean cut;

  Segment(
      ActiveProfile profile,
      Thread thread,
      StackBase base,
      @Nullable HandOff handOff,
      @Nullable Segment outer,
      Jvm jvm) {
    this.profile = profile;
    this.thread = thread;
    this.threadName = thread.getName().isEmpty() ? "#" + thread.getId() : thread.getName();
    this.base = base;
    this.handOff = handOff;
    this.outer = outer;
    this.jvm = jvm;
    // The wall clock encloses the CPU clock, at the end too, so that CPU time rarely exceeds it.
    startNanos = jvm.nanoTime();
    startCpuNanos = jvm.cpuNanos(thread);
    startAllocatedBytes = jvm.allocatedBytes(thread);
  }

  /** The thread, for as long as the segment is open: a thread kept longer would pin its loader. */
  @Nullable Thread thread() {
    return thread;
  }

  boolean isLane() {
    return handOff != null;
  }

  /** The root of its tree: a lane has one of its own. For sampler and reporter only. */
  RecordedNode root() {
    if (!isLane()) {
      return profile.root();
    }
    if (ownRoot == null) {
      ownRoot = RecordedNode.root();
    }
    return ownRoot;
  }

  boolean isOpen() {
    return (state & ENDED) == 0;
  }

  boolean cpuMeasured() {
    return startCpuNanos != Jvm.UNKNOWN;
  }

  /** The sampler's check that what it has just captured still belongs to this segment. */
  boolean beginRecording() {
    return STATE.compareAndSet(this, 0, RECORDING);
  }

  void endRecording() {
    STATE.getAndBitwiseAnd(this, ~RECORDING);
  }

  /** Ends the segment now; called by its owner. Without effect if it has ended already. */
  void close() {
    if (((int) STATE.getAndBitwiseOr(this, ENDED) & ENDED) == 0) {
      storeCpuAndMemory();
      endNanos = jvm.nanoTime();
      STATE.getAndBitwiseOr(this, CLOCKS_STORED);
    }
  }

  /**
   * As {@link #close()}, but if nothing was seen of the segment and it ends before this time, its
   * CPU time and memory remain unknown: reading them takes longer than all the rest.
   */
  void closeUnlessShort(long nanos) {
    int before = (int) STATE.getAndBitwiseOr(this, ENDED);
    if ((before & ENDED) == 0) {
      boolean unseen = before == 0 && attribution == null;
      endNanos = jvm.nanoTime();
      if (unseen && endNanos - nanos < 0) {
        thread = null;
      } else {
        storeCpuAndMemory();
        endNanos = jvm.nanoTime();
      }
      STATE.getAndBitwiseOr(this, CLOCKS_STORED);
    }
  }

  /** Ends the segment as of a time that has passed, since its owner has not ended it. */
  void cut(long nanos) {
    if (((int) STATE.getAndBitwiseOr(this, ENDED) & ENDED) == 0) {
      storeCpuAndMemory();
      endNanos = nanos;
      cut = true;
      STATE.getAndBitwiseOr(this, CLOCKS_STORED);
    }
  }

  private void storeCpuAndMemory() {
    Thread owner = thread;
    if (owner != null) {
      endCpuNanos = cpuMeasured() ? jvm.cpuNanos(owner) : Jvm.UNKNOWN;
      endAllocatedBytes = jvm.allocatedBytes(owner);
      thread = null;
    }
  }

  /** Whether it has ended and nobody writes it any more. */
  boolean isSettled() {
    return state == (ENDED | CLOCKS_STORED);
  }

  long endNanos() {
    return endNanos;
  }

  long endCpuNanos() {
    return endCpuNanos;
  }

  /** Whether it was not its owner who ended it. */
  boolean wasCut() {
    return cut;
  }

  /** CPU time used between start and end, or {@link Jvm#UNKNOWN}. */
  long cpuNanos() {
    return cpuMeasured() && endCpuNanos != Jvm.UNKNOWN
        ? Math.max(0, endCpuNanos - startCpuNanos)
        : Jvm.UNKNOWN;
  }

  /** Bytes allocated between start and end, or {@link Jvm#UNKNOWN}. */
  long allocatedBytes() {
    return startAllocatedBytes != Jvm.UNKNOWN && endAllocatedBytes != Jvm.UNKNOWN
        ? Math.max(0, endAllocatedBytes - startAllocatedBytes)
        : Jvm.UNKNOWN;
  }
}
