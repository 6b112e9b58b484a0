package io.github.requestree.sampling;

import io.github.requestree.profile.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * The time between two looks, or a look and the end, with what is known of it. Immutable. In
 * nanoseconds.
 *
 * @param ranNanos how much CPU time the thread used in it
 * @param slowness how long it takes the thread to run for one nanosecond; 0 if that is not known
 * @param limitNanos how much of it may be attributed to the stacks at its ends
 * @param firstKind what the thread waited for at its start; null if it ran
 * @param lastKind what the thread waited for at its end; null if it ran
 * @param stack the stack at its end; null at the end of the segment
 * @param weightNanos the time that the walk at its end stands for in a merged tree
 */
record Gap(
    long startNanos,
    long endNanos,
    long ranNanos,
    double slowness,
    long limitNanos,
    GapSplit.End first,
    @Nullable WaitKind firstKind,
    GapSplit.End last,
    @Nullable WaitKind lastKind,
    @Nullable SeenStack stack,
    long weightNanos) {

  long nanos() {
    return endNanos - startNanos;
  }

  /** Whether all of it may be attributed to its ends. */
  boolean isWithinLimit() {
    return nanos() <= limitNanos;
  }

  /** How long it took to run this much; {@link Jvm#UNKNOWN} if that is not known. */
  long took(long nanos) {
    return slowness == 0 ? Jvm.UNKNOWN : (long) (nanos * slowness);
  }
}
