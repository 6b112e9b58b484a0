package io.github.requestree.pyroscope;

import io.github.requestree.export.PprofReport;
import io.github.requestree.internal.Option;
import io.github.requestree.internal.OptionKind;
import io.github.requestree.internal.OwnThread;
import io.github.requestree.internal.Rate;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.routes.RouteTotals;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the merged profile of each route to a Pyroscope server once in a while, and single slow
 * requests as they come: {@code ProfilingOptions.builder().addSink(
 * PyroscopeSink.builder("http://pyroscope:4040", "shop").build())}.
 *
 * <p>A route has a series {@code wall}, one {@code process_cpu}, and one {@code lane} for work on
 * other threads. Slow requests are in a series {@code slow_request}, since their time is part of
 * {@code wall} already. The kinds of waiting are the innermost frames, such as {@code [lock]}.
 *
 * <p>A thread of its own pushes. While the server is away, up to 8 MB wait, and profiles of an
 * hour; what is lost counts as {@linkplain #notWritten() not written}. A sink belongs to one filter
 * or profiler. Thread-safe.
 */
public final class PyroscopeSink
    implements ProfileSink, ProfileSink.EndListener, ProfileSink.Buffer, ProfileSink.Lossy {

  private static final String TABLE =
      """
      every | 10s to 10m | 1m | how often routes are pushed
      slowRequests | 1ms to 1h, or 0 for none | 1s | requests of this and more are pushed one by one too
      routes | 1 to 200 | 20 | routes with a name of their own
      """;

  private static final Option<Duration> EVERY = Option.in(TABLE, "every", OptionKind.DURATION);
  private static final Option<Duration> SLOW_REQUESTS =
      Option.in(TABLE, "slowRequests", OptionKind.DURATION);
  private static final Option<Integer> ROUTES = Option.in(TABLE, "routes", OptionKind.NUMBER);

  private static final int SLOW_PER_SECOND = 1;
  private static final long CLOSE_MILLIS = 2_000;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");

  private final ServerAddress server;
  private final SeriesLabels labels;
  private final long slowNanos;
  private final Rate slowRate;
  private final InstantSource clock;
  private final PushQueue queue = new PushQueue();
  private final RouteTotals routes;
  private @Nullable Thread pushing;

  private PyroscopeSink(Builder builder, LongSupplier nanoTime, InstantSource clock) {
    server = builder.server;
    labels = new SeriesLabels(builder.labels, builder.routes, nanoTime);
    slowNanos = builder.slowRequests.toNanos();
    slowRate = new Rate(SLOW_PER_SECOND, nanoTime);
    this.clock = clock;
    routes = RouteTotals.inFrontOf(this::pushRoute, builder.every);
  }

  /**
   * Returns a builder of a sink.
   *
   * @param url where the server is, such as {@code http://pyroscope:4040}
   * @param serviceName the name of the application, which Grafana shows first
   * @throws IllegalArgumentException if the address has user and password, or is none
   */
  public static Builder builder(String url, String serviceName) {
    return new Builder(url, serviceName);
  }

  @Override
  public String name() {
    return "pyroscope";
  }

  @Override
  public void ended(ProfileSink.End end) {
    routes.ended(end);
  }

  @Override
  public void accept(Profile profile) {
    if (profile.totals() != null) {
      // Somebody has merged them already.
      pushRoute(profile);
    } else if (!profile.stillRunning()) {
      if (slowNanos > 0 && profile.durationNanos() >= slowNanos && slowRate.take()) {
        push("slow_request", withPlainTrace(profile), PprofReport.Content.WALL);
      }
      routes.accept(profile);
    }
  }

  private void pushRoute(Profile profile) {
    if (profile.stillRunning()) {
      return;
    }
    CallNode root = profile.root();
    if (root.totalNanos() > 0) {
      push("wall", profile, PprofReport.Content.WALL);
    }
    if (root.totalCpuNanos() > 0) {
      push("process_cpu", profile, PprofReport.Content.CPU);
    }
    if (TreeWalk.lanes(root).stream().anyMatch(lane -> lane.totalNanos() > 0)) {
      push("lane", profile, PprofReport.Content.LANE_WALL);
    }
  }

  private void push(String series, Profile profile, PprofReport.Content content) {
    byte[] body = PushBody.of(labels.of(series, profile), profile, content);
    queue.add(new PushQueue.Push(body, profile.startedAt()));
    startPushing();
  }

  /** A server makes labels of ids that are not of the one form that it knows. */
  private static Profile withPlainTrace(Profile profile) {
    Surroundings around = profile.surroundings();
    Surroundings.Trace trace = around.trace();
    boolean plain =
        trace != null
            && TRACE_ID.matcher(trace.traceId()).matches()
            && SPAN_ID.matcher(trace.spanId()).matches();
    return plain ? profile : profile.toBuilder().surroundings(Surroundings.UNKNOWN).build();
  }

  private synchronized void startPushing() {
    // One that has ended all the same is started again.
    if (!queue.isClosed() && (pushing == null || !pushing.isAlive())) {
      pushing = OwnThread.create(this::pushAll, "requestree-pyroscope");
      pushing.start();
    }
  }

  private void pushAll() {
    HttpSender sender = new HttpSender(server, LONGEST_ANSWER);
    try {
      new Pusher(queue, sender, server, clock, new SplittableRandom()).run();
    } finally {
      sender.close();
    }
  }

  @Override
  public boolean flush() {
    return routes.flush();
  }

  /** Pushes what is there, for two seconds at most; the rest is lost. */
  @Override
  public void close() {
    routes.close();
    queue.close();
    Thread ending;
    synchronized (this) {
      ending = pushing;
    }
    if (ending != null) {
      OwnThread.join(ending, CLOSE_MILLIS);
      if (ending.isAlive()) {
        ending.interrupt();
        OwnThread.join(ending, CLOSE_MILLIS);
      }
    }
  }

  @Override
  public long notWritten() {
    return queue.lost();
  }

  @Override
  public String toString() {
    return "PyroscopeSink[" + server + "]";
  }

  /** Makes a {@link PyroscopeSink}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private final ServerAddress server;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private Duration every = EVERY.byDefault();
    private Duration slowRequests = SLOW_REQUESTS.byDefault();
    private int routes = ROUTES.byDefault();

    private Builder(String url, String serviceName) {
      server = ServerAddress.of(Objects.requireNonNull(url, "url"));
      labels.put("service_name", SeriesLabels.checkValue("serviceName", serviceName));
    }

    /**
     * Names this instance in the label {@code service_instance_id}. Each instance then has series
     * of its own; without it they share theirs.
     */
    public Builder instance(String value) {
      labels.put("service_instance_id", SeriesLabels.checkValue("instance", value));
      return this;
    }

    /** Sets the tenant, {@code X-Scope-OrgID}. */
    public Builder tenant(String value) {
      server.tenant(value);
      return this;
    }

    /**
     * Sends user and password.
     *
     * @param password {@code env:NAME} or {@code file:PATH} that hold it, or the password itself
     */
    public Builder basicAuth(String user, String password) {
      server.basicAuth(user, password);
      return this;
    }

    /**
     * Sends a bearer token.
     *
     * @param token {@code env:NAME} or {@code file:PATH} that hold it, or the token itself
     */
    public Builder token(String token) {
      server.token(token);
      return this;
    }

    /** Adds a label to all series, at most ten, such as {@code region}. */
    public Builder label(String name, String value) {
      SeriesLabels.check(name, value);
      labels.put(name, value);
      return this;
    }

    /** Sets how often routes are pushed: 10 seconds to 10 minutes; default one minute. */
    public Builder every(Duration value) {
      every = EVERY.checkedInCode(value);
      return this;
    }

    /**
     * Sets from which duration on requests are pushed one by one, at most one a second: 1
     * millisecond to 1 hour, or zero for none; default one second.
     */
    public Builder slowRequests(Duration value) {
      slowRequests = SLOW_REQUESTS.checkedInCode(value);
      return this;
    }

    /** Sets how many routes have series of their own: 1 to 200; default 20. */
    public Builder routes(int value) {
      routes = ROUTES.checkedInCode(value);
      return this;
    }

    /** Returns the sink. */
    public PyroscopeSink build() {
      return build(System::nanoTime, Clock.systemUTC());
    }

    PyroscopeSink build(LongSupplier nanoTime, InstantSource clock) {
      if (labels.size() > SeriesLabels.MAX_STATIC + 2) {
        throw new IllegalArgumentException(
            "labels are more than " + SeriesLabels.MAX_STATIC + " of your own");
      }
      return new PyroscopeSink(this, nanoTime, clock);
    }
  }
}
