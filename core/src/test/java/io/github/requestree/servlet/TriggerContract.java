package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.example.app.Workload;
import io.github.requestree.profile.Profile;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are profiled, and that whoever does not know the secret cannot choose. */
public abstract class TriggerContract extends ContainerContract {

  private static final String SECRET = "correct horse/battery+staple";
  private static final String ENCODED = "correct+horse%2fbattery%2Bstaple";
  private static final String FORM = "profile=from+the+body&name=Ann";

  private static final EnumSet<DispatcherType> ALL_TYPES = EnumSet.allOf(DispatcherType.class);

  @ParameterizedTest
  @ValueSource(strings = {"parameter:profile", "5/s,header:X-Profile"})
  void onDemandWithoutASecretTheApplicationDoesNotStartAndSaysWhy(String trigger) {
    assertThatThrownBy(() -> start(new TestApplication().webXml(Map.of("trigger", trigger))))
        .satisfies(
            thrown ->
                assertThat(causes(thrown))
                    .anyMatch(
                        text ->
                            text.contains(
                                "init-param trigger is '"
                                    + trigger
                                    + "', but parameter and header are accepted only with secret,"
                                    + " which is 16 to 200 characters")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pssst", "env:REQUESTREE_PSSST", "file:/nowhere/pssst"})
  void withABadSecretTheApplicationDoesNotStartAndDoesNotShowIt(String secret) {
    Map<String, String> parameters = Map.of("trigger", "header:X-Profile", "secret", secret);

    assertThatThrownBy(() -> start(new TestApplication().webXml(parameters)))
        .satisfies(
            thrown ->
                assertThat(causes(thrown))
                    .anyMatch(text -> text.contains("init-param secret (not shown) is "))
                    .noneMatch(text -> text.contains("pssst") || text.contains("PSSST")));
  }

  @Test
  void theRightSecretProfilesAndIsNowhereToBeSeen() throws Exception {
    ProfilingFilter filter = onDemand();
    TestContainer container = serving(filter);

    get(container, "/work?a=b&profile=" + ENCODED + "&c=d");
    send(container, HttpRequest.newBuilder().GET().header("X-Profile", SECRET), "/work");

    for (Profile profile : reports.await(2)) {
      assertThat(profile.name()).isEqualTo("GET /app/work");
      assertHidden(profile.toString());
    }
    Await.until("two log events", () -> log.events().size() == 2);
    for (ILoggingEvent event : log.events()) {
      assertHidden(event.getFormattedMessage() + event.getKeyValuePairs());
    }
    assertThat(wrongSecrets(filter)).isZero();
  }

  private static void assertHidden(String text) {
    assertThat(text).doesNotContain("horse", "staple", "a=b", "c=d", "?");
  }

  @Test
  void anyOtherSecretProfilesNothing() throws Exception {
    expectWarnings();
    ProfilingFilter filter = onDemand();
    TestContainer container = serving(filter);
    List<String> wrong =
        List.of("wrong horse/battery+staple", "short", SECRET + "!", "x".repeat(3_000));

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);
    assertThat(get(container, "/work?profiles=1").statusCode()).isEqualTo(202);
    assertThat(wrongSecrets(filter)).isZero();
    for (String secret : wrong) {
      HttpRequest.Builder header = HttpRequest.newBuilder().GET().header("X-Profile", secret);
      assertThat(send(container, header, "/work").statusCode()).isEqualTo(202);
      String parameter = secret.replace('+', '-').replace(' ', '+');
      assertThat(get(container, "/work?profile=" + parameter).statusCode()).isEqualTo(202);
    }
    assertThat(get(container, "/work?profile").statusCode()).isEqualTo(202);

    assertThat(statistics(filter).started()).isZero();
    assertThat(wrongSecrets(filter)).isEqualTo(9);
    assertThat(warnings.messages())
        .containsExactly(
            "requests that asked for a profile with a wrong secret: 1 since the last warning");
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void whoKnowsTheSecretHasABudgetOfTheirOwnBesideAllOthers() throws Exception {
    expectWarnings();
    Trigger trigger = Trigger.all().or(Trigger.onDemandByHeader("X-Profile"));
    ProfilingFilter filter = profiling(options().secret(SECRET).trigger(trigger));
    TestContainer container = serving(filter);

    get(container, "/work");
    send(container, HttpRequest.newBuilder().GET().header("X-Profile", "wrong"), "/work");
    assertThat(reports.await(2)).noneMatch(TriggerContract::isOnDemand);
    assertThat(statistics(filter).onDemandCpuNanos()).isZero();
    send(container, HttpRequest.newBuilder().GET().header("X-Profile", SECRET), "/work");

    assertThat(reports.await(3)).last().matches(TriggerContract::isOnDemand);
    Await.until("its cost is stated", () -> statistics(filter).onDemandCpuNanos() > 0);
  }

  private static boolean isOnDemand(Profile profile) {
    return profile.notes().stream().anyMatch(note -> note.startsWith("on demand"));
  }

  @Test
  void theSecretInTheBodyIsNotRead() throws Exception {
    ProfilingFilter filter = onDemand();
    TestContainer container = serving(filter);

    HttpRequest.Builder form = form("profile=" + ENCODED);
    assertThat(send(container, form, "/body").body()).isEqualTo("profile=" + ENCODED);

    assertThat(statistics(filter).started()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {ENCODED, "wrong"})
  void theServletFindsTheBodyUntouched(String secret) throws Exception {
    expectWarnings();
    TestContainer container = serving(onDemand());

    HttpResponse<String> body = send(container, form(FORM), "/body?profile=" + secret);
    HttpResponse<String> parameters = send(container, form(FORM), "/form?profile=" + secret);

    assertThat(body.body()).isEqualTo(FORM);
    assertThat(parameters.body())
        .isEqualTo((secret.equals(ENCODED) ? SECRET : secret) + ",from the body;Ann");
    reports.await(secret.equals(ENCODED) ? 2 : 0);
  }

  @Test
  void aPredicateDecidesOnceForEachRequest() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<String> seen = new ArrayList<>();
    ProfilingFilter filter =
        profiling(
            options()
                .trigger(
                    Trigger.when(
                        request -> {
                          seen.add(request.method() + request.path() + request.query());
                          // Whoever asks again gets a yes.
                          return asked.getAndIncrement() % 2 == 1;
                        })));
    TestContainer container =
        start(
            working(
                new TestApplication()
                    .filter(filter, ALL_TYPES, "/work")
                    .errorPage(404, "/work")
                    .servlet("/missing", (request, response) -> response.sendError(404))
                    .servlet(
                        "/forwards",
                        (request, response) ->
                            request.getRequestDispatcher("/work").forward(request, response))
                    .servlet(
                        "/dispatches",
                        (request, response) -> {
                          if (request.getDispatcherType() == DispatcherType.REQUEST) {
                            AsyncContext async = request.startAsync();
                            async.dispatch("/work");
                          }
                        })));

    for (String path : List.of("/work?a=b", "/missing", "/forwards", "/dispatches")) {
      get(container, path);
      assertThat(statistics(filter).started()).as(path).isZero();
      asked.set(0);
    }
    assertThat(seen)
        .containsExactly(
            "GET/worka=b", "GET/missingnull", "GET/forwardsnull", "GET/dispatchesnull");
    asked.set(1);
    get(container, "/dispatches");
    assertThat(reports.only().request().path()).isEqualTo("/app/dispatches");
    assertThat(seen).hasSize(5);
  }

  @Test
  void aWrongSecretIsCountedOnceHoweverOftenTheRequestIsDispatched() throws Exception {
    expectWarnings();
    ProfilingFilter filter = onDemand();
    TestContainer container =
        start(
            new TestApplication()
                .filter(filter, ALL_TYPES, "/twice")
                .servlet(
                    "/twice",
                    (request, response) -> {
                      if (request.getDispatcherType() == DispatcherType.REQUEST) {
                        AsyncContext async = request.startAsync();
                        async.dispatch();
                      }
                    }));

    get(container, "/twice?profile=wrong");

    assertThat(wrongSecrets(filter)).isEqualTo(1);
  }

  @Test
  void onlyWhatFailedIsReported() throws Exception {
    ProfilingFilter filter = profiling(options().failedOnly(true));
    TestContainer container =
        start(
            working(
                new TestApplication()
                    .filter(filter)
                    .servlet("/missing", (request, response) -> response.sendError(404))
                    .servlet("/broken", (request, response) -> response.setStatus(503))
                    .servlet(
                        "/throws",
                        (request, response) -> {
                          throw new IllegalStateException();
                        })
                    .servlet(
                        "/later",
                        (request, response) -> {
                          AsyncContext async = request.startAsync();
                          response.setStatus(500);
                          async.start(async::complete);
                        })));

    for (String path : List.of("/work", "/missing", "/broken", "/throws", "/work", "/later")) {
      get(container, path);
    }

    assertThat(reports.await(3))
        .extracting(profile -> profile.request().path())
        .containsExactly("/app/broken", "/app/throws", "/app/later");
    assertThat(statistics(filter).started()).isEqualTo(6);
  }

  private ProfilingFilter onDemand() {
    return profiling(
        options()
            .secret(SECRET)
            .trigger(
                Trigger.onDemandByParameter("profile").or(Trigger.onDemandByHeader("X-Profile"))));
  }

  private TestContainer serving(ProfilingFilter filter) throws Exception {
    return start(working(new TestApplication().filter(filter)));
  }

  private static TestApplication working(TestApplication application) {
    return application
        .servlet(
            "/work",
            (request, response) -> {
              response.setStatus(202);
              Workload.pause(20);
            })
        .servlet(
            "/body",
            (request, response) ->
                response
                    .getWriter()
                    .write(request.getReader().lines().collect(Collectors.joining("\n"))))
        .servlet(
            "/form",
            (request, response) ->
                response
                    .getWriter()
                    .write(
                        String.join(",", request.getParameterValues("profile"))
                            + ";"
                            + request.getParameter("name")));
  }

  private static HttpRequest.Builder form(String body) {
    return HttpRequest.newBuilder()
        .POST(BodyPublishers.ofString(body))
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  private static List<String> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .map(String::valueOf)
        .toList();
  }

  private static long wrongSecrets(ProfilingFilter filter) {
    return Objects.requireNonNull(filter.running).guard.wrongSecrets();
  }
}
