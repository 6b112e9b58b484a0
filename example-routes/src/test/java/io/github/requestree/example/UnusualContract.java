package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said, on every container, of the one request that takes a hundred times the usual. */
public abstract class UnusualContract {

  private static final String FAST = "/lock?scale=0.002";
  private static final String SLOW = "/lock?scale=0.2";
  private static final double LEAST_SLOW_MILLIS = 195;

  private final ExampleLauncher.Container container;
  private final LoggedReports reports = new LoggedReports();
  private double usualUpdateMillis;
  private int usualRequests;

  protected UnusualContract(ExampleLauncher.Container container) {
    this.container = container;
  }

  @AfterEach
  void closeReports() {
    reports.close();
  }

  @Test
  void theReportOfASlowRequestNamesTheLockAndHowMuchMoreThanUsualItTook() throws Exception {
    try (RunningExample example = start(Map.of("maxOverhead", "100%", "maxReports", "1000"))) {
      ExampleClient client = ExampleClient.of(example);
      for (int i = 0; i < 40; i++) {
        askFast(client, 1);
        reports.take("GET", "/lock");
      }
      JsonNode slow = ExampleClient.json(client.get(SLOW));

      assertNamesTheLock(slowReport(), slow);
    }
  }

  @Test
  void whereFastRequestsAreNotReportedItIsKnownAllTheSameWhatIsUsual() throws Exception {
    try (RunningExample example = start(Map.of("maxOverhead", "100%", "slowerThan", "100ms"))) {
      ExampleClient client = ExampleClient.of(example);
      LoggedReport report;
      JsonNode slow;
      int rounds = 0;
      do {
        long end = System.nanoTime() + 2_000_000_000;
        while (System.nanoTime() - end < 0) {
          askFast(client, 1);
          Thread.sleep(5);
        }
        // Those that were slow because they were the first, or the machine was busy.
        while (reports.rest().length > 0) {
          reports.take("GET", "/lock");
        }
        slow = ExampleClient.json(client.get(SLOW));
        report = slowReport();
      } while (!report.text().contains("more than usual") && ++rounds < 10);

      assertNamesTheLock(report, slow);
    }
  }

  @Test
  void amongTheTotalsOfItsRouteItIsTheLongest() throws Exception {
    try (RunningExample example =
        start(Map.of("groupByPath", "true", "groupEvery", "1h", "slowerThan", "100ms"))) {
      ExampleClient client = ExampleClient.of(example);
      askFast(client, 50);
      client.get(SLOW);
      // An answer is there before its request has ended; with this one's, the slow one has.
      askFast(client, 1);
    }

    LoggedReport lock = LoggedReport.parse(reports.rest()[0]);
    assertThat(lock.text())
        .containsPattern("^--- GET /lock --- 5[12] requests in ")
        .containsPattern(
            "\n {2}0 errors .* p50 \\d.*ms .* p99 [0-9.]+ m?s .* max [0-9.]+ m?s .*percentiles exact\n")
        .containsPattern("\n {2}longest [0-9.]+ m?s {2}/lock {2}id [0-9a-f]{32}\n")
        .containsPattern("5[01] of 5[12] requests took less than slowerThan")
        .contains(" requests took less than slowerThan: their time is not sampled");
    assertThat(reports.rest()).hasSize(1);
  }

  private void assertNamesTheLock(LoggedReport report, JsonNode slow) {
    String text = report.text();
    Matcher usual =
        Pattern.compile(
                "\n {2}([0-9.]+) ms more than usual, which is ([0-9.]+) ms, the median of \\d+ req")
            .matcher(text);
    assertThat(usual.find()).as(text).isTrue();
    double moreMillis = Double.parseDouble(usual.group(1));
    double usualMillis = Double.parseDouble(usual.group(2));
    assertThat(moreMillis + usualMillis).isCloseTo(report.durationMillis(), within(2.0));
    assertThat(moreMillis(text, "GET /lock\n")).as(text).isCloseTo(moreMillis, within(10.0));

    double more = ExampleClient.lapMillis(slow, "updateStock") - usualUpdateMillis / usualRequests;
    double error = Math.max(0.02 * more, 2 * report.resolutionMillis());
    // The wait stands in a line of its own where a part of the method's time is not sampled.
    String method = "(?:LockRoute.updateStock {2}LockRoute.java:\\d+|\\[self])";
    assertThat(moreMillis(text, method + " {2}\\[lock[^]]*] {2}held by lock-holder"))
        .as("measured %.1f ms more, in\n%s", more, text)
        .isBetween(more - report.sumOf("[not sampled]") - error, more + error);
  }

  private static double moreMillis(String text, String of) {
    Matcher line = Pattern.compile("\\+([0-9.]+) ms {2}" + of).matcher(text);
    assertThat(line.find()).as(text).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private void askFast(ExampleClient client, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      usualUpdateMillis +=
          ExampleClient.lapMillis(ExampleClient.json(client.get(FAST)), "updateStock");
      usualRequests++;
    }
  }

  /** The next report of a slow request; a fast one may have taken long on a busy machine. */
  private LoggedReport slowReport() throws InterruptedException {
    LoggedReport report;
    do {
      report = reports.take("GET", "/lock");
    } while (report.durationMillis() < LEAST_SLOW_MILLIS);
    return report;
  }

  private RunningExample start(Map<String, String> filter) throws Exception {
    return container.start(new ExampleArguments(0, 4, false, true, filter));
  }
}
