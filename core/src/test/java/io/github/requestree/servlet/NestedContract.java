package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.Profile;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Requests that pass the filter more than once, or should not concern it at all. */
public abstract class NestedContract extends ContainerContract {

  private static final EnumSet<DispatcherType> ALL_TYPES = EnumSet.allOf(DispatcherType.class);

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
}
