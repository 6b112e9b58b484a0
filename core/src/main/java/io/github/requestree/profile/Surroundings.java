package io.github.requestree.profile;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The effects of other requests on a profile, and of this one on others, as far as known. Immutable
 * and thread-safe.
 *
 * @param inFlightAtStart the number of profiled requests under way when it started, itself
 *     included; where requests are many, when it was first looked at; 0 if it is not known, as for
 *     a route
 * @param inFlightAtMost the most that any check until its end found under way
 * @param queuedNanos the time it had waited before it reached the filter, as a proxy says; no part
 *     of the duration or the tree
 * @param lateStarts hand-offs that began noticeably after they were due
 * @param trace the distributed trace that it is part of; null if that is not known
 * @param gcPauses pauses of the garbage collector that fell into it, as far as they were told by
 *     the time of the report; null if that is not known
 */
public record Surroundings(
    int inFlightAtStart,
    int inFlightAtMost,
    OptionalLong queuedNanos,
    List<LateStart> lateStarts,
    @Nullable Trace trace,
    @Nullable Pauses gcPauses) {

  /** Nothing is known. */
  public static final Surroundings UNKNOWN =
      new Surroundings(0, 0, OptionalLong.empty(), List.of(), null, null);

  public Surroundings {
    Objects.requireNonNull(queuedNanos, "queuedNanos");
    lateStarts = List.copyOf(lateStarts);
  }

  /**
   * Pauses in which all threads stood still.
   *
   * @param count how many
   * @param nanos how long all of them took, as far as they fell into the profile
   */
  public record Pauses(int count, long nanos) {}

  /**
   * A place in a distributed trace. Immutable and thread-safe. Copied from the network or a log
   * context: print it through {@link SafeText}.
   *
   * @param traceId the trace, 32 hexadecimal digits by the W3C's Trace Context
   * @param spanId the span, 16 hexadecimal digits; empty if it is not known
   */
  public record Trace(String traceId, String spanId) {
    public Trace {
      Objects.requireNonNull(traceId, "traceId");
      Objects.requireNonNull(spanId, "spanId");
    }
  }

  /**
   * A hand-off that began after it was due. Immutable and thread-safe.
   *
   * @param thread the name of the thread on which it began
   * @param lateNanos the delay
   * @param busyWith the work of that thread meanwhile; null if that was not profiled
   */
  public record LateStart(String thread, long lateNanos, @Nullable BusyWith busyWith) {
    public LateStart {
      Objects.requireNonNull(thread, "thread");
    }
  }

  /**
   * Work that kept a thread busy. Immutable and thread-safe.
   *
   * @param route the route of the request that it worked for, never its path; null if not known
   * @param stack the stack that it was on for longest, the innermost frame first
   * @param nanos the time that it kept the hand-off waiting
   */
  public record BusyWith(@Nullable String route, List<StackTraceElement> stack, long nanos) {
    public BusyWith {
      stack = List.copyOf(stack);
    }
  }
}
