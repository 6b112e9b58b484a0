package io.github.requestree.campaign.races;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients that ask and get right answers, over HTTP/1.1 and HTTP/2, until they are closed. */
final class Visitors implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MAX_PROBLEMS = 3;

  private final List<Thread> threads = new ArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  Visitors(int port) {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      HttpClient client = HttpClient.newBuilder().version(version).build();
      for (String path : List.of("sync", "async")) {
        Thread thread = new Thread(() -> visit(client, port, path), "visitor");
        thread.start();
        threads.add(thread);
      }
    }
  }

  private void visit(HttpClient client, int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
            .timeout(PATIENCE)
            .build();
    while (!closed && problems.size() < MAX_PROBLEMS) {
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().equals(path)) {
          problems.add(path + " is answered " + answer.statusCode() + " " + answer.body());
        }
      } catch (Exception e) {
        problems.add(client.version() + " " + path + ": " + e);
      }
    }
  }

  /** Returns what was wrong with answers, once all have come. */
  List<String> problems() {
    close();
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    closed = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
