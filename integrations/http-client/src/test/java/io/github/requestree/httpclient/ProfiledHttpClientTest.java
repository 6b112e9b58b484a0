package io.github.requestree.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Notes;
import io.github.requestree.sampling.SlowServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The JDK's client and a server, on real threads. */
class ProfiledHttpClientTest {

  private static final String SECRET = "hunter2";

  private final SlowServer server = new SlowServer();
  private final Notes notes = new Notes();
  private final HttpClient jdk =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
  private final HttpClient client = ProfiledHttpClient.wrap(jdk);

  ProfiledHttpClientTest() throws IOException {}

  /** Stands for the application. */
  private static final class Shop {

    static CompletableFuture<HttpResponse<String>> getsLater(HttpClient client, URI uri) {
      return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> gets(HttpClient client, URI uri) throws Exception {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  @AfterEach
  void close() {
    notes.close();
    server.close();
  }

  @Test
  void aCallIsNotedWithItsTimeStatusAndCaller() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () -> assertThat(Shop.gets(client, server.uri("/ok/17")).body()).isEqualTo("body"));

    assertThat(event.kind()).isEqualTo("http");
    assertThat(event.text()).isEqualTo("GET " + server.host() + "/ok/…");
    assertThat(event.attributes()).containsExactly(Map.entry("status", "200"));
    assertThat(event.place().getMethodName()).isEqualTo("gets");
    assertThat(event.totalNanos()).isPositive();
    assertThat(event.failures()).isZero();
  }

  @Test
  void anAsynchronousCallIsNotedWithItsCallerWhereverItEnds() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(() -> Shop.getsLater(client, server.uri("/ok/17")).join());

    assertThat(event.place().getMethodName()).isEqualTo("getsLater");
  }

  @Test
  void aRequestMayKnowItsTemplate() throws Exception {
    HttpRequest request =
        ProfiledHttpClient.withTemplate(request("/ok/17/lines"), "/ok/{id}/lines");
    List<Profile.Event> events =
        notes.of(
            () -> {
              HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
              assertThat(response.uri()).isEqualTo(server.uri("/ok/17/lines"));
              client.sendAsync(request, BodyHandlers.ofString()).join();
              client.sendAsync(request, BodyHandlers.ofString(), null).join();
            });

    assertThat(events)
        .extracting(Profile.Event::text)
        .containsOnly("GET " + server.host() + "/ok/{id}/lines");
    assertThat(events.stream().mapToLong(Profile.Event::count).sum()).isEqualTo(3);
    assertThat(jdk.send(request, BodyHandlers.ofString()).body()).isEqualTo("body");
  }

  @Test
  void anErrorOfTheServerIsAnAnswerThatCountsAsFailed() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () -> assertThat(Shop.gets(client, server.uri("/fail")).statusCode()).isEqualTo(500));

    assertThat(event.attributes())
        .containsExactly(Map.entry("status", "500"), Map.entry("error", "HTTP 500"));
    assertThat(event.failures()).isEqualTo(1);
  }

  @Test
  void aRedirectIsOneCallWithTheLastStatus() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                assertThat(Shop.gets(client, server.uri("/moved")).uri().getPath())
                    .isEqualTo("/ok/there"));

    assertThat(event.text()).isEqualTo("GET " + server.host() + "/moved");
    assertThat(event.attributes()).containsExactly(Map.entry("status", "200"));
    assertThat(event.count()).isEqualTo(1);
  }

  @Test
  void aConnectionThatIsRefusedIsNotedAndThrownAsBefore() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    URI uri = URI.create("http://localhost:" + nobody + "/");
    // What ended on another thread is counted apart.
    List<Profile.Event> events =
        notes.of(
            () -> {
              assertThatThrownBy(() -> Shop.gets(client, uri)).isInstanceOf(ConnectException.class);
              assertThatThrownBy(
                      () ->
                          client
                              .sendAsync(
                                  HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                              .get())
                  .isInstanceOf(ExecutionException.class)
                  .hasCauseInstanceOf(ConnectException.class);
            });

    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.attributes())
                    .containsExactly(Map.entry("error", "ConnectException")));
    assertThat(events.stream().mapToLong(Profile.Event::failures).sum()).isEqualTo(2);
  }

  @Test
  void aCallThatTakesTooLongIsNoted() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/silent")).timeout(Duration.ofMillis(50)).build();
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(HttpTimeoutException.class));

    assertThat(event.attributes()).containsExactly(Map.entry("error", "HttpTimeoutException"));
    assertThat(event.totalNanos()).isGreaterThan(40_000_000);
  }

  @Test
  void whatTheClientRefusesIsThrownAsBefore() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () -> {
              assertThatThrownBy(() -> client.send(request("/ok"), null))
                  .isInstanceOf(NullPointerException.class);
              assertThatThrownBy(() -> client.sendAsync(request("/ok"), null))
                  .isInstanceOf(NullPointerException.class);
              assertThatThrownBy(() -> client.send(null, BodyHandlers.discarding()))
                  .isInstanceOf(NullPointerException.class);
            });

    assertThat(event.attributes()).containsExactly(Map.entry("error", "NullPointerException"));
    assertThat(event.count()).isEqualTo(2);
  }

  /** Each profile ends right behind the call, so a note that came later would be missed. */
  @Test
  void anAsynchronousCallIsNotedBeforeItsReceiverGoesOn() throws Exception {
    for (int i = 0; i < 50; i++) {
      Profile.Event event =
          notes.onlyOneOf(
              () -> client.sendAsync(request("/empty"), BodyHandlers.discarding()).join());
      assertThat(event.attributes()).containsExactly(Map.entry("status", "204"));
    }
  }

  @Test
  void anAsynchronousCallBelongsToTheProfileThatBeganIt() throws Exception {
    CompletableFuture<HttpResponse<Void>> outside =
        client.sendAsync(request("/silent"), BodyHandlers.discarding());
    List<Profile.Event> events =
        notes.of(
            () -> {
              CompletableFuture<HttpResponse<Void>> inside =
                  client.sendAsync(request("/ok"), BodyHandlers.discarding());
              outside.cancel(true);
              Thread elsewhere = new Thread(inside::join);
              elsewhere.start();
              elsewhere.join();
            });

    assertThat(events)
        .extracting(Profile.Event::text)
        .containsExactly("GET " + server.host() + "/ok");
  }

  @Test
  void cancellingEndsTheCallItself() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://localhost:" + listening.getLocalPort() + "/orders");
      Profile.Event event =
          notes.onlyOneOf(
              () -> {
                CompletableFuture<HttpResponse<Void>> future =
                    client.sendAsync(
                        HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
                try (Socket connection = listening.accept()) {
                  connection.setSoTimeout(10_000);
                  assertThat(connection.getInputStream().read()).isEqualTo('G');
                  assertThat(future.cancel(true)).isTrue();
                  assertClosed(connection);
                }
                // Whether it is cancelled or failed is a race within the JDK's client.
                assertThat(future).isCompletedExceptionally();
              });

      assertThat(event.text()).endsWith("/orders");
      assertThat(event.attributes()).containsExactly(Map.entry("error", "CancellationException"));
    }
  }

  /** The peer says so, or resets the connection. */
  private static void assertClosed(Socket connection) {
    try {
      while (connection.getInputStream().read() >= 0) {
        // What is left of the request.
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open", e);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void nothingSecretIsNoted() throws Exception {
    URI uri =
        URI.create(
            server
                .uri("/ok/" + SECRET + ";a=" + SECRET + "?b=" + SECRET + "#" + SECRET)
                .toString()
                .replace("//", "//" + SECRET + ":" + SECRET + "@"));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", SECRET)
            .POST(HttpRequest.BodyPublishers.ofString(SECRET))
            .build();
    List<Profile.Event> events =
        notes.of(
            () -> {
              assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
              client.sendAsync(request, BodyHandlers.ofString()).join();
            });

    assertThat(events).isNotEmpty();
    assertThat(events.toString())
        .contains("POST " + server.host() + "/ok/…")
        .doesNotContain(SECRET);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(server.uri(path)).build();
  }
}
