package io.github.requestree.micrometer;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.internal.HttpMethods;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one route, each made when it is needed first. Thread-safe. */
final class RouteMeter {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final String OTHER_METHODS = "[others]";
  private static final String NO_METHOD = "none";

  /** The kind of queries or calls one after the other where one might do. */
  private static final String ONE_BY_ONE = "n+1";

  private static final int STATUS_CLASS = 100;
  private static final String[] OUTCOMES = {
    "UNKNOWN", "INFORMATIONAL", "SUCCESS", "REDIRECTION", "CLIENT_ERROR", "SERVER_ERROR"
  };

  private final MeterRegistry registry;
  private final Tags route;

  /** By method, then by outcome. */
  private final Map<String, Map<String, Timer>> requests = new ConcurrentHashMap<>();

  private final Map<String, Counter> waits = new ConcurrentHashMap<>();
  private final Map<String, Counter> findings = new ConcurrentHashMap<>();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  RouteMeter(MeterRegistry registry, String route) {
    this.registry = registry;
    this.route = Tags.of("route", route);
  }

  /** Counts a request that has ended. */
  void ended(ProfileSink.End end) {
    Profile.Request request = end.request();
    String outcome = outcome(request);
    Map<String, Timer> byOutcome =
        requests.computeIfAbsent(method(request), method -> new ConcurrentHashMap<>());
    Timer timer = byOutcome.get(outcome);
    if (timer == null) {
      timer = byOutcome.computeIfAbsent(outcome, key -> timer(method(request), key));
    }
    timer.record(end.durationNanos(), TimeUnit.NANOSECONDS);
  }

  private Timer timer(String method, String outcome) {
    return Timer.builder("requestree.request")
        .description("Requests, whether or not they are reported")
        .tags(route.and("method", method, "outcome", outcome))
        .register(registry);
  }

  private static String method(Profile.@Nullable Request request) {
    if (request == null) {
      return NO_METHOD;
    }
    return HttpMethods.isDefined(request.method()) ? request.method() : OTHER_METHODS;
  }

  private static String outcome(Profile.@Nullable Request request) {
    int statusClass = request == null ? 0 : request.status() / STATUS_CLASS;
    if (request != null && request.failed()) {
      return OUTCOMES[OUTCOMES.length - 1];
    }
    return statusClass > 0 && statusClass < OUTCOMES.length ? OUTCOMES[statusClass] : OUTCOMES[0];
  }

  /** Counts time of which nobody knows where it went. */
  void unknown(long nanos) {
    waited(RequestTime.UNKNOWN, nanos);
  }

  /** Counts what a report says of a request that {@link #ended}. */
  void reported(Profile profile) {
    RequestTime time = RequestTime.of(profile);
    seconds("requestree.cpu", "CPU time of the requests' own threads", time.cpuNanos());
    time.waits().forEach(this::waited);
    number("requestree.awaits", "Times that requests were on no thread", awaits(profile));
    number(
        "requestree.handoffs.late",
        "Tasks that began noticeably after they were due",
        profile.surroundings().lateStarts().size());
    events(profile, "sql", "requestree.queries", "database queries");
    events(profile, "http", "requestree.calls", "calls of other services");
    Findings.of(profile).forEach(this::found);
  }

  private void found(Finding finding) {
    Profile.Event event = finding.event();
    String kind =
        event != null && event.isOneByOne()
            ? ONE_BY_ONE
            : finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    Counter counter = findings.get(kind);
    if (counter == null) {
      counter = findings.computeIfAbsent(kind, this::findingCounter);
    }
    counter.increment();
  }

  private Counter findingCounter(String kind) {
    return Counter.builder("requestree.findings")
        .description("Findings of reports by their kind")
        .tags(route.and("kind", kind))
        .register(registry);
  }

  private static long awaits(Profile profile) {
    long count = 0;
    for (CallNode child : profile.root().children()) {
      count += child.frame().kind() == Frame.Kind.AWAIT ? child.count() : 0;
    }
    return count;
  }

  private void events(Profile profile, String kind, String name, String what) {
    long count = 0;
    long nanos = 0;
    for (Profile.Event event : profile.events()) {
      if (event.kind().equals(kind)) {
        count += event.count();
        nanos += event.totalNanos();
      }
    }
    number(name, "Number of " + what, count);
    seconds(name + ".time", "Time of " + what, nanos);
  }

  private void waited(String kind, long nanos) {
    if (nanos > 0) {
      Counter counter = waits.get(kind);
      if (counter == null) {
        counter = waits.computeIfAbsent(kind, this::waitCounter);
      }
      counter.increment(nanos / NANOS_PER_SECOND);
    }
  }

  private Counter waitCounter(String kind) {
    return Counter.builder("requestree.wait")
        .description("Time of requests by what they waited for")
        .baseUnit("seconds")
        .tags(route.and("kind", kind))
        .register(registry);
  }

  private void seconds(String name, String description, long nanos) {
    count(name, description, "seconds", nanos / NANOS_PER_SECOND);
  }

  private void number(String name, String description, long count) {
    count(name, description, null, (double) count);
  }

  private void count(String name, String description, @Nullable String unit, double amount) {
    if (amount > 0) {
      Counter counter = counters.get(name);
      if (counter == null) {
        counter =
            counters.computeIfAbsent(
                name,
                key ->
                    Counter.builder(key)
                        .description(description)
                        .baseUnit(unit)
                        .tags(route)
                        .register(registry));
      }
      counter.increment(amount);
    }
  }
}
