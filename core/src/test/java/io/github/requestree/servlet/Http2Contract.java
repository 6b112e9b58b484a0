package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.Profile;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over HTTP/2, whose clients leave by resetting a stream of a connection that stays. */
public abstract class Http2Contract extends ContainerContract {

  private final HttpClient http2 =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

  @Test
  void aRequestIsProfiledAsAnyOther() throws Exception {
    TestContainer container = serving((request, response) -> Workload.pauseTwice(seen()));

    upgrade(container);

    assertThat(reports.only().request())
        .isEqualTo(new Profile.Request("GET", "/app/work", "/work", 200, null));
    assertThat(Reports.methods(reports.only())).contains("pauseTwice");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theStatusIsTheOneThatTheClientSawAlsoWhereNoDateIsSent(boolean flushed) throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .http2()
                .withoutDate()
                .filter(profiling())
                .servlet("/work", (request, response) -> response.setStatus(204))
                .servlet(
                    "/fails",
                    (request, response) -> {
                      response.setStatus(404);
                      if (flushed) {
                        response.flushBuffer();
                      } else {
                        response.sendError(404);
                      }
                      throw new IllegalStateException();
                    }));
    upgrade(container);
    reports.only();

    HttpRequest request = HttpRequest.newBuilder(uri(container, "/fails")).build();
    HttpResponse<InputStream> answer = http2.send(request, BodyHandlers.ofInputStream());
    answer.body().close(); // Whether it comes whole is up to the container.

    assertThat(reports.await(2).get(1).request().status()).isEqualTo(answer.statusCode());
  }

  /** Jetty tells onError alone, Tomcat onComplete as well; the application learns nothing. */
  @Test
  void aClientThatResetsItsStreamEndsTheProfileAtOnceWithANote() throws Exception {
    AtomicReference<AsyncContext> left = new AtomicReference<>();
    TestContainer container =
        serving(
            (request, response) -> {
              if (request.getParameter("stream") == null) {
                return;
              }
              AsyncContext async = request.startAsync();
              async.setTimeout(0);
              left.set(async);
              response.getOutputStream().write(1);
              response.flushBuffer();
            });
    upgrade(container);
    reports.only();

    resetAfterTheFirstByte(container, "/work?stream");

    // The application has not completed it, and never will where the container tells.
    Profile profile = left(left.get());
    assertThat(profile.request())
        .isEqualTo(new Profile.Request("GET", "/app/work", "/work", 200, null));
    assertThat(profile.stillRunning()).isFalse();
    completeLate(left.get());
  }

  @Test
  void aClientThatResetsBeforeTheResponseBeganEndsTheProfileAtOnceToo() throws Exception {
    AtomicReference<AsyncContext> left = new AtomicReference<>();
    CountDownLatch suspended = new CountDownLatch(1);
    TestContainer container =
        serving(
            (request, response) -> {
              if (request.getParameter("stream") == null) {
                return;
              }
              AsyncContext async = request.startAsync();
              async.setTimeout(0);
              left.set(async);
              suspended.countDown();
            });
    upgrade(container);
    reports.only();

    HttpRequest request = HttpRequest.newBuilder(uri(container, "/work?stream")).build();
    var answer = http2.sendAsync(request, BodyHandlers.ofString());
    suspended.await();
    Await.until("the listener", () -> statistics(lastFilter()).openSegments() == 0);
    answer.cancel(true);

    Profile profile = left(left.get());
    assertThat(profile.request().failed()).isFalse();
  }

  @Test
  void aClientThatResetsWhileAThreadWritesEndsTheProfileOnce() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    TestContainer container =
        serving(
            (request, response) -> {
              if (request.getParameter("stream") == null) {
                return;
              }
              AsyncContext async = request.startAsync();
              async.setTimeout(0);
              other.execute(
                  () -> {
                    try {
                      while (true) {
                        response.getOutputStream().write(new byte[2_000]);
                        response.flushBuffer();
                        Workload.pause(5);
                      }
                    } catch (IOException | RuntimeException e) {
                      completeLate(async);
                      written.countDown();
                    }
                  });
            });
    upgrade(container);
    reports.only();

    resetAfterTheFirstByte(container, "/work?stream");

    written.await();
    // Whose write fails first may complete the request before the container tells of the reset.
    Profile profile = reports.await(2).get(1);
    assertThat(Reports.notes(profile)).isSubsetOf("client gone");
    assertThat(profile.request().failed()).as(profile.request().toString()).isFalse();
    assertThat(profile.stillRunning()).isFalse();
  }

  /** Whether this container tells the listeners of a request that its stream was reset. */
  protected boolean tellsOfResets() {
    return true;
  }

  /** The profile of a request whose client has reset its stream. */
  private Profile left(AsyncContext async) {
    if (tellsOfResets()) {
      Profile profile = reports.await(2).get(1);
      assertThat(Reports.notes(profile)).containsExactly("client gone");
      return profile;
    }
    completeLate(async);
    return reports.await(2).get(1);
  }

  private TestContainer serving(LambdaServlet.Work work) throws Exception {
    return start(new TestApplication().http2().filter(profiling()).servlet("/work", work));
  }

  /** The first request upgrades the connection, and so must not be the one that is reset. */
  private void upgrade(TestContainer container) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(container, "/work")).build();
    assertThat(http2.send(request, BodyHandlers.discarding()).version())
        .isEqualTo(HttpClient.Version.HTTP_2);
  }

  private void resetAfterTheFirstByte(TestContainer container, String path)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(container, path)).build();
    try (InputStream body = http2.send(request, BodyHandlers.ofInputStream()).body()) {
      assertThat(body.read()).isNotNegative();
    }
  }

  private static void completeLate(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // The container has ended the request.
    }
  }
}
