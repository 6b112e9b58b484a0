package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.requestree.example.LoggedReport.Line;
import java.util.Map;
import org.assertj.core.data.Offset;
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
    example = container.start(new ExampleArguments(0, 4, true, Map.of()));
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
    assertTook(slow, answer, "slowOperation");
    assertTook(report.below(slow).line("Thread.sleep", "[sleeping]"), answer, "slowOperation");
    assertTook(report.line("[await]"), answer, "asynchronous wait");
  }

  @Test
  void asyncBlockingShowsTheAwaitAndTheSleepOnTheEventLoop() throws Exception {
    JsonNode answer = ask("/async_blocking");
    LoggedReport report = reports.take("GET", "/async_blocking");

    assertTook(report.line("[await]"), answer, "asynchronous wait");
    Line lane = report.line("event-loop");
    assertTook(report.below(lane).line("Thread.sleep", "[sleeping]"), answer, "slowOperation");
    assertThat(report.without(lane).says("[sleeping]")).isFalse();
  }

  @Test
  void syncBlockingFixedShowsTheSleepInThePool() throws Exception {
    JsonNode answer = ask("/sync_blocking_fixed");
    LoggedReport report = reports.take("GET", "/sync_blocking_fixed");

    Line lane = report.line("worker-");
    assertTook(report.below(lane).line("Thread.sleep", "[sleeping]"), answer, "slowOperation");
    assertThat(report.without(lane).says("[sleeping]")).isFalse();
  }

  @Test
  void cpuShowsSeventyToThirtyAndAlmostNoWaiting() throws Exception {
    JsonNode answer = ask("/cpu");
    LoggedReport report = reports.take("GET", "/cpu");

    // Ten turns; where one ends and the next begins is known to one resolution.
    Offset<Double> error = within(10 * report.headMillis("resolution"));
    for (String method : new String[] {"countCollatzSteps", "countPrimes"}) {
      double measured = ExampleClient.lapMillis(answer, method);
      assertThat(report.line(method).millis()).as(method).isCloseTo(measured, error);
    }
    assertThat(report.headMillis("waiting")).isLessThan(0.1 * report.headMillis("wall"));
  }

  @Test
  void lockSaysWhoHeldIt() throws Exception {
    JsonNode answer = ask("/lock");
    LoggedReport report = reports.take("GET", "/lock");

    assertTook(report.line("updateStock", "lock", "lock-holder"), answer, "updateStock");
  }

  @Test
  void fastShowsNextToNothing() throws Exception {
    ask("/fast");

    assertThat(reports.take("GET", "/fast").lines()).hasSizeLessThan(5);
  }

  private JsonNode ask(String route) throws Exception {
    return ExampleClient.json(client.get(route + "?scale=0.5"));
  }

  private static void assertTook(Line line, JsonNode answer, String lap) {
    double measured = ExampleClient.lapMillis(answer, lap);
    assertThat(line.millis()).as(line.text()).isCloseTo(measured, withinPercentage(2));
  }
}
