package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * The time between two looks, or a look and the end, with what is known of it. Immutable. In
 * nanoseconds.
 *
 * @param ranNanos how much CPU time the thread used in it
 * @param slowness how long it takes the thread to run for one nanosecond; 0 if that is not known
 * @param limitNanos how much of it may be attributed to the stacks at its ends
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
   * @param allows what the stack there allows
   * @param kind what the thread waited for there; null if it ran
   */
  record Edge(GapSplit.End allows, @Nullable WaitKind kind, SeenStack stack) {

    /** There is no stack: the segment begins or ends here. */
    static final Edge NONE = new Edge(GapSplit.End.NONE, null, SeenStack.NONE);

    /**
     * A stack was captured here.
     *
     * @param kind what the thread waited for, or null if it ran
     */
    static Edge seen(SeenStack stack, @Nullable WaitKind kind, Thread.State state) {
      GapSplit.End allows =
          kind == null
              ? GapSplit.End.RUNS
              : WaitTable.mayRun(state) ? GapSplit.End.MAY_WAIT : GapSplit.End.WAITS;
      return new Edge(allows, kind, stack);
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
  }

  long nanos() {
    return endNanos - startNanos;
  }

  /** Whether all of it may be attributed to its ends. */
  boolean isWithinLimit() {
    return nanos() <= limitNanos;
  }

  /** How long it took to run this much; {@link Attribution#UNKNOWN} if that is not known. */
  long took(long nanos) {
    return slowness == 0 ? Attribution.UNKNOWN : (long) (nanos * slowness);
  }
}
