package io.github.requestree.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks a running example. */
final class ExampleClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  ExampleClient(String address) {
    this.address = address;
  }

  static ExampleClient of(RunningExample example) {
    return new ExampleClient("http://127.0.0.1:" + example.port());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path), BodyHandlers.ofString());
  }

  byte[] getBytes(String path) throws IOException, InterruptedException {
    return http.send(request(path), BodyHandlers.ofByteArray()).body();
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return http.sendAsync(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(60))
        .build();
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  /** How long the route says that this took. */
  static double lapMillis(JsonNode answer, String what) {
    return lap(answer, what).get("millis").asDouble();
  }

  static JsonNode lap(JsonNode answer, String what) {
    for (JsonNode lap : answer.get("laps")) {
      if (lap.get("what").asText().equals(what)) {
        return lap;
      }
    }
    throw new AssertionError("no lap " + what + " in " + answer);
  }
}
