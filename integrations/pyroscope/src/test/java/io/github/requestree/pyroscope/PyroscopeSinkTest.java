package io.github.requestree.pyroscope;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.export.PushedPprof;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.Await;
import io.github.requestree.sampling.Profiler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What arrives at a server. */
@Timeout(120)
class PyroscopeSinkTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @TempDir private Path directory;
  private PushServer server;
  private PyroscopeSink sink;

  @BeforeEach
  void start() throws IOException {
    server = new PushServer(CLOCK);
    sink = PyroscopeSink.builder(server.address(), "shop").build();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRouteIsOneSeriesForItsWallTimeAndOneForItsCpuTime() {
    sink.accept(route("/orders", orders()));
    sink.close();

    assertThat(server.complaints).isEmpty();
    assertThat(server.accepted)
        .extracting(PushServer.Pushed::labels)
        .containsExactly(
            labels("wall", "/orders"), labels("process_cpu", "/orders"), labels("lane", "/orders"));
    assertThat(server.accepted)
        .extracting(pushed -> pushed.pprof().sampleTypes())
        .containsExactly(
            List.of("wall/nanoseconds"), List.of("cpu/nanoseconds"), List.of("wall/nanoseconds"));
    assertThat(server.accepted)
        .extracting(pushed -> pushed.pprof().sum())
        .containsExactly(millis(9), millis(2), millis(5));
  }

  @Test
  void theKindOfWaitingIsTheInnermostFrameAndNoSampleHasALabel() {
    sink.accept(route("/orders", orders()));
    sink.close();

    assertThat(server.accepted.get(0).pprof().samples())
        .extracting(sample -> sample.stack().get(0))
        .containsExactlyInAnyOrder("[lock] :0", "com.acme.Page.render Page.java:7");
    assertThat(server.accepted.stream().flatMap(pushed -> pushed.pprof().samples().stream()))
        .allMatch(sample -> sample.labels().isEmpty());
  }

  @Test
  void goReadsWhatWasPushedAndItIsTheRoutesTotal() throws Exception {
    List<Profile> totals = new ArrayList<>();
    try (Profiler profiler =
        Profiler.builder()
            .sink(sink)
            .sink(RouteTotals.inFrontOf(totals::add, Duration.ofHours(1)))
            .build()) {
      for (int i = 0; i < 5; i++) {
        profiler.call("nightly job", () -> Work.some(20));
        profiler.call("other job", () -> Work.some(5));
      }
    }
    assertThat(server.complaints).isEmpty();
    assertThat(sink.notWritten()).isZero();
    assertThat(totals).hasSize(2);
    for (Profile route : totals) {
      assertThat(total("wall", route.name()))
          .isEqualTo(route.durationNanos() + route.overlapNanos());
      assertThat(total("process_cpu", route.name())).isEqualTo(route.root().totalCpuNanos());
    }
  }

  /** The sum of the one pushed profile of this series, as another program reads it. */
  private long total(String series, String route) throws Exception {
    for (PushServer.Pushed pushed : server.accepted) {
      if (pushed.name().equals(series) && pushed.labels().get("http_route").equals(route)) {
        return GoPprof.total(directory, pushed.bytes());
      }
    }
    return 0;
  }

  @Test
  void aSlowRequestIsPushedAloneWithItsTrace() {
    Profile slow = request("/orders", TRACE, SPAN, 1_500);
    sink.accept(slow);
    sink.accept(request("/orders", TRACE, SPAN, 900));
    Await.until("the slow one", () -> !server.accepted.isEmpty());
    sink.close();

    assertThat(server.complaints).isEmpty();
    assertThat(server.accepted)
        .extracting(PushServer.Pushed::name)
        .containsExactly("slow_request", "wall");
    assertThat(server.accepted.get(0).pprof().samples())
        .extracting(PushedPprof.Sample::labels)
        .containsOnly(Map.of("trace_id", TRACE, "span_id", SPAN));
    assertThat(server.accepted.get(1).pprof().sum()).isEqualTo(millis(2_400));
  }

  @Test
  void anIdThatAServerDoesNotKnowIsLeftOut() {
    sink.accept(request("/orders", "trace of ours", "7", 1_500));
    sink.close();

    assertThat(server.complaints).isEmpty();
    assertThat(server.accepted.get(0).pprof().samples())
        .extracting(PushedPprof.Sample::labels)
        .containsOnly(Map.of());
  }

  @Test
  void whatStillRunsIsPushedOnceItHasEnded() {
    sink.accept(request("/orders", TRACE, SPAN, 1_500).toBuilder().stillRunning(true).build());
    sink.close();

    assertThat(server.requests()).isZero();
  }

  @Test
  void aTreeThatIsTooLargeForAServerIsMadeSmallerAndKeepsItsSums() {
    CallNode tree = randomTree(7, 40_000);
    assertThat(SmallerTree.samples(List.of(tree))).isGreaterThan(PushBody.MAX_SAMPLES);
    sink.accept(route("/large", tree));
    sink.close();

    assertThat(server.complaints).isEmpty();
    PushedPprof wall = server.accepted.get(0).pprof();
    assertThat(wall.sum()).isEqualTo(tree.totalNanos());
    assertThat(wall.samples()).hasSizeBetween(2_000, PushBody.MAX_SAMPLES);
    assertThat(wall.samples()).anyMatch(sample -> sample.stack().get(0).startsWith("[others]"));
  }

  @Test
  void namesThatNobodyWouldChooseAreNoHarm() {
    String evil = "\"}\r\n\u001b[2J\u202e\ud800" + "x".repeat(5_000);
    CallNode tree = root(evil, method(evil, evil, 1, 1).build()).build();
    Profile profile =
        Profile.builder("id", evil, CLOCK.instant(), tree)
            .request(new Profile.Request("GET", evil, evil, 200, null))
            .totals(totals())
            .build();
    sink.accept(profile);
    sink.close();

    assertThat(server.complaints).isEmpty();
    assertThat(server.accepted).hasSize(1);
  }

  @Test
  void tenantAndCredentialsGoWithEachPush() {
    PyroscopeSink known =
        PyroscopeSink.builder(server.address() + "/", "shop")
            .basicAuth("123", "secret of ours")
            .tenant("team-a")
            .instance("pod-1")
            .label("region", "eu")
            .build();
    known.accept(route("/orders", orders()));
    known.close();

    assertThat(server.tenants).containsOnly("team-a");
    assertThat(server.authorizations).containsOnly("Basic MTIzOnNlY3JldCBvZiBvdXJz");
    assertThat(server.accepted.get(0).labels())
        .containsEntry("service_instance_id", "pod-1")
        .containsEntry("region", "eu");
  }

  @Test
  void aServerThatHangsHoldsUpNoRequest() throws Exception {
    server.hang();
    PyroscopeSink pushing =
        PyroscopeSink.builder(server.address(), "shop").slowRequests(Duration.ofMillis(1)).build();
    int done = 0;
    try (Profiler profiler = Profiler.builder().sink(pushing).build()) {
      Work.some(1);
      while (server.requests() == 0) {
        profiler.call("job", () -> Work.some(5));
      }
      // The pushing thread waits now, and will for as long as these calls take.
      for (int i = 0; i < 100; i++) {
        profiler.call("job", () -> Work.some(1));
        done++;
      }
      assertThat(pushing.notWritten()).isZero();
    }

    assertThat(done).isEqualTo(100);
    assertThat(server.accepted).isEmpty();
    assertThat(pushing.notWritten()).isPositive();
  }

  @Test
  void noThreadIsLeft() {
    sink.accept(route("/orders", orders()));
    sink.close();

    Await.until(
        "the end of its threads",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("requestree-pyroscope")));
  }

  private static CallNode orders() {
    CallNode lane = lane("pool-1", method("com.acme.Task", "run", 8, 5).build()).build();
    return root(
            "GET /orders",
            waiting("com.acme.Stock", "update", WaitKind.LOCK, 4).build(),
            method("com.acme.Page", "render", 7, 5).selfCpuNanos(millis(2)).addLane(lane).build())
        .build();
  }

  private static Profile route(String route, CallNode tree) {
    return Profile.builder("id", "GET " + route, CLOCK.instant(), tree)
        .request(new Profile.Request("GET", route, route, 0, null))
        .totals(totals())
        .build();
  }

  private static Profile.Totals totals() {
    return new Profile.Totals(1, 0, 1, 1, 1, 1, 1, 1, true, 1, List.of());
  }

  private static Profile request(String route, String trace, String span, double millis) {
    CallNode tree =
        root("GET " + route, method("com.acme.Page", "render", 7, millis).build()).build();
    return Profile.builder("id", "GET " + route, CLOCK.instant(), tree)
        .request(new Profile.Request("GET", route, route, 200, null))
        .surroundings(
            new Surroundings(
                0, 0, OptionalLong.empty(), List.of(), new Surroundings.Trace(trace, span), null))
        .build();
  }

  private static Map<String, String> labels(String name, String route) {
    return Map.of(
        "__name__",
        name,
        "service_name",
        "shop",
        "http_request_method",
        "GET",
        "http_route",
        route);
  }
}
