package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.Profile;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Asynchronous requests that end badly, or never; containers agree on little here. */
public abstract class AsyncFailureContract extends ContainerContract {

  private static final int RACES = 200;

  @Test
  void timeoutReportsOnce() throws Exception {
    TestContainer container = serving((request, response) -> request.startAsync().setTimeout(50));

    assertThat(get(container, "/work").statusCode()).isEqualTo(500);

    assertThat(reports.only().request())
        .isEqualTo(new Profile.Request("GET", "/app/work", "/work", 500, "timeout"));
  }

  @Test
  void throwAfterStartAsyncReportsOnce() throws Exception {
    // Tomcat never calls onComplete here, and Jetty answers when the time is up.
    TestContainer container =
        serving(
            (request, response) -> {
              request.startAsync().setTimeout(50);
              throw new IllegalStateException();
            });

    getOrFail(container, "/work");

    assertFailed(reports.only());
  }

  @Test
  void throwAfterComplete() throws Exception {
    TestContainer container =
        serving(
            (request, response) -> {
              request.startAsync().complete();
              throw new IllegalStateException();
            });

    getOrFail(container, "/work");

    assertFailed(reports.only());
  }

  @Test
  void throwAfterDispatch() throws Exception {
    // Jetty runs the dispatch all the same, Tomcat does not.
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/work",
                    (request, response) -> {
                      request.startAsync().dispatch("/then");
                      throw new IllegalStateException();
                    })
                .servlet("/then", (request, response) -> Workload.alpha()));

    getOrFail(container, "/work");

    assertFailed(reports.only(), routeOnceDispatched());
  }

  /** On Undertow the late dispatch may find a request that has lost all its attributes. */
  @Test
  void throwAfterDispatchReportsOnceHoweverLateTheDispatchIsRun() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/work",
                    (request, response) -> {
                      request.startAsync().dispatch("/then");
                      throw new IllegalStateException();
                    })
                .servlet("/then", (request, response) -> {}));

    for (int i = 0; i < RACES; i++) {
      getOrFail(container, "/work");
    }

    assertThat(reports.await(RACES)).allSatisfy(each -> assertFailed(each, routeOnceDispatched()));
  }

  @Test
  void throwInsideAsyncDispatch() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/work", (request, response) -> request.startAsync().dispatch("/then"))
                .servlet(
                    "/then",
                    (request, response) -> {
                      throw new IllegalStateException();
                    }));

    getOrFail(container, "/work");

    assertFailed(reports.only(), routeOnceDispatched());
  }

  @Test
  void clientAbortAsync() throws Exception {
    // Jetty has no onError here, Tomcat has, and after it its response throws at everything.
    TestContainer container =
        serving(
            (request, response) -> {
              AsyncContext async = request.startAsync();
              other.execute(() -> writeUntilRefused(async));
            });

    RawHttp.abort(container.port(), "GET /app/work HTTP/1.1");

    assertThat(reports.only().request().status()).isEqualTo(200);
    assertThat(reports.only().request().failed()).isFalse();
  }

  @Test
  void neverCompletedIsReaped() throws Exception {
    AtomicReference<AsyncContext> forgotten = new AtomicReference<>();
    CountDownLatch served = new CountDownLatch(1);
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(options().maxAge(Duration.ofSeconds(1))))
                .servlet(
                    "/work",
                    (request, response) -> {
                      AsyncContext async = request.startAsync();
                      async.setTimeout(0);
                      forgotten.set(async);
                      served.countDown();
                    }));
    other.execute(() -> getOrFail(container, "/work"));
    served.await();

    Profile profile = reports.only();
    forgotten.get().complete();

    assertThat(profile.request().status()).isZero();
    assertThat(profile.notes()).isNotEmpty();
    assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(1_000_000_000L);
  }

  private TestContainer serving(LambdaServlet.Work work) throws Exception {
    return start(new TestApplication().filter(profiling()).servlet("/work", work));
  }

  private static void writeUntilRefused(AsyncContext async) {
    try {
      ServletResponse response = async.getResponse();
      byte[] block = new byte[64 * 1024];
      while (true) {
        response.getOutputStream().write(block);
      }
    } catch (IOException | RuntimeException e) {
      // The client is gone.
    }
    try {
      async.complete();
    } catch (RuntimeException e) {
      // Tomcat has completed it itself.
    }
  }

  private static void assertFailed(Profile profile) {
    assertFailed(profile, "/work");
  }

  private static void assertFailed(Profile profile, String route) {
    assertThat(profile.request())
        .isEqualTo(
            new Profile.Request(
                "GET",
                "/app/work",
                route,
                HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                "IllegalStateException"));
  }
}
