package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.Profile;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Requests that end on the thread they came on. */
public abstract class SyncContract extends ContainerContract {

  private static final EnumSet<DispatcherType> ALL_TYPES = EnumSet.allOf(DispatcherType.class);

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
                      measured.set(Workload.pause(60));
                      response.setStatus(201);
                    }));

    assertThat(get(container, "/orders/17?token=secret").statusCode()).isEqualTo(201);

    Profile profile = reports.only();
    assertThat(profile.name()).isEqualTo("GET /app/orders/17");
    assertThat(profile.request())
        .isEqualTo(new Profile.Request("GET", "/app/orders/17", "/orders/*", 201, null));
    assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(measured.get());
    assertThat(profile.notes()).isEmpty();
    assertThat(Reports.methods(profile)).contains("pause").doesNotContain("profiled", "run");
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
  void forwardAndIncludeStayInOneProfile() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(), ALL_TYPES)
                .servlet(
                    "/outer",
                    (request, response) -> {
                      request.getRequestDispatcher("/included").include(request, response);
                      request.getRequestDispatcher("/forwarded").forward(request, response);
                    })
                .servlet("/included", (request, response) -> Workload.alpha())
                .servlet("/forwarded", (request, response) -> response.setStatus(202)));

    assertThat(get(container, "/outer").statusCode()).isEqualTo(202);

    assertThat(reports.only().request())
        .isEqualTo(new Profile.Request("GET", "/app/outer", "/outer", 202, null));
  }

  @Test
  void errorPageDoesNotReportTwice() throws Exception {
    AtomicReference<String> errorPage = new AtomicReference<>();
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(), ALL_TYPES)
                .errorPage(500, "/error")
                .errorPage(404, "/error")
                .servlet(
                    "/fails",
                    (request, response) -> {
                      throw new IllegalStateException();
                    })
                .servlet("/missing", (request, response) -> response.sendError(404))
                .servlet(
                    "/error",
                    (request, response) -> {
                      request.setAttribute("http.route", "/error");
                      errorPage.set(request.getDispatcherType().name());
                    }));

    assertThat(send(container, post(), "/fails").statusCode()).isEqualTo(500);
    assertThat(reports.only().request())
        .isEqualTo(
            new Profile.Request("POST", "/app/fails", "/fails", 500, "IllegalStateException"));
    assertThat(errorPage.getAndSet(null)).isEqualTo("ERROR");
    assertThat(get(container, "/missing").statusCode()).isEqualTo(404);
    assertThat(reports.await(2).get(1).request().route()).isEqualTo("/missing");
    assertThat(errorPage.get()).isEqualTo("ERROR");
  }

  @Test
  void filterMappedTwiceReportsOnce() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(), EnumSet.of(DispatcherType.REQUEST), "/twice")
                .servlet("/twice", (request, response) -> Workload.alpha()));

    get(container, "/twice");

    reports.only();
  }

  @Test
  void aSecondFilterLetsTheOuterOneProfileAndWarnsOnce() throws Exception {
    expectWarnings();
    ProfilingFilter inner = profiling();
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .filter(inner)
                .servlet("/", (request, response) -> Workload.alpha()));

    get(container, "/1");
    get(container, "/2");

    reports.await(2);
    assertThat(statistics(inner).started()).isZero();
    assertThat(warnings.messages())
        .containsExactly(
            "two profiling filters see the same request; only the outermost one profiles it");
  }

  @Test
  void oneInstanceRegisteredTwiceReportsOnce() throws Exception {
    ProfilingFilter filter = profiling();
    TestContainer container =
        start(
            new TestApplication()
                .filter(filter)
                .filter(filter)
                .servlet("/", (request, response) -> Workload.alpha()));

    get(container, "/1");

    reports.only();
  }

  @Test
  void nonHttpPassesThrough() throws Exception {
    ProfilingFilter filter = profiling();
    start(new TestApplication().filter(filter));
    ServletRequest request = Fake.of(ServletRequest.class, Map.of());
    ServletResponse response = Fake.of(ServletResponse.class, Map.of());
    AtomicReference<Object> passed = new AtomicReference<>();
    FilterChain chain = (chained, ignored) -> passed.set(chained);

    filter.doFilter(request, response, chain);

    assertThat(passed.get()).isSameAs(request);
    assertThat(statistics(filter).started()).isZero();
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

  static HttpRequest.Builder post() {
    return HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody());
  }
}
