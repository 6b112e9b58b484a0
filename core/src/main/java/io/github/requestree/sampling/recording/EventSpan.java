package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a thread was below a call, as an event that has ended there says. All in
 * nanoseconds. Immutable and thread-safe.
 *
 * @param place the call of the application that caused it; null if it was not looked for
 * @param stack the stack when it ended; null if not captured
 * @param kind the kind of wait while the thread did not run; null if that does not follow
 * @param before the event that ended before, unless that was taken
 * @param behind the number of events that follow in that way
 */
public record EventSpan(
    long startNanos,
    long endNanos,
    @Nullable StackTraceElement place,
    @Nullable SeenStack stack,
    @Nullable WaitKind kind,
    @Nullable EventSpan before,
    int behind) {

  /** The most that a segment keeps between two stacks. */
  static final int MAX_KEPT = 64;

  /** The usual upper bound of the delay between reading the clock and capturing a stack. */
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

  /** Returns whether a stack that was seen while it went on can be one of it. */
  boolean isIn(SeenStack seen) {
    return place == null || seen.indexOf(place) >= 0;
  }

  /**
   * Returns whether one of the stacks at the ends of a gap shows that the thread was elsewhere. A
   * call may go on elsewhere and be noted on this thread once it has ended. It then says nothing of
   * this thread's work meanwhile.
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
   * Returns the same event after these. If there are {@link #MAX_KEPT} of them, it becomes part of
   * the last one if that was of the same kind and place. Otherwise it is left out: less is known
   * then, but nothing false.
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
