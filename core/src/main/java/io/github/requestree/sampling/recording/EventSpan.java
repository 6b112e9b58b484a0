package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * When a thread was below which call, as an event that has ended there says. All in nanoseconds.
 * Immutable and thread-safe.
 *
 * @param place the call of the application that caused it; null if it was not looked for
 * @param stack the stack when it ended; null if not captured
 * @param kind what the thread waited for where it did not run; null if that does not follow
 * @param before the event that ended before, unless that was taken
 * @param behind how many follow in that way
 */
public record EventSpan(
    long startNanos,
    long endNanos,
    @Nullable StackTraceElement place,
    @Nullable SeenStack stack,
    @Nullable WaitKind kind,
    @Nullable EventSpan before,
    int behind) {

  /** How many a segment keeps between two walks. */
  static final int MAX_KEPT = 64;

  /** How long after the clock is read a stack is captured, at most, as a rule. */
  private static final long CAPTURE_NANOS = 1_000_000;

  /** An event that has ended, with nothing before it. */
  public static EventSpan of(
      long startNanos,
      long endNanos,
      @Nullable StackTraceElement place,
      @Nullable SeenStack stack,
      @Nullable WaitKind kind) {
    return new EventSpan(startNanos, endNanos, place, stack, kind, null, 0);
  }

  /** Whether a stack that was seen while it went on can be one of it. */
  boolean isIn(SeenStack seen) {
    return place == null || seen.indexOf(place) >= 0;
  }

  /**
   * Whether one of the stacks at the ends of a gap shows that the thread was elsewhere. A call that
   * goes on elsewhere, and is noted on this thread once it has ended, says nothing of what the
   * thread did meanwhile.
   */
  boolean isDenied(Gap gap) {
    return isDenied(gap.startNanos(), gap.first()) || isDenied(gap.endNanos(), gap.last());
  }

  private boolean isDenied(long nanos, Gap.Edge edge) {
    return edge.isSeen()
        && startNanos < nanos
        && endNanos - CAPTURE_NANOS > nanos
        && !isIn(edge.stack());
  }

  /**
   * The same event after these. If there are {@link #MAX_KEPT} of them, it becomes part of the last
   * one if that was of the same kind and place, and else is left out: less is known then, and what
   * is known is still true.
   */
  public EventSpan after(@Nullable EventSpan latest) {
    int follow = latest == null ? 0 : latest.behind + 1;
    if (latest == null || follow < MAX_KEPT) {
      return new EventSpan(startNanos, endNanos, place, stack, kind, latest, follow);
    }
    if (kind != latest.kind || place == null || !place.equals(latest.place)) {
      return latest;
    }
    long sum = latest.endNanos - latest.startNanos + endNanos - startNanos;
    long start = Math.max(endNanos - sum, Math.min(startNanos, latest.startNanos));
    return new EventSpan(start, endNanos, place, latest.stack, kind, latest.before, latest.behind);
  }
}
