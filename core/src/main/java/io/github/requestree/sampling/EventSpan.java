package io.github.requestree.sampling;

import io.github.requestree.profile.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * When a thread was below which call, as an event that has ended there says. All in nanoseconds.
 * Immutable and thread-safe.
 *
 * @param place the call of the application that caused it; null if it was not looked for
 * @param stack the whole stack when it ended, the innermost frame first; null if not captured
 * @param kind what the thread waited for where it did not run; null if that does not follow
 * @param before the event that ended before, unless that was taken
 * @param behind how many follow in that way
 */
@SuppressWarnings("ArrayRecordComponent")
record EventSpan(
    long startNanos,
    long endNanos,
    @Nullable StackTraceElement place,
    StackTraceElement @Nullable [] stack,
    @Nullable WaitKind kind,
    @Nullable EventSpan before,
    int behind) {

  /** How many a segment keeps between two walks. */
  static final int MOST = 64;

  /** How long after the clock is read a stack is captured, at most, as a rule. */
  private static final long CAPTURE_NANOS = 1_000_000;

  /** An event that has ended, with nothing before it. */
  static EventSpan of(
      long startNanos,
      long endNanos,
      @Nullable StackTraceElement place,
      StackTraceElement @Nullable [] stack,
      @Nullable WaitKind kind) {
    return new EventSpan(startNanos, endNanos, place, stack, kind, null, 0);
  }

  /** Whether a stack that was seen while it went on can be one of it. */
  boolean isIn(SeenStack seen) {
    return place == null || seen.indexOf(place) >= 0;
  }

  /** Whether the thread was elsewhere while it went on, by a stack captured after this time. */
  boolean isDenied(long nanos, SeenStack seen) {
    return startNanos < nanos && endNanos - CAPTURE_NANOS > nanos && !isIn(seen);
  }

  /**
   * The same event after these. If there are {@link #MOST} of them, it becomes part of the last one
   * if that was of the same kind and place, and else is left out: less is known then, and what is
   * known is still true.
   */
  EventSpan after(@Nullable EventSpan latest) {
    int follow = latest == null ? 0 : latest.behind + 1;
    if (latest == null || follow < MOST) {
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
