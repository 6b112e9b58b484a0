package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.app.Workload;
import io.github.requestree.internal.Option;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.Profiler;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** What sinks do, and what reports say of where requests belong. */
public abstract class SinkContract extends ContainerContract {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @TempDir Path temporary;

  @Test
  void aSinkThatBlocksForEverKeepsNothingFromRequestsOtherSinksOrTheEnd() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ProfileSink blocking =
        new ProfileSink() {
          @Override
          public void accept(Profile profile) {
            while (never.getCount() > 0) {
              awaitQuietly(never);
              // A sink that does not even heed an interrupt.
              Thread.interrupted();
            }
          }

          @Override
          public String name() {
            return "blocking";
          }
        };
    expectWarnings();
    ProfilingFilter filter =
        profiling(ProfilingOptions.builder().addSink(blocking).addSink(reports));
    TestContainer container = start(application(filter));

    for (int i = 0; i < 20; i++) {
      assertThat(get(container, "/work").statusCode()).isEqualTo(200);
    }
    reports.await(20);
    stop(container);

    ProfileSink.Counts sink = statistics(filter).sinks().get(1);
    assertThat(sink.name()).isEqualTo("blocking");
    assertThat(sink.lost()).isEqualTo(20);
    assertThat(statistics(filter).dropped()).isZero();
    assertThat(warnings.messages())
        .singleElement()
        .asString()
        .startsWith("requestree: sink blocking did not come back before it had to be closed");
    never.countDown();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIntoAnyMoreIsSaidOnceAndHurtsNobody() throws Exception {
    Path directory = temporary.resolve("reports");
    expectWarnings();
    expectSinkFailures();
    ProfilingFilter filter = profiling(options().directory(directory));
    TestContainer container = start(application(filter));
    get(container, "/work");
    Await.until("the first file", () -> names(directory).size() == 1);
    Files.delete(directory.resolve(names(directory).get(0)));
    Files.delete(directory);
    Files.createFile(directory);

    for (int i = 0; i < 5; i++) {
      assertThat(get(container, "/work").statusCode()).isEqualTo(200);
    }

    reports.await(6);
    Await.until("the losses", () -> statistics(filter).notWritten() == 5);
    Await.until("the warning", () -> !warnings.messages().isEmpty());
    assertThat(warnings.messages())
        .singleElement()
        .asString()
        .startsWith("requestree: sink io.github.requestree.export.DirectorySink failed");
    Await.until("the log", () -> log.messages().size() == 6);
  }

  @Test
  void aDirectoryThatCannotBeMadeStopsTheStart() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    String why = "directory is '" + Option.shown(file.toString()) + "', but must be";

    assertThatThrownBy(
            () -> start(new TestApplication().webXml(Map.of("directory", file.toString()))))
        .hasStackTraceContaining("requestree: " + why);
    assertThatThrownBy(() -> start(application(profilingWithoutCheck(file))))
        .hasStackTraceContaining("requestree: " + why);
    assertThat(ownThreads()).isEmpty();
  }

  private static ProfilingFilter profilingWithoutCheck(Path directory) {
    return ProfilingFilter.create(ProfilingOptions.builder().directory(directory).build());
  }

  @Test
  void theTraceIsThatOfTheHeader() throws Exception {
    TestContainer container = start(application(profiling()));

    send(container, traced("00-" + TRACE + "-" + SPAN + "-01"), "/work");
    send(container, traced("00-" + TRACE + "-" + SPAN + "-01"), "/async");
    send(container, traced("00-" + TRACE.replace('4', 'G') + "-" + SPAN + "-01"), "/work");

    assertThat(reports.await(3))
        .extracting(profile -> profile.surroundings().trace())
        .containsExactly(
            new Surroundings.Trace(TRACE, SPAN), new Surroundings.Trace(TRACE, SPAN), null);
    Await.until("the log", () -> log.messages().size() == 3);
    assertThat(log.messages().get(0))
        .containsPattern(
            "\n  at .* {3}trace " + TRACE + " {3}span " + SPAN + " {3}profile [0-9a-f]{32}\n$");
    assertThat(log.events().get(0).getKeyValuePairs())
        .extracting(Object::toString)
        .contains("trace_id=\"" + TRACE + "\"", "span_id=\"" + SPAN + "\"");
  }

  @Test
  void theTraceOfTheLoggingContextComesFirstWhereverItIsSet() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(
                    (request, response, chain) -> {
                      MDC.put("traceId", "outside");
                      try {
                        chain.doFilter(request, response);
                      } finally {
                        MDC.clear();
                      }
                    })
                .filter(profiling())
                .filter(
                    (request, response, chain) -> {
                      if (request.getParameter("inside") == null) {
                        chain.doFilter(request, response);
                        return;
                      }
                      MDC.put("traceId", "inside");
                      try {
                        chain.doFilter(request, response);
                      } finally {
                        MDC.put("traceId", "outside");
                      }
                    })
                .servlet(
                    "/work",
                    (request, response) ->
                        Profiler.current().note("sql", "select 1", Duration.ZERO, Map.of())));

    send(container, traced("00-" + TRACE + "-" + SPAN + "-01"), "/work");
    get(container, "/work?inside=1");

    assertThat(reports.await(2))
        .extracting(profile -> profile.surroundings().trace())
        .containsExactly(
            new Surroundings.Trace("outside", ""), new Surroundings.Trace("inside", ""));
  }

  @Test
  void theIdInTheAnswerIsThatOfTheReportOfWhateverKindItIs() throws Exception {
    TestContainer container =
        start(application(profiling(options().profileHeader("X-Profile-Id").exclude("/not/*"))));

    List<String> ids =
        Stream.of("/work", "/async", "/error", "/forward")
            .map(path -> id(container, path))
            .toList();

    assertThat(id(container, "/not/me")).isEmpty();
    assertThat(reports.await(4)).extracting(Profile::id).containsExactlyElementsOf(ids);
    assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  private String id(TestContainer container, String path) {
    try {
      List<String> values = get(container, path).headers().allValues("X-Profile-Id");
      assertThat(values).hasSizeLessThanOrEqualTo(1);
      return values.isEmpty() ? "" : values.get(0);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TestApplication application(ProfilingFilter filter) {
    return new TestApplication()
        .filter(filter)
        .servlet("/work", (request, response) -> Workload.alpha())
        .servlet("/not/*", (request, response) -> Workload.alpha())
        .servlet("/error", (request, response) -> response.sendError(500))
        .servlet(
            "/forward",
            (request, response) -> request.getRequestDispatcher("/work").forward(request, response))
        .servlet(
            "/async",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              async.start(() -> async.dispatch("/work"));
            });
  }

  private static HttpRequest.Builder traced(String value) {
    return HttpRequest.newBuilder().GET().header("traceparent", value);
  }

  static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
