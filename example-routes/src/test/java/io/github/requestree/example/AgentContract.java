package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an example says of traces under the OpenTelemetry agent, on every container. */
@Timeout(180)
@Tag("long")
public abstract class AgentContract {

  private static final Path AGENT = Path.of("target", "agent", "opentelemetry-agent.jar");

  private static final String CALLERS_TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLERS_SPAN = "b7ad6b7169203331";

  /** As the agent's own exporter prints a span: its name, trace, id and kind, then attributes. */
  private static final Pattern SPAN =
      Pattern.compile("'GET (/[^ ']*)' : ([0-9a-f]{32}) ([0-9a-f]{16}) SERVER .*");

  private static final Pattern SPAN_PROFILE =
      Pattern.compile("requestree\\.profile\\.id=\"?([^\",} ]+)");
  private static final Pattern SPAN_GRAFANA =
      Pattern.compile("pyroscope\\.profile\\.id=\"?([0-9a-f]{16})");

  /** As the log's pattern below prints the key-values of a report. */
  private static final Pattern REPORT = Pattern.compile("REPORT (.*)");

  private final Class<?> mainClass;
  private final List<Process> started = new ArrayList<>();
  @TempDir private Path directory;

  protected AgentContract(Class<?> mainClass) {
    this.mainClass = mainClass;
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void reportsHaveTheTraceOfTheServersSpanAndSpansTheIdOfTheReport() throws Exception {
    Process process = start();
    String address = address(process);
    get(address + "/fast", null);
    get(address + "/lock?scale=0.1", "00-" + CALLERS_TRACE + "-" + CALLERS_SPAN + "-01");
    get(address + "/sync_blocking?scale=0.05", null);

    Map<String, String> spans = new TreeMap<>();
    Map<String, String> reports = new TreeMap<>();
    BufferedReader output = process.inputReader();
    while (spans.size() < 3 || reports.size() < 3) {
      String line = output.readLine();
      assertThat(line).as("spans %s, reports %s", spans, reports).isNotNull();
      Matcher span = SPAN.matcher(line);
      if (span.find()) {
        spans.put(
            span.group(1),
            all(span.group(2), span.group(3), first(SPAN_PROFILE, line))
                + (span.group(3).equals(first(SPAN_GRAFANA, line)) ? "" : " not for Grafana"));
      }
      Matcher report = REPORT.matcher(line);
      if (report.find()) {
        String values = report.group(1);
        reports.put(
            value("http.route", values),
            all(value("trace_id", values), value("span_id", values), value("profile.id", values)));
      }
    }

    assertThat(reports).containsOnlyKeys("/fast", "/lock", "/sync_blocking").isEqualTo(spans);
    assertThat(reports.get("/lock")).startsWith(CALLERS_TRACE).doesNotContain(CALLERS_SPAN);
  }

  private static String all(String... values) {
    return String.join(" ", values);
  }

  private static String value(String key, String keyValues) {
    return first(Pattern.compile("(?:^| )" + Pattern.quote(key) + "=\"([^\"]*)\""), keyValues);
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "?";
  }

  private Process start() throws IOException {
    assertThat(AGENT).exists();
    Path log = directory.resolve("logback.xml");
    Files.writeString(
        log,
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>REPORT %kvp%n</pattern></encoder>
          </appender>
          <logger name="requestree.profiles" level="INFO"><appender-ref ref="out"/></logger>
        </configuration>
        """);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + AGENT.toAbsolutePath());
    command.add("-Dotel.traces.exporter=console");
    command.add("-Dotel.metrics.exporter=none");
    command.add("-Dotel.logs.exporter=none");
    command.add("-Dotel.bsp.schedule.delay=100");
    command.add("-Dlogback.configurationFile=" + log);
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
    command.addAll(List.of("--port", "0"));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private static String address(Process process) throws IOException {
    String start = "listening on ";
    StringBuilder all = new StringBuilder();
    for (String line = process.inputReader().readLine();
        line != null;
        line = process.inputReader().readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("it did not start:\n" + all);
  }

  private static void get(String address, @Nullable String traceParent)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (traceParent != null) {
      request.header("traceparent", traceParent);
    }
    assertThat(
            HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
  }
}
