package io.github.requestree.campaign.races;

import io.github.requestree.campaign.Size;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Has requests time out while they are completed or dispatched. */
final class Timeouts implements Race {

  /** Requests that are open at a time. */
  private static final int OPEN = 100;

  /** Tomcat looks for timeouts once a second, Jetty has a timer for each. */
  private static final int MAX_MILLIS = 1_100;

  private final HttpClient.Version version;
  private final SplittableRandom random = new SplittableRandom(27);

  Timeouts(HttpClient.Version version) {
    this.version = version;
  }

  @Override
  public String text() {
    return "timeouts against completions and dispatches, " + version;
  }

  @Override
  public int times(Size size) {
    return size.pick(OPEN, 10 * OPEN);
  }

  @Override
  public void run(Scene scene, int times) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(version).build();
    for (int i = 0; i < times; i += OPEN) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int j = 0; j < OPEN; j++) {
        answers.add(client.sendAsync(request(scene.port(), j), BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        int status = answer.handle((got, failure) -> got == null ? 0 : got.statusCode()).get();
        // A container answers 500 to a request whose time is over and that nobody ends, or resets
        // its stream where somebody did at the same time.
        if (status != 200 && status != 0 && status < 500) {
          throw new IllegalStateException("answered " + status);
        }
      }
    }
  }

  private HttpRequest request(int port, int number) {
    int timeout = 1 + random.nextInt(MAX_MILLIS);
    // Half of them at the very same time.
    int end = number % 2 == 0 ? timeout : 1 + random.nextInt(MAX_MILLIS);
    String listens = number % 3 == 0 ? "container" : "listens";
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:" + port + "/timeout?" + timeout + "&" + end + "&" + listens))
        .build();
  }
}
