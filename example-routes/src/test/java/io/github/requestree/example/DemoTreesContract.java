package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.requestree.example.LoggedReport.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the log says of each route, on every container, against what the route measured. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class DemoTreesContract {

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
    example = container.start(new ExampleArguments(0, 4, false, true, Map.of()));
    client = ExampleClient.of(example);
    for (String route :
        new String[] {
          "/sync_blocking", "/async_blocking", "/sync_blocking_fixed", "/fast", "/lock", "/cpu"
        }) {
      client.get(route + "?scale=0.01");
      reports.take("GET", route);
    }
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
    JsonNode answer = ask("/sync_blocking");
    LoggedReport report = reports.take("GET", "/sync_blocking");

    Line slow = report.line("SlowWork.slowOperation");
    Line sleep = report.below(slow).line("Thread.sleep", "[sleeping]");
    double measured = ExampleClient.lapMillis(answer, "slowOperation");
    for (Line line : List.of(slow, sleep)) {
      assertThat(line.millis()).as(report.text()).isCloseTo(measured, withinPercentage(2));
    }
    assertTook(report, report.line("[await]", "until hand-off"), answer, "asynchronous wait");
  }

  @Test
  void asyncBlockingShowsTheAwaitAndTheSleepOnTheEventLoop() throws Exception {
    JsonNode answer = ask("/async_blocking");
    LoggedReport report = reports.take("GET", "/async_blocking");

    assertTook(report, report.line("[await]", "until hand-off"), answer, "asynchronous wait");
    Line lane = report.line("lane on event-loop");
    assertTook(
        report, report.below(lane).line("Thread.sleep", "[sleeping]"), answer, "slowOperation");
    assertThat(report.without(lane).says("[sleeping]")).isFalse();
  }

  @Test
  void syncBlockingFixedShowsTheSleepInThePool() throws Exception {
    JsonNode answer = ask("/sync_blocking_fixed");
    LoggedReport report = reports.take("GET", "/sync_blocking_fixed");

    Line lane = report.line("lane on worker-");
    assertTook(
        report, report.below(lane).line("Thread.sleep", "[sleeping]"), answer, "slowOperation");
    assertThat(report.without(lane).says("[sleeping]")).isFalse();
  }

  @Test
  void cpuShowsSeventyToThirtyAndAlmostNoWaiting() throws Exception {
    JsonNode answer = ask("/cpu");
    LoggedReport report = reports.take("GET", "/cpu");

    // Where each of ten turns ends is known to one resolution, and these errors are independent.
    double error = 4 * report.headMillis("resolution");
    double notSampled = report.sumOf("[not sampled]");
    assertThat(notSampled).as(report.text()).isLessThan(report.headMillis("wall") / 2);
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

  @Test
  void lockSaysWhoHeldIt() throws Exception {
    JsonNode answer = ask("/lock");
    LoggedReport report = reports.take("GET", "/lock");

    assertTook(report, report.line("updateStock", "lock", "lock-holder"), answer, "updateStock");
  }

  @Test
  void fastShowsNextToNothing() throws Exception {
    ask("/fast");

    LoggedReport report = reports.take("GET", "/fast");
    for (String slow : new String[] {"[await]", "lane on", "[sleeping]", "[lock]"}) {
      assertThat(report.says(slow)).as(report.text()).isFalse();
    }
  }

  private JsonNode ask(String route) throws Exception {
    return ExampleClient.json(client.get(route));
  }

  /** Both ends of a wait are known to one resolution, and what nobody saw is said. */
  private static void assertTook(LoggedReport report, Line line, JsonNode answer, String lap) {
    double measured = ExampleClient.lapMillis(answer, lap);
    double error = Math.max(0.02 * measured, 2 * report.headMillis("resolution"));
    assertThat(line.millis())
        .as(report.text())
        .isBetween(measured - report.sumOf("[not sampled]") - error, measured + error);
  }
}
