package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.requestree.example.LoggedReport.Line;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the log says of each route, on every container, against what the route measured. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class DemoTreesContract {

  /** How far the two percent of the default go is a matter of the machine's speed. */
  private static final Map<String, String> GENEROUS = Map.of("maxOverhead", "20%");

  /** A quarter of what the demo takes is long enough to be told from what it did not take. */
  private static final String SHORTER = "?scale=0.25";

  private static final double SHORTER_WAIT_MILLIS = 500;

  private final ExampleLauncher.Container container;
  private LoggedReports reports;
  private RunningExample example;
  private ExampleClient client;

  protected DemoTreesContract(ExampleLauncher.Container container) {
    this.container = container;
  }

  @BeforeAll
  void startAndWarmUp() throws Exception {
    reports = new LoggedReports();
    example = container.start(new ExampleArguments(0, 4, false, true, GENEROUS));
    client = ExampleClient.of(example);
    for (String route :
        new String[] {
          "/sync_blocking", "/async_blocking", "/sync_blocking_fixed", "/fast", "/lock", "/cpu"
        }) {
      client.get(route + "?scale=0.01");
      reports.take("GET", route);
    }
    client.get("/query");
    reports.take("GET", "/query");
    client.get("/remote?scale=0.1");
    reports.takeAmong(3, "GET", "/remote");
  }

  @AfterEach
  void eachRequestIsReportedOnce() {
    assertThat(reports.rest()).isEmpty();
  }

  @AfterAll
  void stop() {
    example.close();
    reports.close();
  }

  @Test
  void syncBlockingShowsTheSleepAndTheAwait() throws Exception {
    JsonNode answer = ask("/sync_blocking" + SHORTER);
    LoggedReport report = reports.take("GET", "/sync_blocking");

    Line slow = report.line("SlowWork.slowOperation");
    assertTook(report, slow, answer, "slowOperation");
    assertTook(
        report, waited(report.below(slow), "Thread.sleep", "[sleeping"), answer, "slowOperation");
    assertTook(report, report.line("[await]", "until hand-off"), answer, "asynchronous wait");
  }

  @Test
  void asyncBlockingShowsTheAwaitAndTheSleepOnTheEventLoop() throws Exception {
    JsonNode answer = ask("/async_blocking" + SHORTER);
    LoggedReport report = reports.take("GET", "/async_blocking");

    assertTook(report, report.line("[await]", "until hand-off"), answer, "asynchronous wait");
    Line lane = report.line("on thread event-loop");
    assertTook(
        report, waited(report.below(lane), "Thread.sleep", "[sleeping"), answer, "slowOperation");
    assertThat(report.without(lane).says("[sleeping")).isFalse();
  }

  @Test
  void asyncBlockingIsWarnedOfOnceWhileItBlocksAndMarkedInItsTree() throws Exception {
    // Its own call site was warned of before, at most once a minute: another start forgets that.
    try (LoggedReports fresh = new LoggedReports();
        RunningExample again = container.start(new ExampleArguments(0, 4, false, true, GENEROUS))) {
      JsonNode answer =
          ExampleClient.json(ExampleClient.of(again).get("/async_blocking" + SHORTER));

      LoggedReports.Warning warning = fresh.takeWarning();
      assertThat(warning.reportsBefore()).as("while it blocks").isZero();
      assertThat(warning.text())
          .startsWith("event-loop is blocked, for ")
          .contains("by SlowWork.slowOperation  SlowWork.java:", "in GET /async_blocking");
      LoggedReport report = fresh.take("GET", "/async_blocking");
      reports.take("GET", "/async_blocking");
      assertThat(report.text())
          .containsPattern("\n {2}blocks event-loop for [0-9.]+ m?s: SlowWork.slowOperation {2}");
      assertTook(report, report.millis("blocks event-loop for"), answer, "slowOperation");
      assertThat(waited(report, "Thread.sleep", "blocks event-loop for")).isNotNull();
    }
  }

  @Test
  void asyncBlockingTwiceAtOnceSaysWhyTheSecondBeganLate() throws Exception {
    LoggedReport early = null;
    LoggedReport late = null;
    double waited = 0;
    // On a machine that is busy with something else, the second may come when the first is done, or
    // the first have to wait for a core.
    boolean asMeant = false;
    for (int i = 0; i < 5 && !asMeant; i++) {
      CompletableFuture<HttpResponse<String>> one = client.getLater("/async_blocking" + SHORTER);
      CompletableFuture<HttpResponse<String>> two = client.getLater("/async_blocking" + SHORTER);
      waited = Math.max(asyncWaitMillis(one.get()), asyncWaitMillis(two.get()));
      early = reports.take("GET", "/async_blocking");
      late = reports.take("GET", "/async_blocking");
      asMeant = waited > SHORTER_WAIT_MILLIS + 100 && !early.text().contains("a hand-off began");
    }

    assertThat(early.text()).doesNotContain("a hand-off began");
    assertThat(late.text())
        .containsPattern(
            "\n {2}a hand-off began [0-9.]+ m?s late on event-loop, blocked for [0-9.]+ m?s by"
                + " SlowWork.slowOperation {2}SlowWork.java:\\d+ for GET /async_blocking\n");
    // It was due after its wait, and then the other one blocked the thread. On a busy machine it
    // may have been due later than that.
    double longest = waited - SHORTER_WAIT_MILLIS;
    assertThat(late.millis("a hand-off began")).isBetween(longest / 2, longest + 50);
    assertThat(late.line("on thread event-loop", "began").text()).contains(" late");
  }

  private static double asyncWaitMillis(HttpResponse<String> answer) throws Exception {
    return ExampleClient.lapMillis(ExampleClient.json(answer), "asynchronous wait");
  }

  @Test
  void syncBlockingFixedShowsTheSleepInThePool() throws Exception {
    JsonNode answer = ask("/sync_blocking_fixed" + SHORTER);
    LoggedReport report = reports.take("GET", "/sync_blocking_fixed");

    Line lane = report.line("on thread worker-");
    assertTook(
        report, waited(report.below(lane), "Thread.sleep", "[sleeping"), answer, "slowOperation");
    assertThat(report.without(lane).says("[sleeping")).isFalse();
  }

  @Test
  void cpuShowsSeventyToThirtyAndAlmostNoWaiting() throws Exception {
    JsonNode answer = ask("/cpu");
    LoggedReport report = reports.take("GET", "/cpu");
    // On a machine that is busy with something else, looks are few.
    for (int i = 0; i < 5 && isMostlyNotSampled(report); i++) {
      answer = ask("/cpu");
      report = reports.take("GET", "/cpu");
    }

    // Where each of ten turns ends is known to one check. These errors are independent, and few
    // checks of a busy machine are much later than the others.
    double error = 8 * report.resolutionMillis();
    double notSampled = report.sumOf("[not sampled]");
    assertThat(isMostlyNotSampled(report)).as(report.text()).isFalse();
    for (String method : new String[] {"countCollatzSteps", "countPrimes"}) {
      double measured = ExampleClient.lapMillis(answer, method);
      assertThat(report.line(method).millis())
          .as(report.text())
          .isBetween(measured - notSampled - error, measured + error);
    }
    // Other processes may take the CPU away for a while, but it waits for nothing itself.
    for (String kind : new String[] {"[await]", "[sleeping", "[lock", "[waiting", "[future"}) {
      assertThat(report.says(kind)).as(report.text()).isFalse();
    }
  }

  private static boolean isMostlyNotSampled(LoggedReport report) {
    return report.sumOf("[not sampled]") >= report.durationMillis() / 2;
  }

  @Test
  void lockSaysWhoHeldIt() throws Exception {
    JsonNode answer = ask("/lock" + SHORTER);
    LoggedReport report = reports.take("GET", "/lock");

    assertTook(
        report, waited(report, "updateStock", "[lock", "lock-holder"), answer, "updateStock");
  }

  @Test
  void queryNamesTheQueryThatIsMadeForEachOrder() throws Exception {
    JsonNode answer = ask("/query");
    LoggedReport report = reports.take("GET", "/query");

    String text = "select sum(cents) from line where order_id = ?";
    assertThat(report.text())
        .contains("[sql] " + text + "  ×60  N+1?")
        .containsPattern("QueryRoute.loadTotal {2}QueryRoute.java:\\d+.*\n.*∙.*N\\+1\\?")
        .containsPattern("\n\n {2}queries 61 in [0-9.]+ m?s\n");
    assertThat(report.millis("queries 61 in"))
        .isLessThan(ExampleClient.lapMillis(answer, "executeQuery"))
        .isGreaterThan(0.5 * ExampleClient.lapMillis(answer, "executeQuery"));

    ask("/query?join=true");
    LoggedReport joined = reports.take("GET", "/query");
    assertThat(joined.text())
        .containsPattern("\n\n {2}queries 1 in [0-9.]+ m?s\n")
        .containsPattern("QueryRoute.totalOfAll {2}QueryRoute.java:\\d+")
        .doesNotContain("N+1");
  }

  @Test
  void remoteNamesBothCallsWithStatusAndTime() throws Exception {
    JsonNode answer = ask("/remote");
    LoggedReport report = reports.takeAmong(3, "GET", "/remote");

    String call = "[http] GET 127.0.0.1:" + example.port() + "/sync_blocking_fixed  status 200\n";
    assertThat(report.text().split(Pattern.quote(call), -1)).as(report.text()).hasSize(3);
    assertThat(report.text())
        .containsPattern("RemoteRoute.loadPrice {2}RemoteRoute.java:\\d+.*\n.*∙.*\\[http]")
        .containsPattern("RemoteRoute.loadStock {2}RemoteRoute.java:\\d+.*\n.*∙.*\\[http]");
    double asked =
        ExampleClient.lapMillis(answer, "loadPrice") + ExampleClient.lapMillis(answer, "loadStock");
    assertThat(report.millis("remote calls 2 in")).isBetween(0.5 * asked, asked + 1);
  }

  @Test
  void fastShowsNextToNothing() throws Exception {
    ask("/fast");

    LoggedReport report = reports.take("GET", "/fast");
    for (String slow : new String[] {"[await]", "on thread", "[sleeping", "[lock"}) {
      assertThat(report.says(slow)).as(report.text()).isFalse();
    }
  }

  private JsonNode ask(String route) throws Exception {
    return ExampleClient.json(client.get(route));
  }

  /** What says how the method waited: its line, or that of its [self] where it has others below. */
  private static Line waited(LoggedReport report, String method, String... words) {
    return report.below(report.first(method)).line(words);
  }

  /** Both ends of a wait are known to one check, and what nobody saw is said. */
  private static void assertTook(LoggedReport report, Line line, JsonNode answer, String lap) {
    assertTook(report, line.millis(), answer, lap);
  }

  private static void assertTook(LoggedReport report, double claimed, JsonNode answer, String lap) {
    double measured = ExampleClient.lapMillis(answer, lap);
    // What a route measures has more in it than the one line, such as the way to the other thread.
    double around = 10;
    double error = Math.max(around, Math.max(0.02 * measured, 2 * report.resolutionMillis()));
    assertThat(claimed)
        .as(report.text())
        .isBetween(measured - report.sumOf("[not sampled]") - error, measured + error);
  }
}
