package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.example.app.Workload;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the start of an application to its end, and what must never cross from one to another. */
public abstract class LifecycleContract extends ContainerContract {

  private static final List<String> ROUTES = List.of("alpha", "beta", "gamma", "delta");
  private static final int CLIENTS = 4;
  private static final int REQUESTS_EACH = 100;

  @Test
  void destroyStopsSamplerThread() throws Exception {
    TestContainer container = start(pausing(profiling()));
    assertThat(ownThreads()).isEmpty();
    get(container, "/pause");
    reports.only();
    assertThat(ownThreads()).isNotEmpty();

    stop(container);

    assertThat(ownThreads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void webappClassLoaderIsCollected(String groupByPath) throws Exception {
    WeakReference<ClassLoader> loader = serveFromItsOwnLoader(groupByPath);

    Await.until(
        "the class loader of the stopped application to be collected",
        () -> {
          System.gc();
          return loader.get() == null;
        });
  }

  private WeakReference<ClassLoader> serveFromItsOwnLoader(String groupByPath) throws Exception {
    AtomicReference<ClassLoader> loader = new AtomicReference<>();
    TestContainer container =
        start(
            new TestApplication()
                .webXml(Map.of("groupByPath", groupByPath))
                .libraryInside()
                .servlet(
                    "/pause",
                    (request, response) -> {
                      loader.set(request.getServletContext().getClassLoader());
                      Workload.pause(20);
                    }));
    get(container, "/pause");
    get(container, "/pause");
    assertThat(loader.get().loadClass(ProfilingFilter.class.getName()))
        .isNotSameAs(ProfilingFilter.class);
    stop(container);
    assertThat(log.messages()).anyMatch(text -> text.contains("/pause"));
    log.forget();
    // The class path around it has integrations of the outer library, which cannot be used inside.
    expectWarnings();
    assertThat(warnings.messages()).allMatch(text -> text.endsWith("not a subtype"));
    return new WeakReference<>(loader.get());
  }

  @Test
  void destroyDuringRequest() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch destroyed = new CountDownLatch(1);
    ProfilingFilter filter = profiling();
    TestContainer container =
        start(
            new TestApplication()
                .filter(filter)
                .servlet(
                    "/work",
                    (request, response) -> {
                      inside.countDown();
                      awaitQuietly(destroyed);
                      response.setStatus(202);
                    }));
    Future<HttpResponse<String>> response = other.submit(() -> get(container, "/work"));
    inside.await();

    filter.destroy();
    destroyed.countDown();

    assertThat(response.get().statusCode()).isEqualTo(202);
    assertThat(get(container, "/work").statusCode()).isEqualTo(202);
    assertThat(statistics(filter).started()).isEqualTo(1);
  }

  @Test
  void initAfterDestroyProfilesAgain() throws Exception {
    ProfilingFilter filter = profiling();
    TestContainer container = start(pausing(filter));
    get(container, "/pause");
    reports.only();

    filter.destroy();
    get(container, "/pause");
    filter.init(Fake.config(Map.of()));
    get(container, "/pause");

    reports.await(2);
  }

  @Test
  void badInitParamFailsStartup() {
    assertThatThrownBy(() -> start(new TestApplication().webXml(Map.of("interval", "soon"))))
        .satisfies(
            thrown ->
                assertThat(causes(thrown))
                    .anyMatch(
                        message ->
                            message.contains(
                                "init-param interval is 'soon', but must be 100us to 10s")));
  }

  @Test
  void unknownInitParamWarns() throws Exception {
    expectWarnings();
    start(new TestApplication().webXml(Map.of("intervall", "1ms")));

    assertThat(warnings.messages())
        .singleElement()
        .asString()
        .startsWith("unknown init-param 'intervall' ignored");
  }

  @Test
  void loggerOffMeansNoSampling() throws Exception {
    ProfilingFilter filter = profiling(ProfilingOptions.builder());
    TestContainer container = start(pausing(filter));
    try (LogCapture off = new LogCapture("requestree.profiles", Level.OFF)) {
      get(container, "/pause");

      assertThat(statistics(filter).started()).isZero();
      assertThat(ownThreads()).isEmpty();
      assertThat(off.messages()).isEmpty();
    }

    get(container, "/pause");

    Await.until("the report", () -> log.messages().size() == 1);
  }

  @Test
  void noLatencyAddedByReporting() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    ProfileSink blocking = profile -> awaitQuietly(released);
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(options().addSink(blocking)))
                .servlet("/sync", (request, response) -> response.setStatus(202))
                .servlet(
                    "/async",
                    (request, response) -> {
                      response.setStatus(202);
                      request.startAsync().complete();
                    }));

    for (int i = 0; i < 10; i++) {
      assertThat(get(container, "/sync").statusCode()).isEqualTo(202);
      assertThat(get(container, "/async").statusCode()).isEqualTo(202);
    }

    // All answers came while the reporter could not move.
    assertThat(released.getCount()).isEqualTo(1);
    released.countDown();
    reports.await(20);
  }

  @Test
  void aSinkThatThrowsHurtsNobody() throws Exception {
    AtomicInteger thrown = new AtomicInteger();
    ProfileSink failing =
        profile -> {
          thrown.incrementAndGet();
          throw new IllegalStateException();
        };
    expectWarnings();
    expectSinkFailures();
    TestContainer container =
        start(pausing(profiling(ProfilingOptions.builder().addSink(failing).addSink(reports))));

    assertThat(get(container, "/pause").statusCode()).isEqualTo(200);

    reports.only();
    // Each sink has a thread of its own.
    Await.until("the other sink", () -> thrown.get() == 1);
  }

  /** Whatever it is asked. */
  private static final class Refusing
      implements ProfileSink, ProfileSink.EndListener, ProfileSink.Buffer, ProfileSink.Lossy {
    private static AssertionError refusal() {
      return new AssertionError("whatever it is asked");
    }

    @Override
    public void accept(Profile profile) {
      throw refusal();
    }

    @Override
    public boolean isActive() {
      throw refusal();
    }

    @Override
    public boolean wantsTimeline() {
      throw refusal();
    }

    @Override
    public void ended(ProfileSink.End end) {
      throw refusal();
    }

    @Override
    public boolean flush() {
      throw refusal();
    }

    @Override
    public void close() {
      throw refusal();
    }

    @Override
    public long notWritten() {
      throw refusal();
    }

    @Override
    public String name() {
      throw refusal();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void errorsOfUsersCodeStopNoStartAndReachNoRequest(boolean groupByPath) throws Exception {
    expectWarnings();
    expectSinkFailures();
    ProfilingOptions.Builder options =
        ProfilingOptions.builder()
            .groupByPath(groupByPath)
            .addSink(new Refusing())
            .addSink(reports)
            .trigger(
                Trigger.when(
                        request -> {
                          throw Refusing.refusal();
                        })
                    .or(Trigger.all()));
    TestContainer container = start(pausing(profiling(options)));

    assertThat(get(container, "/pause").statusCode()).isEqualTo(200);
    assertThat(get(container, "/pause").statusCode()).isEqualTo(200);
    stop(container);

    reports.await(groupByPath ? 1 : 2);
  }

  @Test
  void noSampleAfterFilterReturns() throws Exception {
    TestApplication application =
        new TestApplication()
            .filter(profiling(options().interval(Duration.ofNanos(100_000)).maxOverhead(1)))
            .servlet("/alpha", (request, response) -> Workload.alpha())
            .servlet("/beta", (request, response) -> Workload.beta())
            .servlet("/gamma", (request, response) -> Workload.gamma())
            .servlet("/delta", (request, response) -> Workload.delta());
    TestContainer container = start(application);

    List<Future<?>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      int first = client;
      clients.add(
          other.submit(
              () -> {
                for (int i = 0; i < REQUESTS_EACH; i++) {
                  get(container, "/" + ROUTES.get((first + i) % ROUTES.size()));
                }
                return null;
              }));
    }
    for (Future<?> client : clients) {
      client.get();
    }

    List<Profile> profiles = reports.await(CLIENTS * REQUESTS_EACH);
    long sampled = 0;
    for (Profile profile : profiles) {
      List<String> foreign = new ArrayList<>(ROUTES);
      foreign.remove(profile.name().substring("GET /app/".length()));
      List<String> methods = Reports.methods(profile);
      assertThat(methods).as(profile.name()).doesNotContainAnyElementsOf(foreign);
      // Neither the container's own frames, between two requests.
      assertThat(Reports.framesAround(profile)).isEmpty();
      sampled += methods.contains("mix") ? 1 : 0;
    }
    assertThat(sampled).as("profiles with samples").isPositive();
  }

  @Test
  void aFailureOfOursDoesNotReachTheRequest() throws Exception {
    expectWarnings();
    TestContainer container = startBehindAHostileFilter();

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);
    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    assertThat(warnings.messages()).singleElement().asString().contains("starting a profile");
  }

  @Test
  void aRequestDoesNotWaitForALogThatHangsWhileItIsWarnedOf() throws Exception {
    expectWarnings();
    CountDownLatch goesOn = new CountDownLatch(1);
    warnings.hang(goesOn);
    TestContainer container = startBehindAHostileFilter();
    try {
      assertThat(get(container, "/work").statusCode()).isEqualTo(202);
    } finally {
      goesOn.countDown();
    }

    assertThat(warnings.messages()).singleElement().asString().contains("starting a profile");
  }

  /** Starts an application whose requests make the profiling filter fail. */
  private TestContainer startBehindAHostileFilter() throws Exception {
    return start(
        new TestApplication()
            .filter(
                (request, response, chain) ->
                    chain.doFilter(new Hostile((HttpServletRequest) request), response))
            .filter(profiling())
            .servlet("/work", (request, response) -> response.setStatus(202)));
  }

  private static TestApplication pausing(ProfilingFilter filter) {
    return new TestApplication()
        .filter(filter)
        .servlet("/pause", (request, response) -> Workload.pause(20));
  }

  private static List<String> causes(Throwable thrown) {
    List<String> messages = new ArrayList<>();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      messages.add(String.valueOf(cause.getMessage()));
    }
    return messages;
  }
}
