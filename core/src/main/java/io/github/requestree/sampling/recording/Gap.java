package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time between two checks, or between a check and the end, with its known facts. Immutable. In
 * nanoseconds.
 *
 * @param ranNanos the CPU time that the thread used in it
 * @param slowness the time that the thread needs to run for one nanosecond; 0 if that is not known
 * @param limitNanos the part of it that may be attributed to the stacks at its ends
 */
record Gap(
    long startNanos,
    long endNanos,
    long ranNanos,
    double slowness,
    long limitNanos,
    Edge first,
    Edge last) {

  /**
   * One end of a gap.
   *
   * @param allows the limit that the stack there sets
   * @param kind the kind of wait there; null if the thread ran
   */
  record Edge(GapSplit.End allows, @Nullable WaitKind kind, SeenStack stack) {

    /** The edge without a stack: the segment begins or ends here. */
    static final Edge NONE = new Edge(GapSplit.End.NONE, null, SeenStack.NONE);

    /**
     * Returns the edge at which a stack was captured.
     *
     * @param kind the kind of wait, or null if the thread ran
     */
    static Edge seen(SeenStack stack, @Nullable WaitKind kind, Thread.State state) {
      GapSplit.End allows =
          kind == null
              ? GapSplit.End.RUNS
              : state == Thread.State.RUNNABLE ? GapSplit.End.MAY_WAIT : GapSplit.End.WAITS;
      return new Edge(allows, kind, stack);
    }

    /** Returns the kind of wait of a thread that stands still here; its state may tell. */
    WaitKind standstillKind(Supplier<Thread.State> state) {
      if (kind != null) {
        return kind;
      }
      StackTraceElement innermost = stack.size() > 0 ? stack.frames()[stack.first()] : null;
      return WaitTable.standingStill(innermost, state.get());
    }

    boolean isSeen() {
      return allows != GapSplit.End.NONE;
    }

    boolean runs() {
      return allows == GapSplit.End.RUNS;
    }

    boolean waits() {
      return allows == GapSplit.End.WAITS;
    }

    boolean mayWait() {
      return isSeen() && !runs();
    }
  }

  long nanos() {
    return endNanos - startNanos;
  }

  /** Returns whether all of it may be attributed to its ends. */
  boolean isWithinLimit() {
    return nanos() <= limitNanos;
  }

  /**
   * Returns the time that it took to run this much; {@link Attribution#UNKNOWN} if that is not
   * known.
   */
  long took(long nanos) {
    return slowness == 0 ? Attribution.UNKNOWN : (long) (nanos * slowness);
  }
}
