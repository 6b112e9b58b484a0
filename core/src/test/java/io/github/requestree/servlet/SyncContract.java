package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.Profile;
import jakarta.servlet.Filter;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Requests that end on the thread they came on. */
public abstract class SyncContract extends ContainerContract {

  /** Remembers what passes it, and lets it pass. */
  private static final class Watch {
    final AtomicReference<Throwable> thrown = new AtomicReference<>();

    Filter filter() {
      return (request, response, chain) -> {
        try {
          chain.doFilter(request, response);
        } catch (Throwable t) {
          thrown.set(t);
          throw t;
        }
      };
    }
  }

  @Test
  void syncRequestIsReportedOnce() throws Exception {
    AtomicLong measured = new AtomicLong();
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/orders/*",
                    (request, response) -> {
                      measured.set(Workload.pause(seen()));
                      response.setStatus(201);
                    }));

    assertThat(get(container, "/orders/17?token=secret").statusCode()).isEqualTo(201);

    Profile profile = reports.only();
    assertThat(profile.name()).isEqualTo("GET /app/orders/17");
    assertThat(profile.request())
        .isEqualTo(new Profile.Request("GET", "/app/orders/17", "/orders/*", 201, null));
    assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(measured.get());
    assertThat(Reports.notes(profile)).isEmpty();
    assertThat(Reports.methods(profile)).contains("pause");
    assertThat(Reports.framesAround(profile)).isEmpty();
  }

  @Test
  void whatAnApplicationNamesItsRouteIsTheRoute() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/", (request, response) -> request.setAttribute("http.route", "/o/{n}")));

    get(container, "/o/17");

    assertThat(reports.only().request().route()).isEqualTo("/o/{n}");
  }

  @Test
  void aRouteThatNobodyNamesIsThePathWithItsIdsFolded() throws Exception {
    TestContainer container =
        start(new TestApplication().filter(profiling()).servlet("/", (request, response) -> {}));

    get(container, "/o/17");

    assertThat(reports.only().request().route()).isEqualTo("/o/{id}");
  }

  @Test
  void exceptionIsReportedAs500AndRethrownUnchanged() throws Exception {
    IllegalStateException thrown = new IllegalStateException("secret");
    Watch outer = new Watch();
    TestContainer container =
        start(
            new TestApplication()
                .filter(outer.filter())
                .filter(profiling())
                .servlet(
                    "/fails",
                    (request, response) -> {
                      throw thrown;
                    }));

    assertThat(get(container, "/fails").statusCode()).isEqualTo(500);

    assertThat(outer.thrown.get()).isSameAs(thrown);
    assertThat(reports.only().request().status()).isEqualTo(500);
    assertThat(reports.only().request().failure()).isEqualTo("IllegalStateException");
    assertThat(log.messages()).noneMatch(text -> text.contains("secret"));
  }

  @Test
  void errorSubclassPropagates() throws Exception {
    Watch outer = new Watch();
    Watch inner = new Watch();
    TestContainer container =
        start(
            new TestApplication()
                .filter(outer.filter())
                .filter(profiling())
                .filter(inner.filter())
                .servlet(
                    "/fails",
                    (request, response) -> {
                      throw new AssertionError();
                    }));

    assertThat(get(container, "/fails").statusCode()).isEqualTo(500);

    // Tomcat wraps it, before any filter sees it.
    assertThat(outer.thrown.get()).isNotNull().isSameAs(inner.thrown.get());
    assertThat(reports.only().request().failure()).isEqualTo("AssertionError");
  }

  @Test
  void aVirtualMachineErrorIsReportedAndRethrown() throws Exception {
    Watch outer = new Watch();
    Watch inner = new Watch();
    TestContainer container =
        start(
            new TestApplication()
                .filter(outer.filter())
                .filter(profiling())
                .filter(inner.filter())
                .servlet(
                    "/fails",
                    (request, response) -> {
                      throw new StackOverflowError();
                    }));

    assertThat(get(container, "/fails").statusCode()).isEqualTo(500);

    assertThat(outer.thrown.get()).isNotNull().isSameAs(inner.thrown.get());
    assertThat(reports.only().request().failure()).isEqualTo("StackOverflowError");
  }

  @Test
  void anUnavailableServletIsReportedAs503() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/later",
                    (request, response) -> {
                      throw new UnavailableException("busy", 30);
                    }));

    // Embedded Tomcat itself answers 200: a servlet that it was given is never unavailable.
    get(container, "/later");

    assertThat(reports.only().request().status()).isEqualTo(503);
  }

  @Test
  void sendErrorKeepsStatus() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/gone", (request, response) -> response.sendError(410)));

    assertThat(get(container, "/gone").statusCode()).isEqualTo(410);

    assertThat(reports.only().request().status()).isEqualTo(410);
    assertThat(reports.only().request().failure()).isNull();
  }

  @Test
  void clientAbortSync() throws Exception {
    Watch outer = new Watch();
    TestContainer container =
        start(
            new TestApplication()
                .filter(outer.filter())
                .filter(profiling())
                .servlet(
                    "/endless",
                    (request, response) -> {
                      byte[] block = new byte[64 * 1024];
                      while (true) {
                        response.getOutputStream().write(block);
                      }
                    }));

    RawHttp.abort(container.port(), "GET /app/endless HTTP/1.1");

    Profile profile = reports.only();
    assertThat(profile.notes()).contains("client gone");
    assertThat(profile.request().status()).isEqualTo(200);
    assertThat(profile.request().failed()).isFalse();
    Await.until("the outer filter", () -> outer.thrown.get() != null);
    assertThat(outer.thrown.get()).isInstanceOf(IOException.class);
  }
}
