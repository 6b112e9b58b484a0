package io.github.requestree.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.requestree.Repeats;
import io.github.requestree.micrometer.MetricsSink;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Await;
import io.github.requestree.servlet.ProfilingOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus scrapes the demo, and its figures are those of the reports. */
@Timeout(300)
final class PrometheusTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** It has to last a minute for figures of a minute. */
  private static final int LOAD_SECONDS = Repeats.ALL ? 62 : 5;

  private static final int WINDOW_SECONDS = Repeats.ALL ? 60 : 4;
  private static final int DISTINCT_URLS = Repeats.ALL ? 100_000 : 2_000;
  private static final int URLS_AT_ONCE = 100;
  private static final int MAX_ROUTES = 200;

  /** The meters of a route that had no report, as {@code docs/fleet.md} has them. */
  private static final int SERIES_OF_A_SHORT_ROUTE = 4;

  private static final int MAX_ATTEMPTS = 5;
  private static final double SCRAPE_TIMEOUT_SECONDS = 0.2;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Profile> reports = new CopyOnWriteArrayList<>();
  private Demo demo;
  private HttpServer metrics;
  private Process prometheus;
  private String prometheusAddress;
  private int requests;

  @BeforeEach
  void start() throws Exception {
    String program = OtherProgram.find("prometheus");
    metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metrics.createContext(
        "/metrics",
        exchange -> {
          byte[] page = registry.scrape().getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    metrics.start();
    startPrometheus(program);
  }

  private void startPrometheus(String program) throws Exception {
    Path configuration = directory.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global:
          scrape_interval: 200ms
          scrape_timeout: 200ms
        scrape_configs:
          - job_name: demo
            static_configs:
              - targets: ['127.0.0.1:%d']
        """
            .formatted(metrics.getAddress().getPort()));
    // Somebody else may take the port before Prometheus does; then it says so, and ends.
    for (int attempt = 1; prometheus == null || !prometheus.isAlive(); attempt++) {
      assertThat(attempt).as("attempts to start Prometheus").isLessThanOrEqualTo(MAX_ATTEMPTS);
      startPrometheus(program, configuration, freePort());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void startPrometheus(String program, Path configuration, int port) throws Exception {
    prometheusAddress = "http://127.0.0.1:" + port;
    prometheus =
        new ProcessBuilder(
                program,
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus-" + port + ".log").toFile())
            .start();
    Await.until(
        "a Prometheus that is ready, or has ended", () -> !prometheus.isAlive() || isReady());
  }

  private boolean isReady() {
    try {
      return get(prometheusAddress + "/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (prometheus != null) {
      prometheus.destroy();
      prometheus.waitFor();
    }
    if (metrics != null) {
      metrics.stop(0);
    }
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void countersByRouteAndKindAreThoseOfTheReportsAndRatesToo() throws Exception {
    demo =
        Demo.start(
            ProfilingOptions.builder()
                .maxOverhead(1)
                .addSink(new MetricsSink(registry))
                .addSink(reports::add)
                .build());
    for (int i = 0; i < 3; i++) {
      ask("/fast");
      ask("/lock?scale=0.1");
      ask("/query?scale=0.1");
      ask("/sync_blocking?scale=0.05");
    }
    awaitScraped();
    assertCounted();

    int before = reports.size();
    long start = System.nanoTime();
    while (System.nanoTime() - start < LOAD_SECONDS * 1_000_000_000L) {
      ask("/lock?scale=0.1");
    }
    awaitScraped();
    assertCounted();
    assertRate(reports.subList(before, reports.size()));
  }

  /** Compares the rate between two scrapes of the load with the reports that ended between them. */
  private void assertRate(List<Profile> load) throws Exception {
    String counter = "requestree_request_seconds_sum{route=\"/lock\"}";
    double last = ended(load.get(load.size() - 1));
    double to = 0;
    double from = 0;
    for (JsonNode sample : query(counter + "[10m]").at("/0/values")) {
      double time = sample.at("/0").asDouble();
      to = time <= last ? time : to;
      from = time <= last - WINDOW_SECONDS ? time : from;
    }
    String window = "[" + Math.round((to - from) * 1_000) + "ms]";
    double rate = query("rate(" + counter + window + ")", to).at("/0/value/1").asDouble();
    double expected = 0;
    double longest = 0;
    for (Profile report : load) {
      double seconds = report.durationNanos() / 1e9;
      expected += ended(report) > from && ended(report) <= to ? seconds : 0;
      longest = Math.max(longest, seconds);
    }
    assertThat(expected).isPositive();
    // Those that ended while a page was made are on it or not: that is nothing beside a minute.
    double edges = Repeats.ALL ? 0 : 2 * (longest + SCRAPE_TIMEOUT_SECONDS);
    assertThat(rate * (to - from)).isCloseTo(expected, within(expected * 0.05 + edges));
  }

  private static double ended(Profile report) {
    Instant end = report.startedAt().plusNanos(report.durationNanos());
    return end.getEpochSecond() + end.getNano() / 1e9;
  }

  @Test
  void distinctUrlsMakeABoundedNumberOfSeries() throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Answering()), "/");
    demo =
        Demo.start(
            ProfilingOptions.builder()
                .slowerThan(Duration.ofHours(1))
                .addSink(new MetricsSink(registry))
                .build(),
            context);
    askAll(DISTINCT_URLS);

    Await.until(
        "all requests",
        () -> {
          try {
            return value("sum(requestree_request_seconds_count)") == DISTINCT_URLS;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    assertThat(byRoute("requestree_request_seconds_count"))
        .hasSize(MAX_ROUTES + 1)
        .containsEntry("[others]", (double) DISTINCT_URLS - MAX_ROUTES);
    assertThat(value("count({__name__=~'requestree_.*', route!=''})"))
        .isLessThanOrEqualTo((MAX_ROUTES + 1) * SERIES_OF_A_SHORT_ROUTE);
  }

  /** Answers whatever the path is. */
  private static final class Answering extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setContentLength(0);
    }
  }

  /** Asks for so many URLs, each once and many at once, on a connection that is kept alive. */
  private void askAll(int urls) throws IOException {
    URI address = URI.create(demo.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (int first = 0; first < urls; first += URLS_AT_ONCE) {
        StringBuilder batch = new StringBuilder();
        for (int i = first; i < first + URLS_AT_ONCE; i++) {
          batch.append("GET /").append(word(i)).append(" HTTP/1.1\r\nHost: demo\r\n\r\n");
        }
        socket.getOutputStream().write(batch.toString().getBytes(ISO_8859_1));
        for (int i = 0; i < URLS_AT_ONCE; i++) {
          assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
          while (!answers.readLine().isEmpty()) {
            // Its headers are of no interest.
          }
        }
      }
    }
  }

  /** A word of its own for each number, and not one that looks like an id. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder("page");
    for (int rest = number; rest > 0; rest /= 10) {
      word.append("ghijklmnop".charAt(rest % 10));
    }
    return word.toString();
  }

  private void assertCounted() throws Exception {
    assertThat(byRoute("requestree_request_seconds_count"))
        .isEqualTo(reported(profile -> 1_000_000_000));
    assertClose("requestree_request_seconds_sum", reported(Profile::durationNanos));
    assertClose("requestree_cpu_seconds_total", reported(p -> p.cpuNanos().orElse(0)));
    Map<String, Long> kinds = new TreeMap<>();
    for (Profile report : reports) {
      if (report.overlapNanos() == 0) {
        report
            .root()
            .totalWaiting()
            .forEach(
                (kind, nanos) -> kinds.merge(route(report) + " " + kind.label(), nanos, Long::sum));
      }
    }
    // A request that two threads worked for at once has more of these than it took.
    kinds.keySet().removeIf(key -> !key.startsWith("/lock ") && !key.startsWith("/query "));
    assertThat(kinds).containsKey("/lock lock");
    for (Map.Entry<String, Long> kind : kinds.entrySet()) {
      String[] names = kind.getKey().split(" ", 2);
      double counted =
          value(
              "requestree_wait_seconds_total{route=\"%s\",kind=\"%s\"}"
                  .formatted(names[0], names[1]));
      assertThat(counted).as(kind.getKey()).isCloseTo(kind.getValue() / 1e9, within(1e-3));
    }
    assertThat(value("sum(requestree_wait_seconds_total) + sum(requestree_cpu_seconds_total)"))
        .isCloseTo(value("sum(requestree_request_seconds_sum)"), within(1e-6));
  }

  private void assertClose(String counter, Map<String, Double> expected) throws Exception {
    Map<String, Double> counted = byRoute(counter);
    assertThat(counted.keySet()).isEqualTo(expected.keySet());
    for (Map.Entry<String, Double> route : expected.entrySet()) {
      // What two clocks say of one moment differs a little where a request did nothing but work.
      assertThat(counted.get(route.getKey()))
          .as(counter + " " + route.getKey())
          .isCloseTo(route.getValue(), within(1e-3));
    }
  }

  private Map<String, Double> reported(ToLongFunction<Profile> nanos) {
    Map<String, Double> sums = new TreeMap<>();
    for (Profile report : reports) {
      sums.merge(route(report), nanos.applyAsLong(report) / 1e9, Double::sum);
    }
    return sums;
  }

  private static String route(Profile report) {
    return report.request().route();
  }

  private void ask(String path) throws Exception {
    assertThat(get(demo.address() + path).statusCode()).isEqualTo(200);
    requests++;
  }

  /** Waits until all has been reported, counted and scraped. */
  private void awaitScraped() {
    Await.until(
        "all figures",
        () -> {
          try {
            return reports.size() == requests
                && value("sum(requestree_request_seconds_count)") == requests
                && Math.abs(
                        value("sum(requestree_wait_seconds_total)")
                            + value("sum(requestree_cpu_seconds_total)")
                            - value("sum(requestree_request_seconds_sum)"))
                    < 1e-6;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private Map<String, Double> byRoute(String counter) throws Exception {
    Map<String, Double> values = new TreeMap<>();
    for (JsonNode series : query("sum by (route) (" + counter + ")")) {
      values.put(series.at("/metric/route").asText(), series.at("/value/1").asDouble());
    }
    return values;
  }

  private double value(String expression) throws Exception {
    JsonNode series = query(expression);
    return series.isEmpty() ? 0 : series.at("/0/value/1").asDouble();
  }

  private JsonNode query(String expression) throws Exception {
    return result("query=" + URLEncoder.encode(expression, UTF_8));
  }

  private JsonNode query(String expression, double time) throws Exception {
    return result("query=" + URLEncoder.encode(expression, UTF_8) + "&time=" + time);
  }

  private JsonNode result(String parameters) throws Exception {
    HttpResponse<String> answer = get(prometheusAddress + "/api/v1/query?" + parameters);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).at("/data/result");
  }

  private HttpResponse<String> get(String address) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
