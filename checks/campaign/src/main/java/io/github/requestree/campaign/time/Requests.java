package io.github.requestree.campaign.time;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.trial.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** The two long requests, from their client's side. For one thread. */
final class Requests {

  private final int port;
  private final List<CompletableFuture<String>> answers = new ArrayList<>();

  Requests(int port) {
    this.port = port;
  }

  void begin() {
    for (String request : List.of(Waiting.WAIT, Waiting.BUSY)) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      answers.add(answer);
      Thread client =
          new Thread(
              () -> {
                try {
                  answer.complete(Http.exchange(port, request));
                } catch (IOException e) {
                  answer.complete(e.toString());
                }
              });
      client.setDaemon(true);
      client.start();
    }
  }

  /** Asks for the short one until it was seen. */
  void askUntil(Callable<Boolean> seen) throws Exception {
    Await.until(
        () -> {
          Http.exchange(port, Waiting.SHORT);
          return seen.call();
        });
  }

  /** Returns the answers that are wrong. */
  List<String> wrong() {
    return answers.stream()
        .map(CompletableFuture::join)
        .filter(answer -> !answer.startsWith("HTTP/1.1 200") || !answer.contains("done"))
        .toList();
  }
}
