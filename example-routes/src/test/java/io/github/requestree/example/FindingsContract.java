package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The first line of each route's report names the cause, on every container. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class FindingsContract {

  /** On a busy machine one request may be slow for want of a CPU, and rightly say so. */
  private static final int ROUNDS = 10;

  private static final String SHORTER = "?scale=0.25";
  private static final String SLOW = "SlowWork\\.slowOperation {2}SlowWork\\.java:\\d+";

  private final ExampleLauncher.Container container;
  private LoggedReports reports;
  private RunningExample example;
  private ExampleClient client;

  protected FindingsContract(ExampleLauncher.Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    reports = new LoggedReports();
    Map<String, String> generous = Map.of("maxOverhead", "20%");
    example = container.start(new ExampleArguments(0, 4, false, true, generous));
    client = ExampleClient.of(example);
  }

  @AfterAll
  void stop() {
    example.close();
    reports.close();
  }

  @Test
  void syncBlockingSleeps() throws Exception {
    Found found = ask("/sync_blocking", SHORTER, "(\\d+) % sleeps in " + SLOW);

    double share = found.lap("slowOperation") / found.durationMillis();
    assertMeasured(found.number(), 100 * share);
  }

  @Test
  void asyncBlockingBlocksTheEventLoop() throws Exception {
    Found found = ask("/async_blocking", SHORTER, "event-loop blocked for ([0-9.]+) s by " + SLOW);

    assertMeasured(1e3 * found.number(), found.lap("slowOperation"));
  }

  @Test
  void syncBlockingFixedLeavesTheServersThreadsAlone() throws Exception {
    Found found =
        ask(
            "/sync_blocking_fixed",
            SHORTER,
            "([0-9.]+) s sleeping in " + SLOW + " on worker-\\d, no server thread blocked");

    assertMeasured(1e3 * found.number(), found.lap("slowOperation"));
  }

  @Test
  void lockWaitsForItsHolder() throws Exception {
    Found found =
        ask(
            "/lock",
            SHORTER,
            "(\\d+) % waits for a lock held by lock-holder in LockRoute\\.updateStock {2}.+:\\d+");

    double share = found.lap("updateStock") / found.durationMillis();
    assertMeasured(found.number(), 100 * share);
  }

  @Test
  void cpuComputes() throws Exception {
    Found found =
        ask(
            "/cpu",
            "",
            "(\\d+) % (?:computes|runs) in CpuRoute\\.countCollatzSteps {2}CpuRoute\\.java:.+");

    double share = found.lap("countCollatzSteps") / found.durationMillis();
    assertMeasured(found.number(), 100 * share);
  }

  @Test
  void reportSleepsInManySmallPieces() throws Exception {
    ask("/report", "", "(\\d+) % sleeps in " + SLOW);
  }

  @Test
  void queryAsksTheSameAgainAndAgain() throws Exception {
    Found found =
        ask(
            "/query",
            "",
            "(\\d+) % is one query ×60 \\(N\\+1\\?\\) in QueryRoute\\.loadTotal {2}.+:\\d+");

    double share = found.lap("executeQuery") / found.durationMillis();
    assertThat(found.number()).as("its own query apart").isLessThan(100 * share + 3);
  }

  @Test
  void remoteCallsOneAfterTheOther() throws Exception {
    ask(
        "/remote",
        "",
        "two calls in a row, (0\\.[34]\\d) s and 0\\.\\d\\d s: at once if they do not need each"
            + " other");
  }

  @Test
  void fastHasNothingToSay() throws Exception {
    String line;
    int rounds = 0;
    do {
      client.get("/fast");
      line = firstLine("/fast");
    } while (line.contains(",") && ++rounds < ROUNDS);

    assertThat(line).matches("--- GET /fast --- 200 in [0-9.]+ \\w+");
  }

  /**
   * Asserts that a finding claims what the route measured, or less: on a busy machine some of it is
   * not sampled. What it claims is rounded.
   */
  private static void assertMeasured(double claimed, double measured) {
    assertThat(claimed).isBetween(measured / 2, measured + Math.max(10, measured / 10));
  }

  /** A finding as the log has it, and what the route measured. */
  private record Found(double number, double durationMillis, JsonNode answer) {

    double lap(String what) {
      return ExampleClient.lapMillis(answer, what);
    }
  }

  private Found ask(String route, String query, String sentence) throws Exception {
    Pattern expected =
        Pattern.compile("--- GET " + route + " --- 200 in ([0-9.]+) (m?s), " + sentence);
    String line = "";
    for (int i = 0; i < ROUNDS; i++) {
      JsonNode answer = ExampleClient.json(client.get(route + query));
      line = firstLine(route);
      Matcher found = expected.matcher(line);
      if (found.matches()) {
        double millis = Double.parseDouble(found.group(1)) * (found.group(2).equals("s") ? 1e3 : 1);
        return new Found(Double.parseDouble(found.group(3)), millis, answer);
      }
    }
    throw new AssertionError(line + "\ndoes not match\n" + expected);
  }

  private String firstLine(String route) throws InterruptedException {
    int reportsOfIt = route.equals("/remote") ? 3 : 1;
    String text = reports.takeAmong(reportsOfIt, "GET", route).text();
    return text.lines().findFirst().orElseThrow();
  }
}
