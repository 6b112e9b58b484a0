package io.github.requestree.payara;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.servlet.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A web application on Payara Micro, a process of its own, and what it logs. */
@Timeout(180)
class PayaraTest {

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s:]+:(\\d+)/app");

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private Process payara;
  private int port;

  @AfterEach
  void end() {
    if (payara != null) {
      payara.destroyForcibly();
    }
  }

  @Test
  void requestsAreReportedAndNoThreadIsLeftWhenItStops() throws Exception {
    start();

    // A busy machine may see a request too rarely.
    Await.until(
        () -> "a tree with the slow method: " + output(),
        () -> {
          assertThat(get("/orders/17").body()).isEqualTo("order");
          return reports("/orders/17", 200).stream()
              .anyMatch(report -> report.contains("OrderServlet.loadOrder"));
        });
    assertThat(reports("/orders/17", 200).get(0)).contains("http.route=\"/orders/*\"");

    assertThat(get("/failing").statusCode()).isEqualTo(500);
    assertThat(awaitReport("/failing", 500)).contains("IllegalStateException");

    assertThat(get("/later").body()).isEqualTo("later");
    assertThat(awaitReport("/later", 200)).contains("[await]");

    payara.toHandle().destroy();
    assertThat(payara.waitFor(60, TimeUnit.SECONDS)).as(output()).isTrue();
    assertThat(output()).contains("threads of the profiler: []");
    assertThat(output()).doesNotContainPattern("(WARN|ERROR) +requestree");
    assertThat(reports("/failing", 500)).hasSize(1);
    assertThat(reports("/later", 200)).hasSize(1);
  }

  private void start() throws Exception {
    Path war = directory.resolve("app.war");
    War.write(war);
    payara =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "server", "payara-micro.jar").toAbsolutePath().toString(),
                "--rootDir",
                directory.resolve("root").toString(),
                "--deploy",
                war.toString(),
                "--nocluster",
                "--port",
                "18080",
                "--autobindhttp")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    Await.until(
        () -> "an address: " + output(),
        () -> {
          Matcher address = ADDRESS.matcher(output());
          boolean found = address.find();
          port = found ? Integer.parseInt(address.group(1)) : 0;
          assertThat(payara.isAlive()).as(output()).isTrue();
          return found;
        });
  }

  private HttpResponse<String> get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/app" + path);
    try {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The client has its answer before the report is written. */
  private String awaitReport(String path, int status) {
    Await.until(
        () -> "a report of " + path + ": " + output(), () -> !reports(path, status).isEmpty());
    return reports(path, status).get(0);
  }

  private List<String> reports(String path, int status) {
    Pattern report =
        Pattern.compile(
            "--- GET /app" + Pattern.quote(path) + " --- " + status + " .*?(?=--- GET|\\z)",
            Pattern.DOTALL);
    return report.matcher(output()).results().map(MatchResult::group).toList();
  }

  private String output() {
    try {
      return Files.readString(directory.resolve("output.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
