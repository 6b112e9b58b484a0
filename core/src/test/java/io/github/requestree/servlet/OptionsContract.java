package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.example.app.Workload;
import io.github.requestree.page.Access;
import io.github.requestree.text.LogSink;
import io.github.requestree.text.TextReport;
import jakarta.servlet.AsyncContext;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each option, from a {@code web.xml} and from the builder, by what it changes in the log. */
public abstract class OptionsContract extends ContainerContract {

  private static final Pattern NOT_WRITTEN =
      Pattern.compile("\\[(\\d+) reports not written: \\1 beyond maxReports; .*would keep them]");

  /** How the options get to the filter. */
  enum Way {
    WEB_XML,
    BUILDER
  }

  /** The same options, as init-params and in code. */
  private record Given(
      Map<String, String> parameters, UnaryOperator<ProfilingOptions.Builder> code) {

    static Given of(String name, String value, UnaryOperator<ProfilingOptions.Builder> code) {
      return new Given(Map.of(name, value), code);
    }

    /** With a budget that lasts on any machine, unless it is given. */
    Given withBudget() {
      Map<String, String> all = new HashMap<>(parameters);
      all.putIfAbsent("maxOverhead", "100%");
      return new Given(all, builder -> code.apply(builder.maxOverhead(1)));
    }
  }

  private static final Given DEFAULTS = new Given(Map.of(), builder -> builder);

  @ParameterizedTest
  @EnumSource(Way.class)
  void interval(Way way) throws Exception {
    get(start(way, Given.of("interval", "10s", b -> b.interval(Duration.ofSeconds(10)))), "/pause");
    // The first look may come early, but another one is seconds away.
    long seldom = pollsOfLastFilter();

    Given shorter = Given.of("interval", "500us", b -> b.interval(Duration.ofNanos(500_000)));
    get(start(way, shorter), "/polled");

    logged(2);
    assertThat(seldom).isLessThanOrEqualTo(1);
    assertThat(pollsOfLastFilter()).isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void maxOverhead(Way way) throws Exception {
    get(start(way, Given.of("maxOverhead", "0.1%", b -> b.maxOverhead(0.001))), "/burn");
    get(start(way, Given.of("maxOverhead", "100%", b -> b.maxOverhead(1))), "/burn");

    assertThat(walks(logged(2).get(0))).isLessThan(walks(logged(2).get(1)));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void trigger(Way way) throws Exception {
    TestContainer container =
        start(
            way,
            Given.of(
                "trigger", "none, 1/s", b -> b.trigger(Trigger.none().or(Trigger.perSecond(1)))));

    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      get(container, "/quick");
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    long started = statistics(lastFilter()).started();
    assertThat(started).isBetween(1L, 1 + seconds);
    logged((int) started);

    get(start(way, Given.of("trigger", "none", b -> b.trigger(Trigger.none()))), "/quick");
    get(start(way, Given.of("trigger", "1/1", b -> b.trigger(Trigger.oneIn(1)))), "/quick");
    logged((int) started + 1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void secret(Way way) throws Exception {
    Path file = Files.writeString(temporary.resolve("secret"), "0123456789abcdef\n");
    TestContainer container =
        start(
            way,
            new Given(
                Map.of("trigger", "parameter:profile,header:X-Profile", "secret", "file:" + file),
                b ->
                    b.secret("file:" + file)
                        .trigger(
                            Trigger.onDemandByParameter("profile")
                                .or(Trigger.onDemandByHeader("X-Profile")))));

    get(container, "/quick");
    get(container, "/quick?profile=0123456789abcdef");
    HttpRequest.Builder header =
        HttpRequest.newBuilder().GET().header("X-Profile", "0123456789abcdef");
    send(container, header, "/quick");

    logged(2);
    assertThat(statistics(lastFilter()).started()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void failedOnly(Way way) throws Exception {
    TestContainer container = start(way, Given.of("failedOnly", "true", b -> b.failedOnly(true)));

    get(container, "/quick");
    get(container, "/failing");

    assertThat(logged(1).get(0).getMessage()).startsWith("--- GET /app/failing --- 503 in ");
    assertThat(statistics(lastFilter()).belowThreshold()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void methods(Way way) throws Exception {
    TestContainer container =
        start(way, Given.of("methods", "POST, PUT", b -> b.methods("POST", "PUT")));

    get(container, "/quick");
    send(container, post(), "/quick");

    assertThat(logged(1).get(0).getMessage()).startsWith("--- POST /app/quick --- 200 in ");
    assertThat(statistics(lastFilter()).started()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void include(Way way) throws Exception {
    TestContainer container =
        start(way, Given.of("include", "/in/*,*.html", b -> b.include("/in/*", "*.html")));

    get(container, "/out/1");
    get(container, "/in/1;v=2?x=y");

    assertThat(logged(1).get(0).getMessage()).startsWith("--- GET /app/in/1 ---");
    assertThat(statistics(lastFilter()).started()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void exclude(Way way) throws Exception {
    TestContainer container =
        start(
            way,
            new Given(
                Map.of("exclude", "*/health", "include", "/a/*"),
                b -> b.exclude("*/health").include("/a/*")));

    get(container, "/a/health");
    get(container, "/a/1");

    assertThat(logged(1).get(0).getMessage()).startsWith("--- GET /app/a/1 ---");
    assertThat(statistics(lastFilter()).started()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void slowerThan(Way way) throws Exception {
    get(start(way, Given.of("slowerThan", "1h", b -> b.slowerThan(Duration.ofHours(1)))), "/quick");
    ProfilingFilter quick = lastFilter();
    get(
        start(way, Given.of("slowerThan", "10ms", b -> b.slowerThan(Duration.ofMillis(10)))),
        "/seen");

    assertThat(logged(1).get(0).getMessage())
        .startsWith("--- GET /app/seen ---")
        .contains("Workload.pause");
    Await.until("its end", () -> statistics(quick).belowThreshold() == 1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void groupByPath(Way way) throws Exception {
    TestContainer container =
        start(
            way,
            new Given(
                Map.of("groupByPath", "true", "groupEvery", "1h"),
                b -> b.groupByPath(true).groupEvery(Duration.ofHours(1))));

    get(container, "/orders/17");
    get(container, "/orders/18");
    assertThat(log.messages()).isEmpty();
    stop(container);

    assertThat(keyValue(logged(1).get(0), "http.route")).isEqualTo("/orders/{id}");
    assertThat(keyValue(logged(1).get(0), "profile.count")).isEqualTo(2L);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void groupEvery(Way way) throws Exception {
    TestContainer container =
        start(
            way,
            new Given(
                Map.of("groupByPath", "true", "groupEvery", "1s"),
                b -> b.groupByPath(true).groupEvery(Duration.ofSeconds(1))));

    get(container, "/quick");

    assertThat(keyValue(logged(1).get(0), "profile.count")).isEqualTo(1L);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void maxReports(Way way) throws Exception {
    int requests = 20;
    TestContainer container = start(way, Given.of("maxReports", "1/s", b -> b.maxReports(1)));
    for (int i = 0; i < requests; i++) {
      get(container, "/quick");
    }
    stop(container);

    int written = 0;
    int notWritten = 0;
    for (String text : log.messages()) {
      Matcher counted = NOT_WRITTEN.matcher(text);
      if (counted.find()) {
        notWritten += Integer.parseInt(counted.group(1));
      } else {
        written++;
      }
    }
    assertThat(notWritten).isPositive();
    assertThat(written).isPositive();
    assertThat(written + notWritten).isEqualTo(requests);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void logFormat(Way way) throws Exception {
    get(start(way, Given.of("logFormat", "json", b -> b.logFormat(LogSink.Format.JSON))), "/seen");

    ILoggingEvent event = logged(1).get(0);
    assertThat(event.getMessage())
        .startsWith("{\"timestamp\":\"2")
        .contains(",\"message\":\"--- GET /app/seen --- 200 in ")
        .contains(",\"http.route\":\"/seen\",")
        .contains("Workload.pause")
        .endsWith("]}")
        .doesNotContain("\n");
    assertThat(event.getKeyValuePairs()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void colour(Way way) throws Exception {
    get(start(way, DEFAULTS), "/seen");
    get(start(way, Given.of("colour", "always", b -> b.colour(TextReport.Colour.ALWAYS))), "/seen");
    get(
        start(
            way,
            new Given(
                Map.of("colour", "always", "logFormat", "json"),
                b -> b.colour(TextReport.Colour.ALWAYS).logFormat(LogSink.Format.JSON))),
        "/seen");
    // The tests' own output is a pipe, and no terminal.
    get(start(way, Given.of("colour", "auto", b -> b.colour(TextReport.Colour.AUTO))), "/seen");

    String escape = "\u001b[";
    assertThat(logged(4).get(0).getMessage()).doesNotContain(escape);
    assertThat(logged(4).get(1).getMessage())
        .startsWith("--- GET /app/seen --- 200 in ")
        .contains("\u001b[31m", "\u001b[36m[sleeping]\u001b[0m", "\u001b[1mWorkload.pause");
    assertThat(logged(4).get(2).getMessage()).doesNotContain(escape, "\\u001b");
    assertThat(logged(4).get(3).getMessage()).doesNotContain(escape);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void maxAge(Way way) throws Exception {
    TestContainer container =
        start(way, Given.of("maxAge", "1s", b -> b.maxAge(Duration.ofSeconds(1))));
    other.execute(() -> getOrFail(container, "/forever"));

    assertThat(logged(1).get(0).getMessage()).startsWith("--- GET /app/forever ---");
    assertThat(statistics(lastFilter()).letGo()).isEqualTo(1);
    forever.get().complete();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void nonBlockingThreads(Way way) throws Exception {
    try (LogCapture blocked = new LogCapture("requestree.blocked")) {
      get(start(way, DEFAULTS), "/stall");
      assertThat(blocked.messages()).isEmpty();
      isToldOf = () -> !blocked.messages().isEmpty();
      get(
          start(way, Given.of("nonBlockingThreads", "*", b -> b.nonBlockingThreads("*"))),
          "/blocking");

      assertThat(logged(2).get(0).getMessage()).doesNotContain("blocks ");
      assertThat(logged(2).get(1).getMessage())
          .containsPattern(
              "\\n {2}blocks .+ for [0-9.]+ m?s: Workload.pause {2}Workload.java:\\d+\\n")
          .containsPattern("Thread.sleep .*\\[sleeping] {2}blocks .+ for [0-9.]+ m?s");
      assertThat(blocked.messages()).hasSize(1);
      assertThat(blocked.messages().get(0))
          .containsPattern(
              "\\S+ is blocked, for [0-9.]+ m?s so far, by Workload.pause {2}Workload.java:\\d+"
                  + " \\[sleeping] in GET /app/blocking");
      assertThat(blocked.events().get(0).getLevel()).isEqualTo(Level.WARN);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void blockedAfter(Way way) throws Exception {
    Given given =
        new Given(
            Map.of("nonBlockingThreads", "*", "blockedAfter", "1h"),
            b -> b.nonBlockingThreads("*").blockedAfter(Duration.ofHours(1)));

    get(start(way, given), "/stall");

    assertThat(logged(1).get(0).getMessage()).doesNotContain("blocks ");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void stillRunningAfter(Way way) throws Exception {
    TestContainer container =
        start(
            way,
            Given.of("stillRunningAfter", "1s", b -> b.stillRunningAfter(Duration.ofSeconds(1))));
    other.execute(() -> getOrFail(container, "/forever"));

    assertThat(logged(1).get(0).getMessage())
        .startsWith("--- GET /app/forever --- ? still running after ")
        .contains("[await]  so far");
    forever.get().complete();
    assertThat(logged(2).get(1).getMessage()).startsWith("--- GET /app/forever --- 200 in ");
  }

  @Test
  void aRequestThatIsStuckForEverIsReportedWithItsTreeAndLetGo() throws Exception {
    TestContainer container =
        start(
            Way.WEB_XML,
            new Given(Map.of("stillRunningAfter", "1s", "maxAge", "2s"), builder -> builder));
    other.execute(() -> getOrFail(container, "/stuck"));

    assertThat(logged(2).get(0).getMessage())
        .matches("(?s)--- GET /app/stuck --- \\? still running after [1-9].*")
        .contains("Workload.awaits");
    assertThat(logged(2).get(1).getMessage())
        .matches("(?s)--- GET /app/stuck --- \\? in ([2-9]|\\d\\d).*")
        .contains("Workload.awaits", "let go: its end had not come in time");
    assertThat(keyValue(logged(2).get(0), "profile.id"))
        .isEqualTo(keyValue(logged(2).get(1), "profile.id"));
    stuck.countDown();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void arrivalHeader(Way way) throws Exception {
    sendArrivedBefore(start(way, DEFAULTS), Duration.ofSeconds(2));
    assertThat(queued.get()).isEmpty();

    TestContainer container =
        start(
            way,
            Given.of(
                "arrivalHeader",
                "X-Request-Start, X-Queue-Start",
                b -> b.arrivalHeader("X-Request-Start", "X-Queue-Start")));
    sendArrivedBefore(container, Duration.ofSeconds(2));

    assertThat(logged(2).get(0).getMessage()).doesNotContain("before it reached the filter");
    assertThat(logged(2).get(1).getMessage())
        .containsPattern("\\n {2}waited [0-9.]+ s before it reached the filter, as the proxy says");
    assertThat(queued.get()).isPresent();
    assertThat(queued.get().getAsLong())
        .isBetween(Duration.ofSeconds(2).toNanos(), Duration.ofMinutes(1).toNanos());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void profileHeader(Way way) throws Exception {
    String header = "X-Profile-Id";
    assertThat(get(start(way, DEFAULTS), "/quick").headers().firstValue(header)).isEmpty();

    TestContainer container =
        start(way, Given.of("profileHeader", header, b -> b.profileHeader(header)));
    Optional<String> id = get(container, "/quick").headers().firstValue(header);

    assertThat(id).contains((String) keyValue(logged(2).get(1), "profile.id"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void directory(Way way) throws Exception {
    Path directory = temporary.resolve("reports");
    TestContainer container =
        start(way, Given.of("directory", directory.toString(), b -> b.directory(directory)));

    get(container, "/pause");
    stop(container);

    assertThat(SinkContract.names(directory))
        .singleElement()
        .asString()
        .matches("0000\\d{5}ms-GET-pause-[0-9a-f]{32}\\.txt");
    assertThat(Files.readString(directory.resolve(SinkContract.names(directory).get(0))))
        .isEqualTo(logged(1).get(0).getMessage());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void directoryFormat(Way way) throws Exception {
    TestContainer container =
        start(
            way,
            new Given(
                Map.of("directory", temporary.toString(), "directoryFormat", "html"),
                b -> b.directory(temporary).directoryFormat("html")));

    get(container, "/pause");
    stop(container);

    assertThat(SinkContract.names(temporary)).singleElement().asString().endsWith(".html");
    assertThat(Files.readString(temporary.resolve(SinkContract.names(temporary).get(0))))
        .startsWith("<!DOCTYPE html>")
        .contains("\"tracks\":[{\"thread\":");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void directoryFiles(Way way) throws Exception {
    TestContainer container =
        start(
            way,
            new Given(
                Map.of("directory", temporary.toString(), "directoryFiles", "1"),
                b -> b.directory(temporary).directoryFiles(1)));

    get(container, "/quick");
    get(container, "/stall");
    get(container, "/quick");
    stop(container);

    assertThat(SinkContract.names(temporary)).singleElement().asString().contains("ms-GET-stall-");
    assertThat(statistics(lastFilter()).notWritten()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void directoryBytes(Way way) throws Exception {
    String name = "000000001ms-of-an-earlier-run.txt";
    Files.write(temporary.resolve(name), new byte[1_000_000]);
    Given given =
        new Given(
            Map.of("directory", temporary.toString(), "directoryBytes", "1MB"),
            b -> b.directory(temporary).directoryBytes(1_000_000));
    TestContainer container = start(way, given);
    assertThat(SinkContract.names(temporary)).containsExactly(name);

    get(container, "/pause");
    stop(container);

    assertThat(SinkContract.names(temporary)).singleElement().asString().contains("ms-GET-pause-");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void recentProfiles(Way way) throws Exception {
    TestContainer container = start(way, Given.of("recentProfiles", "2", b -> b.recentProfiles(2)));
    // The page's own first request may be profiled; none after it is.
    get(container, "/profiles");
    for (int i = 0; i < 3; i++) {
      get(container, "/orders/" + i);
    }

    Await.until(
        "the last two profiles in memory",
        () -> {
          String list = body(container, "/profiles");
          return list.contains("2 recent, 2 slowest")
              && list.contains(">/app/orders/1<")
              && list.contains(">/app/orders/2<");
        });
    long started = statistics(lastFilter()).started();
    body(container, "/profiles");
    assertThat(statistics(lastFilter()).started()).isEqualTo(started);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void editorLink(Way way) throws Exception {
    String template = "idea://open?file={file}";
    TestContainer container =
        start(
            way,
            new Given(
                Map.of("recentProfiles", "2", "editorLink", template),
                b -> b.recentProfiles(2).editorLink(template)));
    get(container, "/orders/1");
    String id = (String) keyValue(logged(1).get(0), "profile.id");

    Await.until("the profile", () -> body(container, "/profiles").contains(id));
    assertThat(body(container, "/profiles/" + id)).contains("\"editor\":\"" + template + "\"");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void showHidden(Way way) throws Exception {
    get(start(way, DEFAULTS), "/jdk");
    get(start(way, Given.of("showHidden", "true", b -> b.showHidden(true))), "/jdk");

    assertThat(logged(2).get(0).getMessage())
        .contains("Workload.pause")
        .contains("frames hidden]")
        .doesNotContain("AbstractPipeline.copyInto");
    assertThat(logged(2).get(1).getMessage())
        .contains("Workload.pause")
        .contains("AbstractPipeline.copyInto")
        .doesNotContain("hidden]");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void limit(Way way) throws Exception {
    get(start(way, DEFAULTS), "/twice");
    get(start(way, Given.of("limit", "1", b -> b.limit(1))), "/twice");

    assertThat(logged(2).get(0).getMessage()).contains("Workload.first", "Workload.second");
    assertThat(logged(2).get(1).getMessage()).doesNotContain("Workload.first", "Workload.second");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void hide(Way way) throws Exception {
    get(start(way, Given.of("hide", "com.example.app", b -> b.hide("com.example.app"))), "/twice");

    assertThat(logged(1).get(0).getMessage())
        .contains("hidden]")
        .doesNotContain("Workload.first", "Workload.second");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void show(Way way) throws Exception {
    get(start(way, Given.of("show", "java.util.stream", b -> b.show("java.util.stream"))), "/jdk");

    assertThat(logged(1).get(0).getMessage()).contains("AbstractPipeline.copyInto");
  }

  @TempDir Path temporary;

  private final CountDownLatch stuck = new CountDownLatch(1);
  private volatile BooleanSupplier isToldOf = () -> true;
  private final AtomicReference<AsyncContext> forever = new AtomicReference<>();
  private final AtomicReference<OptionalLong> queued = new AtomicReference<>(OptionalLong.empty());

  private TestContainer start(Way way, Given given) throws Exception {
    TestApplication application =
        new TestApplication()
            .servlet("/", (request, response) -> Workload.alpha())
            .servlet("/failing", (request, response) -> response.setStatus(503))
            .servlet("/profiles/*", ProfilesServlet.of(Access.loopbackOnly()))
            .servlet("/quick", (request, response) -> response.setStatus(200))
            .servlet(
                "/queued", (request, response) -> queued.set(ArrivalContract.queuedBy(request)))
            .servlet("/pause", (request, response) -> Workload.pause(60))
            .servlet("/stuck", (request, response) -> Workload.awaits(stuck))
            .servlet("/stall", (request, response) -> Workload.pause(200))
            .servlet("/seen", (request, response) -> Workload.pause(seen()))
            .servlet(
                "/polled", (request, response) -> Workload.pause(() -> pollsOfLastFilter() > 1))
            .servlet("/blocking", (request, response) -> pauseUntil(200, isToldOf))
            .servlet("/burn", (request, response) -> Workload.burn(300))
            .servlet("/twice", (request, response) -> Workload.pauseTwice(200))
            .servlet("/jdk", (request, response) -> Workload.pauseInsideTheJdk(300))
            .servlet(
                "/forever",
                (request, response) -> {
                  AsyncContext async = request.startAsync();
                  async.setTimeout(0);
                  forever.set(async);
                });
    if (way == Way.WEB_XML) {
      return start(application.webXml(given.withBudget().parameters()));
    }
    return start(
        application.filter(profiling(given.withBudget().code().apply(ProfilingOptions.builder()))));
  }

  /** Pauses so often that it has been seen, on whatever machine. */
  private static void pauseUntil(long millis, BooleanSupplier seen) {
    do {
      Workload.pause(millis);
    } while (!seen.getAsBoolean());
  }

  private void sendArrivedBefore(TestContainer container, Duration ago) throws Exception {
    String arrived = "t=" + ArrivalContract.millisAgo(ago.toMillis());
    send(container, HttpRequest.newBuilder().GET().header("X-Queue-Start", arrived), "/queued");
  }

  private List<ILoggingEvent> logged(int count) {
    Await.until(
        () -> count + " log events, got " + log.messages(), () -> log.events().size() >= count);
    assertThat(log.messages()).hasSize(count);
    return log.events();
  }

  private long pollsOfLastFilter() {
    return statistics(lastFilter()).polls();
  }

  private static long walks(ILoggingEvent event) {
    return ((Number) keyValue(event, "profile.walks")).longValue();
  }

  private static Object keyValue(ILoggingEvent event, String key) {
    return event.getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals(key))
        .map(pair -> pair.value)
        .findFirst()
        .orElseThrow(() -> new AssertionError(key + " in " + event.getKeyValuePairs()));
  }
}
