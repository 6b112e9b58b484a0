package io.github.requestree.micrometer;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.ProfilerStatistics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsSinkTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MetricsSink sink = new MetricsSink(registry);

  @Test
  void everyRequestCountsByRouteMethodAndOutcome() {
    sink.ended(end("GET", "/orders", 200, 10));
    sink.ended(end("GET", "/orders", 200, 30));
    sink.ended(end("GET", "/orders", 302, 1));
    sink.ended(end("GET", "/orders", 404, 1));
    sink.ended(end("POST", "/orders", 500, 1));
    sink.ended(end("POST", "/orders", 0, 1));
    sink.ended(new ProfileSink.End("nightly job", null, millis(5), false));

    Timer timer = timer("/orders", "GET", "SUCCESS");
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo((double) millis(40));
    assertThat(timer("/orders", "GET", "REDIRECTION").count()).isEqualTo(1);
    assertThat(timer("/orders", "GET", "CLIENT_ERROR").count()).isEqualTo(1);
    assertThat(timer("/orders", "POST", "SERVER_ERROR").count()).isEqualTo(1);
    assertThat(timer("/orders", "POST", "UNKNOWN").count()).isEqualTo(1);
    assertThat(timer("nightly job", "none", "UNKNOWN").count()).isEqualTo(1);
  }

  @Test
  void aRequestThatThrewFailedWhateverItsStatusWas() {
    sink.ended(
        new ProfileSink.End(
            "", new Profile.Request("GET", "/r", "/r", 200, "IOException"), millis(1), false));

    assertThat(timer("/r", "GET", "SERVER_ERROR").count()).isEqualTo(1);
  }

  @Test
  void timesByKindAndCpuAddUpToTheRequestsTime() {
    CallNode tree =
        root(
                "GET /orders",
                waiting("com.acme.Stock", "update", WaitKind.LOCK, 20).build(),
                waiting("com.acme.Dao", "load", WaitKind.DATABASE, 30).build(),
                method("com.acme.Page", "render", 7, 40).selfCpuNanos(millis(40)).build(),
                notSampled(6),
                await("[await]  until dispatch", 4))
            .build();
    report(profile(tree, 100, 42));
    sink.ended(end("GET", "/orders", 200, 7));

    assertThat(seconds("requestree.cpu", "route", "/orders")).isCloseTo(0.042, within(1e-9));
    assertThat(waited("/orders", "lock")).isCloseTo(0.020, within(1e-9));
    assertThat(waited("/orders", "database")).isCloseTo(0.030, within(1e-9));
    assertThat(waited("/orders", "await")).isCloseTo(0.004, within(1e-9));
    assertThat(waited("/orders", "unknown")).isCloseTo(0.004 + 0.007, within(1e-9));
    assertAddsUp();
  }

  @Test
  void whatTwoThreadsDidAtOnceDoesNotMakeARequestLonger() {
    CallNode tree =
        root(
                "GET /orders",
                waiting("com.acme.Stock", "update", WaitKind.LOCK, 80).build(),
                waiting("com.acme.Dao", "load", WaitKind.DATABASE, 80).build())
            .build();
    report(profile(tree, 100, 7));

    assertAddsUp();
    assertThat(waited("/orders", "lock")).isCloseTo(0.080 * 100 / 167, within(1e-6));
  }

  @Test
  void aReportThatIsLostLeavesItsTimeUnknown() {
    ProfileSink.End end = longEnough("GET", "/orders", 200, 50);
    sink.ended(end);
    sink.lost(end);

    assertThat(waited("/orders", "unknown")).isCloseTo(0.050, within(1e-9));
    assertAddsUp();
  }

  @Test
  void whatStillRunsCountsOnceItHasEnded() {
    CallNode tree = root("GET /orders", await("[await]", 100)).build();
    sink.accept(profile(tree, 100, 0).toBuilder().stillRunning(true).build());

    assertThat(registry.find("requestree.wait").counters()).isEmpty();
  }

  @Test
  void queriesCallsAwaitsAndLateHandOffsAreCounted() {
    CallNode tree = root("GET /orders", await("[await]", 10), await("[await]", 20)).build();
    Profile profile =
        profile(tree, 30, 0).toBuilder()
            .events(
                List.of(
                    event("sql", 60, 12),
                    event("sql", 2, 8),
                    event("http", 3, 9),
                    event("x", 1, 1)))
            .surroundings(
                new Surroundings(
                    1,
                    1,
                    OptionalLong.empty(),
                    List.of(new Surroundings.LateStart("worker-1", millis(70), null)),
                    null,
                    null))
            .build();
    report(profile);

    assertThat(counter("requestree.queries")).isEqualTo(62);
    assertThat(counter("requestree.queries.time")).isCloseTo(0.020, within(1e-9));
    assertThat(counter("requestree.calls")).isEqualTo(3);
    assertThat(counter("requestree.calls.time")).isCloseTo(0.009, within(1e-9));
    assertThat(counter("requestree.awaits")).isEqualTo(2);
    assertThat(counter("requestree.handoffs.late")).isEqualTo(1);
  }

  @Test
  void findingsOfReportsAreCountedByTheirKind() {
    CallNode tree =
        root("GET /orders", waiting("com.acme.Stock", "update", WaitKind.LOCK, 90).build()).build();
    report(profile(tree, 90, 0));
    report(profile(tree, 90, 0));

    assertThat(
            registry
                .get("requestree.findings")
                .tags("route", "/orders", "kind", "waiting")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void aHundredThousandAddressesMakeTwoHundredRoutesAndOthers() {
    for (int i = 0; i < 100_000; i++) {
      sink.ended(end("GET", "/scan/" + i, 200, 1));
    }
    Profile late = profile(root("r", await("[await]", 5)).build(), 5, 0);
    report(late.toBuilder().request(new Profile.Request("GET", "/new", "/new", 200, null)).build());

    assertThat(registry.find("requestree.request").timers()).hasSize(RouteMeters.MAX_ROUTES + 1);
    assertThat(timer(RouteMeters.OTHERS, "GET", "SUCCESS").count())
        .isEqualTo(100_000 - RouteMeters.MAX_ROUTES + 1);
    assertThat(waited(RouteMeters.OTHERS, "await")).isCloseTo(0.005, within(1e-9));
    assertAddsUp();
  }

  @Test
  void methodsThatNobodyHasDefinedAreOne() {
    for (int i = 0; i < 1_000; i++) {
      sink.ended(end("M" + i, "/orders", 200, 1));
    }

    assertThat(timer("/orders", "[others]", "SUCCESS").count()).isEqualTo(1_000);
    assertThat(registry.find("requestree.request").timers()).hasSize(1);
  }

  @Test
  void blockedThreadsAreCountedByTheCallThatBlocksThem() {
    for (int i = 0; i < 100; i++) {
      StackTraceElement jdk = new StackTraceElement("java.lang.Thread", "sleep", null, -2);
      StackTraceElement call = new StackTraceElement("com.acme.Job" + i, "run", "Job.java", i);
      sink.blocked(
          new BlockedThread("event-loop", 1, WaitKind.SLEEPING, List.of(jdk, call), "GET /r"));
    }

    assertThat(registry.find("requestree.blocked").counters()).hasSize(BlockedMeters.MAX_CALLS + 1);
    assertThat(
            registry.get("requestree.blocked").tag("call", "com.acme.Job7.run").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("requestree.blocked").tag("call", "[others]").counter().count())
        .isEqualTo(50);
  }

  @Test
  void whatTheProfilerDoesIsCountedOnceHoweverOftenItIsRead() {
    ProfilerStatistics[] now = {statistics(10, 2, 3, 1_000_000_000)};
    sink.watches(() -> now[0]);

    assertThat(sink.flush()).isTrue();
    assertThat(sink.flush()).isFalse();
    now[0] = statistics(15, 2, 4, 1_500_000_000);
    sink.close();

    assertThat(reports("written")).isEqualTo(13);
    assertThat(reports("not written")).isEqualTo(2);
    assertThat(reports("dropped")).isEqualTo(4 + 1);
    assertThat(counter("requestree.own.cpu")).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void aRouteIsPrintedSafelyAndNotAtAnyLength() {
    sink.ended(end("GET", "/" + "x".repeat(5_000) + "\n", 200, 1));

    String route = registry.get("requestree.request").timer().getId().getTag("route");
    assertThat(route).hasSizeLessThanOrEqualTo(201).doesNotContain("\n");
  }

  private void report(Profile profile) {
    sink.ended(new ProfileSink.End("", profile.request(), profile.durationNanos(), true));
    sink.accept(profile);
  }

  private static Profile profile(CallNode tree, double durationMillis, double cpuMillis) {
    return Profile.builder("id", "GET /orders", Instant.EPOCH, tree)
        .durationNanos(millis(durationMillis))
        .overlapNanos(tree.totalNanos() - millis(durationMillis))
        .cpuNanos(OptionalLong.of(millis(cpuMillis)))
        .request(new Profile.Request("GET", "/orders", "/orders", 200, null))
        .build();
  }

  private static ProfileSink.End end(
      String method, String route, int status, double durationMillis) {
    return new ProfileSink.End(
        "", new Profile.Request(method, route, route, status, null), millis(durationMillis), false);
  }

  private static ProfileSink.End longEnough(
      String method, String route, int status, double durationMillis) {
    ProfileSink.End end = end(method, route, status, durationMillis);
    return new ProfileSink.End("", end.request(), end.durationNanos(), true);
  }

  private static Profile.Event event(String kind, long count, double durationMillis) {
    return new Profile.Event(
        kind, "text", null, count, 0, ProfileFixture.millis(durationMillis), 1, 1, Map.of());
  }

  private static ProfilerStatistics statistics(
      long delivered, long notWritten, long dropped, long ownNanos) {
    return new ProfilerStatistics(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        dropped,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        ownNanos,
        0,
        List.of(
            new ProfileSink.Counts("log", delivered, 0, 1, notWritten, 0),
            new ProfileSink.Counts("metrics", 99, 0, 0, 0, 0)));
  }

  private Timer timer(String route, String method, String outcome) {
    return registry
        .get("requestree.request")
        .tags("route", route, "method", method, "outcome", outcome)
        .timer();
  }

  private double waited(String route, String kind) {
    return registry.get("requestree.wait").tags("route", route, "kind", kind).counter().count();
  }

  private double seconds(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private double counter(String name) {
    return registry.get(name).counter().count();
  }

  private double reports(String outcome) {
    return registry.get("requestree.reports").tag("outcome", outcome).counter().count();
  }

  private void assertAddsUp() {
    double all =
        registry.find("requestree.request").timers().stream()
            .mapToDouble(timer -> timer.totalTime(TimeUnit.SECONDS))
            .sum();
    double parts =
        registry.getMeters().stream()
            .filter(meter -> meter.getId().getName().matches("requestree\\.(wait|cpu)"))
            .map(Meter::measure)
            .mapToDouble(measured -> measured.iterator().next().getValue())
            .sum();
    assertThat(parts).isCloseTo(all, within(1e-6));
  }
}
