package io.github.requestree.pyroscope;

import io.github.requestree.internal.OwnThread;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one push at a time, and waits for its answer a bounded time. Its client and that one's
 * threads are made by the first push, on the pushing thread, so they inherit nothing of the
 * application. <em>Not</em> thread-safe.
 */
final class HttpSender implements Pusher.Sender {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final ServerAddress server;
  private final Duration longest;
  private final ExecutorService callbacks =
      Executors.newSingleThreadExecutor(
          task -> OwnThread.create(task, "requestree-pyroscope-http"));
  private @Nullable HttpClient client;

  HttpSender(ServerAddress server, Duration longest) {
    this.server = server;
    this.longest = longest;
  }

  private HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT)
              .version(HttpClient.Version.HTTP_1_1)
              // Elsewhere the credentials would be somebody else's.
              .followRedirects(HttpClient.Redirect.NEVER)
              .executor(callbacks)
              .build();
      client = known;
    }
    return known;
  }

  @Override
  public Pusher.Answer send(byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.push())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    server.headers().forEach(request::header);
    CompletableFuture<HttpResponse<String>> answer =
        client().sendAsync(request.build(), info -> new FirstBytes());
    try {
      HttpResponse<String> response = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return new Pusher.Answer(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer within " + longest.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** Ends its threads; called by the pushing thread. */
  void close() {
    // On JDK 21 and later; before, its thread ends once the client is garbage.
    if ((Object) client instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        // Then it ends as before.
      }
    }
    callbacks.shutdownNow();
  }
}
