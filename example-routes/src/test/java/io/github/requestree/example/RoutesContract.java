package io.github.requestree.example;

import static io.github.requestree.example.ExampleClient.json;
import static io.github.requestree.example.ExampleClient.lap;
import static io.github.requestree.example.ExampleClient.lapMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routes answer, on every container. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class RoutesContract {

  private final ExampleLauncher.Container container;
  private RunningExample example;
  private ExampleClient client;

  protected RoutesContract(ExampleLauncher.Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    example = container.start(new ExampleArguments(0, 4, false, true, Map.of()));
    client = ExampleClient.of(example);
  }

  @AfterAll
  void stop() {
    example.close();
    example.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sync_blocking",
        "/async_blocking",
        "/sync_blocking_fixed",
        "/fast",
        "/lock",
        "/cpu",
        "/report",
        "/query",
        "/remote"
      })
  void routeAnswersWithWhatItMeasured(String route) throws Exception {
    HttpResponse<String> response = client.get(route + "?scale=0.01");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo("application/json;charset=utf-8");
    JsonNode answer = json(response);
    assertThat(answer.get("route").asText()).isEqualTo(route);
    assertThat(answer.get("scale").asDouble()).isEqualTo(0.01);
    double laps = 0;
    for (JsonNode lap : answer.get("laps")) {
      laps += lap.get("millis").asDouble();
    }
    assertThat(laps).isLessThanOrEqualTo(answer.get("totalMillis").asDouble() + 0.1);
  }

  @Test
  void syncBlockingSleepsOnTheRequestsThread() throws Exception {
    JsonNode answer = json(client.get("/sync_blocking?scale=0.05"));

    assertThat(lapMillis(answer, "slowOperation")).isGreaterThanOrEqualTo(99);
    assertThat(thread(answer, "slowOperation")).isNotIn("event-loop", "worker-1");
    assertThat(lapMillis(answer, "asynchronous wait")).isGreaterThanOrEqualTo(49);
  }

  @Test
  void asyncBlockingSleepsOnTheEventLoop() throws Exception {
    JsonNode answer = json(client.get("/async_blocking?scale=0.05"));

    assertThat(lapMillis(answer, "asynchronous wait")).isGreaterThanOrEqualTo(99);
    assertThat(lapMillis(answer, "slowOperation")).isGreaterThanOrEqualTo(49);
    assertThat(thread(answer, "slowOperation")).isEqualTo("event-loop");
  }

  @Test
  void asyncBlockingRequestsStallEachOther() throws Exception {
    long start = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    for (int request = 0; request < 3; request++) {
      responses.add(client.getLater("/async_blocking?scale=0.05"));
    }
    for (CompletableFuture<HttpResponse<String>> response : responses) {
      assertThat(response.get().statusCode()).isEqualTo(200);
    }

    // Each waits 100 ms; then they sleep 50 ms each, one after the other.
    assertThat((System.nanoTime() - start) / 1e6).isGreaterThanOrEqualTo(100 + 3 * 50 - 1);
  }

  @Test
  void syncBlockingFixedSleepsInThePool() throws Exception {
    JsonNode answer = json(client.get("/sync_blocking_fixed?scale=0.05"));

    assertThat(lapMillis(answer, "slowOperation")).isGreaterThanOrEqualTo(99);
    assertThat(thread(answer, "slowOperation")).startsWith("worker-");
    assertThat(lapMillis(answer, "asynchronous wait")).isGreaterThanOrEqualTo(49);
  }

  @Test
  void lockWaitsUntilTheOtherThreadLetsGo() throws Exception {
    JsonNode answer = json(client.get("/lock?scale=0.1"));

    // From when the lock was held until it was free: 100 ms, but for the way between two threads.
    double waited =
        lapMillis(answer, "until the other thread held the lock")
            + lapMillis(answer, "updateStock");
    assertThat(waited).isGreaterThanOrEqualTo(99);
    assertThat(answer.get("result").get("updates").asInt()).isPositive();
  }

  @Test
  void cpuDividesItsTimeSeventyToThirty() throws Exception {
    JsonNode answer = json(client.get("/cpu?scale=0.1"));

    assertThat(lapMillis(answer, "countCollatzSteps")).isGreaterThanOrEqualTo(70);
    assertThat(lapMillis(answer, "countPrimes")).isGreaterThanOrEqualTo(30);
    assertThat(answer.get("result").get("primes").asInt()).isPositive();
  }

  @Test
  void queryTellsItsQueriesFromTheRest() throws Exception {
    JsonNode answer = json(client.get("/query?join=true"));

    // Two tables, each as far away as a database over a network.
    assertThat(lapMillis(answer, "executeQuery")).isGreaterThanOrEqualTo(15);
    assertThat(lapMillis(answer, "around the queries")).isPositive();
  }

  @Test
  void remotePassesOnWhatTheOtherServiceMeasured() throws Exception {
    JsonNode answer = json(client.get("/remote?scale=0.1"));

    JsonNode price = answer.get("result").get("price");
    assertThat(price.get("route").asText()).isEqualTo("/sync_blocking_fixed");
    assertThat(lapMillis(price, "slowOperation"))
        .isGreaterThanOrEqualTo(19)
        .isLessThan(lapMillis(answer, "loadPrice"));
  }

  @Test
  void reportIsWhole() throws Exception {
    JsonNode report = json(client.get("/report?scale=0.01")).get("result");

    assertThat(report.get("sales")).hasSize(300);
    assertThat(report.get("categories").findValues("name")).hasSize(15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0.0009", "10.001", "-1", "1e-2", "NaN", "1f", "%3Cb%3E", "%22", "1%0a2"})
  void badScaleIsRefused(String scale) throws Exception {
    HttpResponse<String> response = client.get("/cpu?scale=" + scale);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(contentType(response)).isEqualTo("application/json;charset=utf-8");
    assertThat(json(response).get("error").asText())
        .isEqualTo("scale must be a number from 0.001 to 10, for example ?scale=0.1");
  }

  @Test
  void failingIsAnsweredWith500AndKeepsTheReasonToItself() throws Exception {
    HttpResponse<String> response = client.get("/failing?scale=0.01");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).get("error").asText()).isEqualTo("internal error");
  }

  @Test
  void indexNamesEveryRoute() throws Exception {
    HttpResponse<String> response = client.get("/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo("text/html;charset=utf-8");
    assertThat(response.body())
        .contains("\"/sync_blocking\"", "\"/async_blocking\"", "\"/sync_blocking_fixed\"")
        .contains("\"/fast\"", "\"/lock\"", "\"/cpu\"", "\"/report\"", "\"/failing\"");
  }

  @Test
  void otherPathIsNotFound() throws Exception {
    assertThat(client.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(client.get("/fast/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyTheLoopbackInterfaceIsServed() throws Exception {
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, example.port()).close())
              .isInstanceOf(ConnectException.class);
        }
      }
    }
  }

  @Test
  void sameApplicationRunsWithoutProfiling() throws Exception {
    try (RunningExample plain =
        container.start(new ExampleArguments(0, 1, false, false, Map.of()))) {
      assertThat(ExampleClient.of(plain).get("/sync_blocking?scale=0.01").statusCode())
          .isEqualTo(200);
    }
  }

  private static String thread(JsonNode answer, String what) {
    return lap(answer, what).get("thread").asText();
  }

  private static String contentType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
  }
}
