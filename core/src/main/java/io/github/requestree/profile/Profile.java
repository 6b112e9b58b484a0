package io.github.requestree.profile;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A finished profile: of one request or block of code, or of all requests of a route. All times are
 * nanoseconds. Immutable and thread-safe.
 *
 * <p>The times add up: {@code root().totalNanos() == durationNanos() + overlapNanos()}.
 *
 * @param id identifies the profile; random and safe in file names and headers
 * @param name what was profiled, such as {@code GET /orders}
 * @param startedAt when it started
 * @param durationNanos how long it took; for a route, how long all its requests took together
 * @param overlapNanos time that stands in the tree more than once, because two threads worked for
 *     the request itself at the same time
 * @param cpuNanos CPU time of the request's own threads, but for {@link Sampling#unclockedNanos};
 *     absent if it could not be measured
 * @param allocatedBytes what these threads allocated, likewise
 * @param thread the name of the first thread
 * @param stillRunning whether it had not ended yet: the tree is what was known by then, and another
 *     profile of the same id follows
 * @param sampling how the tree was measured
 * @param surroundings what went on around it
 * @param request the HTTP request, if it was one
 * @param totals the figures of all requests, if this is the profile of a route
 * @param root the call tree
 * @param events what was noted while it ran, such as queries, the ones that took longest first;
 *     their time is part of the tree's, which knows nothing of them
 * @param notes what the reader must know: what was cut, dropped or let go
 */
public record Profile(
    String id,
    String name,
    Instant startedAt,
    long durationNanos,
    long overlapNanos,
    OptionalLong cpuNanos,
    OptionalLong allocatedBytes,
    String thread,
    boolean stillRunning,
    Sampling sampling,
    Surroundings surroundings,
    @Nullable Request request,
    @Nullable Totals totals,
    CallNode root,
    List<Event> events,
    List<String> notes) {

  public Profile {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(cpuNanos, "cpuNanos");
    Objects.requireNonNull(allocatedBytes, "allocatedBytes");
    Objects.requireNonNull(thread, "thread");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(surroundings, "surroundings");
    Objects.requireNonNull(root, "root");
    events = List.copyOf(events);
    notes = List.copyOf(notes);
  }

  /**
   * How a tree was measured.
   *
   * @param walks captured stacks
   * @param polls looks at the CPU clock, the walks' included
   * @param resolutionNanos the gap between two looks that was aimed at or, if larger, got: the mean
   *     over the time, not over the gaps
   * @param ownCostNanos CPU time that sampling this profile cost
   * @param unclockedNanos time of the request's own threads before anybody read their clocks: its
   *     CPU time and allocation are not known. More than 0 only where so many requests begin that
   *     reading clocks for each would cost more than the budget allows
   */
  public record Sampling(
      long walks, long polls, long resolutionNanos, long ownCostNanos, long unclockedNanos) {}

  /**
   * Something that was noted while a profile ran, as often as it came from one place.
   *
   * @param kind what it is, such as {@code sql}, {@code http} or {@code timed}
   * @param text what it was, or {@link #OTHERS}
   * @param place the call of the application that caused it; null if that is not known
   * @param count how often
   * @param failures how many of them failed
   * @param totalNanos how long all of them took together; more than the time that passed if they
   *     ran side by side
   * @param maxNanos the longest
   * @param longestRun how many followed one another on one thread, each after the end of the one
   *     before, as far as they are known to come from this place
   * @param attributes what else is known of the longest one
   */
  public record Event(
      String kind,
      String text,
      @Nullable StackTraceElement place,
      long count,
      long failures,
      long totalNanos,
      long maxNanos,
      long longestRun,
      Map<String, String> attributes) {

    /** Stands for all texts that there was no room to tell apart. */
    public static final String OTHERS = "[others]";

    public Event {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(text, "text");
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
  }

  /**
   * What others did to a profile, as far as it is known.
   *
   * @param inFlightAtStart how many profiled requests were under way when it started, itself
   *     included; 0 if it is not known, as for a route
   * @param inFlightAtMost the most that were seen until its end, whenever it was looked at
   * @param queuedNanos how long it had waited before it reached us, by what a proxy says; no part
   *     of the duration or the tree
   * @param lateStarts hand-offs that began noticeably after they were due
   */
  public record Surroundings(
      int inFlightAtStart,
      int inFlightAtMost,
      OptionalLong queuedNanos,
      List<LateStart> lateStarts) {

    /** Nothing is known. */
    public static final Surroundings UNKNOWN =
        new Surroundings(0, 0, OptionalLong.empty(), List.of());

    public Surroundings {
      Objects.requireNonNull(queuedNanos, "queuedNanos");
      lateStarts = List.copyOf(lateStarts);
    }
  }

  /**
   * A hand-off that began after it was due.
   *
   * @param thread the name of the thread on which it began
   * @param lateNanos how late
   * @param busyWith what that thread did meanwhile; null if that was not profiled
   */
  public record LateStart(String thread, long lateNanos, @Nullable BusyWith busyWith) {
    public LateStart {
      Objects.requireNonNull(thread, "thread");
    }
  }

  /**
   * What a thread was busy with.
   *
   * @param route the route of the request that it worked for, never its path; null if not known
   * @param stack where it was for longest, the innermost frame first
   * @param nanos how long it kept the hand-off waiting
   */
  public record BusyWith(@Nullable String route, List<StackTraceElement> stack, long nanos) {
    public BusyWith {
      stack = List.copyOf(stack);
    }
  }

  /**
   * What is known of an HTTP request. Copied from the network: escape before printing.
   *
   * @param method the HTTP method
   * @param path the raw path, without query string and path parameters
   * @param route the pattern that the path matched, or the path with its ids folded
   * @param status the response status, or 0 if it is not known
   * @param failure why it failed, such as the simple name of the exception; null if it did not
   */
  public record Request(
      String method, String path, String route, int status, @Nullable String failure) {
    public Request {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(route, "route");
    }

    /** Whether the request failed: by an exception, or with a status of 500 or more. */
    public boolean failed() {
      return failure != null || status >= 500;
    }
  }

  /**
   * The figures of all requests of a route.
   *
   * @param count how many requests
   * @param errors how many of them failed
   * @param meanNanos the mean of their durations
   * @param p50Nanos half of them took at most this long
   * @param p95Nanos 95 % of them took at most this long
   * @param maxNanos the longest
   * @param percentilesExact whether all durations were kept, or a uniform sample
   * @param sampleSize how many durations the percentiles come from
   */
  public record Totals(
      long count,
      long errors,
      long meanNanos,
      long p50Nanos,
      long p95Nanos,
      long maxNanos,
      boolean percentilesExact,
      int sampleSize) {}
}
