package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status that a report has is the one that the client saw, if there still was a client. */
public abstract class StatusContract extends ContainerContract {

  @ParameterizedTest
  @CsvSource({"/read, false", "/read, true", "/parse, false", "/parse, true"})
  void aBodyThatItsClientAbandonsIsNoFailure(String path, boolean chunked) throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .filter(signal(reading))
                .servlet("/read", (request, response) -> request.getInputStream().readAllBytes())
                .servlet(
                    "/parse",
                    (request, response) -> {
                      try {
                        request.getInputStream().readAllBytes();
                      } catch (IOException e) {
                        throw new IllegalArgumentException("cannot parse", e);
                      }
                    }));

    RawHttp.abortBody(
        container.port(),
        "POST /app" + path + " HTTP/1.1",
        (chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: 1000\r\n"),
        chunked ? "5\r\na=bcd\r\n" : "a=bcd",
        reading);

    Profile profile = reports.only();
    assertThat(profile.notes()).contains("client gone");
    assertThat(profile.request().failure()).isNull();
    assertThat(profile.request().failed()).isFalse();
  }

  @Test
  void aFormThatItsClientAbandonsIsNoFailure() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .filter(signal(reading))
                .servlet("/form", (request, response) -> request.getParameter("a")));

    RawHttp.abortBody(
        container.port(),
        "POST /app/form HTTP/1.1",
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n",
        "a=bcd",
        reading);

    // Tomcat 10.1 does not even throw.
    assertThat(reports.only().request().failure()).isNull();
    assertThat(reports.only().request().failed()).isFalse();
  }

  @Test
  void aRequestThatBecomesAnotherProtocolIsCountedAsThatAndNotReported() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/talk", (request, response) -> request.upgrade(Talk.class)));

    String answer =
        RawHttp.exchangeWith(
            container.port(),
            "GET /app/talk HTTP/1.1",
            RawHttp.LOCALHOST + "Connection: Upgrade\r\nUpgrade: talk\r\n");

    assertThat(answer).startsWith("HTTP/1.1 101 ");
    Await.until("the upgrade", () -> statistics(lastFilter()).upgraded() == 1);
    assertThat(statistics(lastFilter()).belowThreshold()).isZero();
    assertThat(reports.all()).isEmpty();
  }

  /** Hangs up at once. */
  public static final class Talk implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {
      try {
        connection.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void destroy() {}
  }

  /** Tells that a request has passed the profiling filter. */
  private static Filter signal(CountDownLatch passed) {
    return (request, response, chain) -> {
      passed.countDown();
      chain.doFilter(request, response);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/missing",
        "/busy",
        "/io",
        "/wrapped",
        "/overflow",
        "/set",
        "/flushed",
        "/closed",
        "/refused",
        "/async"
      })
  void theStatusIsTheOneThatTheClientSawWhateverIsThrownAfterwards(String path) throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/missing", throwingAfter((q, s) -> s.sendError(404)))
                .servlet("/busy", throwingAfter((q, s) -> s.sendError(503)))
                .servlet(
                    "/io",
                    (request, response) -> {
                      response.sendError(404);
                      throw new IOException();
                    })
                .servlet(
                    "/wrapped",
                    (request, response) -> {
                      response.sendError(404);
                      throw new ServletException(new IllegalStateException());
                    })
                .servlet(
                    "/overflow",
                    (request, response) -> {
                      response.sendError(404);
                      throw new StackOverflowError();
                    })
                .servlet("/set", throwingAfter((q, s) -> s.setStatus(404)))
                .servlet("/flushed", throwingAfter(StatusContract::flush404))
                .servlet(
                    "/closed",
                    throwingAfter(
                        (q, s) -> {
                          s.setStatus(404);
                          s.getWriter().close();
                        }))
                .servlet(
                    "/refused",
                    (request, response) -> {
                      flush404(request, response);
                      throw new StackOverflowError();
                    })
                .servlet(
                    "/async",
                    throwingAfter(
                        (q, s) -> {
                          q.startAsync().setTimeout(50);
                          s.sendError(404);
                        })));

    int seen = statusOrNone(container, path);

    assertThat(seen).isPositive();
    assertThat(reports.only().request().status()).isEqualTo(seen);
    assertThat(reports.only().request().failed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/missing", "/flushed", "/closed"})
  void theStatusIsTheOneThatTheClientSawWhereNoDateIsSent(String path) throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .withoutDate()
                .filter(profiling())
                .servlet("/missing", throwingAfter((q, s) -> s.sendError(404)))
                .servlet("/flushed", throwingAfter(StatusContract::flush404))
                .servlet(
                    "/closed",
                    throwingAfter(
                        (q, s) -> {
                          s.setStatus(404);
                          s.getWriter().close();
                        })));

    int seen = statusOrNone(container, path);

    assertThat(seen).isPositive();
    assertThat(reports.only().request().status()).isEqualTo(seen);
  }

  private static void flush404(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(404);
    response.flushBuffer();
  }

  private static LambdaServlet.Work throwingAfter(LambdaServlet.Work work) {
    return (request, response) -> {
      work.serve(request, response);
      throw new IllegalStateException();
    };
  }

  @Test
  void anErrorOfTheVirtualMachineHasTheRouteOfItsLikeAndTheStatusThatWasSent() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/orders/*",
                    (request, response) -> {
                      throw new OutOfMemoryError("made up");
                    }));

    // Jetty answers 500. Tomcat closes the connection without a word.
    int seen = statusOrNone(container, "/orders/17");

    assertThat(reports.only().request())
        .isEqualTo(
            new Profile.Request("GET", "/app/orders/17", "/orders/*", seen, "OutOfMemoryError"));
  }

  private static int statusOrNone(TestContainer container, String path) throws IOException {
    String answer =
        RawHttp.exchange(
            container.port(), "GET " + TestApplication.CONTEXT_PATH + path + " HTTP/1.1");
    return answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ", 3)[1]);
  }
}
