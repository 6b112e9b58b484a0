package io.github.requestree.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.requestree.micrometer.MetricsSink;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Await;
import io.github.requestree.servlet.ProfilingOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
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
  private static final long LOAD_NANOS = 15_000_000_000L;
  private static final int WINDOW_SECONDS = 600;

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
    demo =
        Demo.start(
            ProfilingOptions.builder()
                .maxOverhead(1)
                .addSink(new MetricsSink(registry))
                .addSink(reports::add)
                .build());
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
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    prometheusAddress = "http://127.0.0.1:" + port;
    prometheus =
        new ProcessBuilder(
                program,
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    Await.until("a Prometheus that is ready", this::isReady);
  }

  private boolean isReady() {
    assertThat(prometheus.isAlive()).as("Prometheus runs").isTrue();
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
    while (System.nanoTime() - start < LOAD_NANOS) {
      ask("/lock?scale=0.1");
    }
    awaitScraped();
    assertCounted();
    double seconds =
        reports.subList(before, reports.size()).stream().mapToLong(Profile::durationNanos).sum()
            / 1e9;
    double rate = value("sum(rate(requestree_request_seconds_sum[" + WINDOW_SECONDS + "s]))");
    assertThat(rate * WINDOW_SECONDS).isCloseTo(seconds, within(seconds * 0.05));
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
    HttpResponse<String> answer =
        get(prometheusAddress + "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
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
