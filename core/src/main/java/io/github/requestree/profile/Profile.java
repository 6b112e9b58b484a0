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
 * A finished profile: of one request, of one block of code, or of all requests of a route. All
 * times are nanoseconds. Immutable and thread-safe.
 *
 * <p>The times add up: {@code root().totalNanos() == durationNanos() + overlapNanos()}.
 *
 * @param id identifies the profile; random, and safe in file names and headers
 * @param name names the request or block of code, such as {@code GET /orders}
 * @param startedAt the time of its start
 * @param durationNanos its duration; for a route, the sum over all its requests
 * @param overlapNanos time that stands in the tree more than once, because two threads worked for
 *     the request itself at the same time
 * @param cpuNanos CPU time of the request's own threads, without {@link Sampling#unclockedNanos};
 *     absent if it could not be measured
 * @param allocatedBytes the bytes that these threads allocated, likewise
 * @param thread the name of the first thread
 * @param stillRunning whether it had not ended yet; another profile with the same id then follows
 * @param sampling the precision and cost of the measurement
 * @param surroundings the effects of other requests, and of this one on them
 * @param request the HTTP request, if it was one
 * @param totals the figures of all requests, if this is the profile of a route
 * @param baseline the usual profile of this route; null unless enough requests of it are known
 * @param tags what the application says of it, by name. Print it through {@link SafeText}
 * @param root the call tree
 * @param timeline the same in the order in which it happened; empty unless a sink asked for it
 * @param events notes taken while it ran, such as queries, the longest first; their time is part of
 *     the tree's
 * @param notes remarks for the reader: parts that were cut, dropped or let go
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
    @Nullable Baseline baseline,
    Map<String, String> tags,
    CallNode root,
    Timeline timeline,
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
    Objects.requireNonNull(timeline, "timeline");
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    events = List.copyOf(events);
    notes = List.copyOf(notes);
  }

  /**
   * Returns its waiting time: the duration without the CPU time. If the CPU time is not known, the
   * waits in the tree give an estimate.
   */
  public long waitingNanos() {
    return cpuNanos.isPresent()
        ? Math.max(0, durationNanos - cpuNanos.getAsLong() - sampling.unclockedNanos)
        : WaitingTimes.nanosIn(root);
  }

  /** Returns a builder of a profile that took as long as its tree says; all else is unknown. */
  public static Builder builder(String id, String name, Instant startedAt, CallNode root) {
    return new Builder(id, name, startedAt, root);
  }

  /** Returns a builder that starts from this profile. */
  public Builder toBuilder() {
    Builder builder = new Builder(id, name, startedAt, root);
    builder.durationNanos = durationNanos;
    builder.overlapNanos = overlapNanos;
    builder.cpuNanos = cpuNanos;
    builder.allocatedBytes = allocatedBytes;
    builder.thread = thread;
    builder.stillRunning = stillRunning;
    builder.sampling = sampling;
    builder.surroundings = surroundings;
    builder.request = request;
    builder.totals = totals;
    builder.baseline = baseline;
    builder.tags = tags;
    builder.timeline = timeline;
    builder.events = events;
    builder.notes = notes;
    return builder;
  }

  /** Returns the same profile under another id. */
  public Profile withId(String newId) {
    Builder builder = toBuilder();
    builder.id = newId;
    return builder.build();
  }

  /**
   * Says with which precision a tree was measured, and at which cost. Immutable and thread-safe.
   *
   * @param walks captured stacks
   * @param polls checks, which are looks at a thread's CPU clock; those with a capture included
   * @param resolutionNanos the gap between two checks: the planned or the actual one, whichever is
   *     larger. The actual one is the mean over time, not over gaps. Time that an event explains is
   *     no gap. Without checks and events this is the duration
   * @param ownCostNanos CPU time that sampling this profile cost
   * @param unclockedNanos time of the request's own threads before their clocks were first read;
   *     its CPU time and allocation are unknown. It is above 0 only if requests begin at such a
   *     rate that reading clocks for each would exceed the budget
   */
  public record Sampling(
      long walks, long polls, long resolutionNanos, long ownCostNanos, long unclockedNanos) {}

  /**
   * Something that was noted while a profile ran, as often as it came from one place. Immutable and
   * thread-safe.
   *
   * @param kind a word for its kind, such as {@code sql}, {@code http} or {@code timed}
   * @param text describes it, or is {@link #OTHERS}
   * @param place the call of the application that caused it; null if that is not known
   * @param count the number of times
   * @param failures the number of them that failed
   * @param totalNanos the sum of their times, also of those that ran side by side
   * @param maxNanos the longest
   * @param longestRun the most that followed one another on one thread without overlap, as far as
   *     they are known to come from this place
   * @param attributes further facts about the longest one
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

    /** Stands for all texts beyond the number that can be told apart. */
    public static final String OTHERS = "[others]";

    private static final int MIN_ONE_BY_ONE = 5;

    public Event {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(text, "text");
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Returns whether one query was made again and again where a single one might have done. */
    public boolean isOneByOne() {
      return kind.equals("sql") && longestRun >= MIN_ONE_BY_ONE;
    }
  }

  /**
   * An HTTP request. Immutable and thread-safe. Copied from the network: print it through {@link
   * SafeText}.
   *
   * @param method the HTTP method
   * @param path the raw path, without query string and path parameters
   * @param route the pattern that the path matched, or the path with its ids folded. It is {@code
   *     [not found]} or {@code [redirected]} if nothing was at the path
   * @param status the response status, or 0 if it is not known
   * @param failure the reason of its failure, such as the exception's simple name; null if none
   * @param handler the class and method that the framework chose for it; null if not known
   */
  public record Request(
      String method,
      String path,
      String route,
      int status,
      @Nullable String failure,
      @Nullable String handler) {
    public Request {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(route, "route");
    }

    /** A request whose handler is not known. */
    public Request(String method, String path, String route, int status, @Nullable String failure) {
      this(method, path, route, status, failure, null);
    }

    /** Returns whether the request failed: by an exception, or with a status of 500 or more. */
    public boolean failed() {
      return failure != null || status >= 500;
    }
  }

  /**
   * The usual profile of a route's requests. Immutable and thread-safe.
   *
   * @param count how many recent requests this is known from
   * @param medianNanos the median of their durations
   * @param root the mean of the call trees of those in the middle, from the first quartile to the
   *     third, scaled so that it adds up to the median
   */
  public record Baseline(long count, long medianNanos, CallNode root) {
    public Baseline {
      Objects.requireNonNull(root, "root");
    }
  }

  /**
   * The figures of all requests of a route. Immutable and thread-safe.
   *
   * @param count the number of requests
   * @param errors the number of them that failed
   * @param meanNanos the mean of their durations
   * @param p50Nanos half of them took at most this long
   * @param p90Nanos 90 % of them took at most this long
   * @param p95Nanos 95 % of them took at most this long
   * @param p99Nanos 99 % of them took at most this long
   * @param maxNanos the longest
   * @param percentilesExact true if all durations were kept, false for a uniform sample
   * @param sampleSize the number of durations that the percentiles come from
   * @param worst the single profiles that took longest, as far as there was room for them
   */
  public record Totals(
      long count,
      long errors,
      long meanNanos,
      long p50Nanos,
      long p90Nanos,
      long p95Nanos,
      long p99Nanos,
      long maxNanos,
      boolean percentilesExact,
      int sampleSize,
      List<Profile> worst) {
    public Totals {
      worst = List.copyOf(worst);
    }
  }

  /** Makes a {@link Profile}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private final String name;
    private final Instant startedAt;
    private String id;
    private CallNode root;
    private long durationNanos;
    private long overlapNanos;
    private OptionalLong cpuNanos = OptionalLong.empty();
    private OptionalLong allocatedBytes = OptionalLong.empty();
    private String thread = "";
    private boolean stillRunning;
    private Sampling sampling = new Sampling(0, 0, 0, 0, 0);
    private Surroundings surroundings = Surroundings.UNKNOWN;
    private @Nullable Request request;
    private @Nullable Totals totals;
    private @Nullable Baseline baseline;
    private Map<String, String> tags = Map.of();
    private Timeline timeline = Timeline.NONE;
    private List<Event> events = List.of();
    private List<String> notes = List.of();

    private Builder(String id, String name, Instant startedAt, CallNode root) {
      this.id = id;
      this.name = name;
      this.startedAt = startedAt;
      this.root = root;
      durationNanos = root.totalNanos();
    }

    public Builder durationNanos(long value) {
      durationNanos = value;
      return this;
    }

    public Builder overlapNanos(long value) {
      overlapNanos = value;
      return this;
    }

    public Builder cpuNanos(OptionalLong value) {
      cpuNanos = value;
      return this;
    }

    public Builder allocatedBytes(OptionalLong value) {
      allocatedBytes = value;
      return this;
    }

    public Builder thread(String value) {
      thread = value;
      return this;
    }

    public Builder stillRunning(boolean value) {
      stillRunning = value;
      return this;
    }

    public Builder sampling(Sampling value) {
      sampling = value;
      return this;
    }

    public Builder surroundings(Surroundings value) {
      surroundings = value;
      return this;
    }

    public Builder request(@Nullable Request value) {
      request = value;
      return this;
    }

    public Builder totals(@Nullable Totals value) {
      totals = value;
      return this;
    }

    public Builder baseline(@Nullable Baseline value) {
      baseline = value;
      return this;
    }

    public Builder tags(Map<String, String> value) {
      tags = value;
      return this;
    }

    /** Replaces the tree; the duration stays. */
    public Builder root(CallNode value) {
      root = value;
      return this;
    }

    public Builder timeline(Timeline value) {
      timeline = value;
      return this;
    }

    public Builder events(List<Event> value) {
      events = value;
      return this;
    }

    public Builder notes(List<String> value) {
      notes = value;
      return this;
    }

    public Profile build() {
      return new Profile(
          id,
          name,
          startedAt,
          durationNanos,
          overlapNanos,
          cpuNanos,
          allocatedBytes,
          thread,
          stillRunning,
          sampling,
          surroundings,
          request,
          totals,
          baseline,
          tags,
          root,
          timeline,
          events,
          notes);
    }
  }
}
