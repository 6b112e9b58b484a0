package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.page.Access;
import io.github.requestree.profile.Profile;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told the id of a profile for the badge, and what it costs the request. */
public abstract class BadgeContract extends ContainerContract {

  private static final String ORDERS = "/orders/secret-path";
  private static final String HEADER = "Server-Timing";
  private static final String ID = "profile;desc=\"[0-9a-f]{32}\"";

  @Test
  void theFirstRequestIsToldItsIdAndTheBriefIsThatProfile() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .servlet(ORDERS, (request, response) -> Workload.pause(20))
                .webXml(Map.of("recentProfiles", "10", "badge", "true", "maxOverhead", "100%"))
                .profilesPage("/debug/profiles/*", Map.of("access", "loopback")));
    String id = id(get(container, ORDERS));
    String brief = "/debug/profiles/brief?ids=" + id;

    Await.until("the profile", () -> body(container, brief).contains("\"kept\":true"));
    String duration = body(container, brief).replaceAll("(?s).*(\"durationNanos\":\\d+).*", "$1");
    assertThat(body(container, brief)).contains("\"name\":\"GET /app" + ORDERS + "\"");
    assertThat(body(container, "/debug/profiles/" + id + ".json")).contains(duration);
    assertThat(get(container, "/debug/profiles/badge.js").statusCode()).isEqualTo(200);
    // None of these is profiled itself.
    assertThat(statistics(lastFilter()).started()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example\r\n",
        RawHttp.LOCALHOST + "X-Forwarded-For: 127.0.0.1\r\n",
        RawHttp.LOCALHOST + "Sec-Fetch-Site: cross-site\r\n",
        RawHttp.LOCALHOST + "Origin: https://evil.example\r\n"
      })
  void aStrangerIsToldNothing(String headers) throws Exception {
    TestContainer container = start(application(Access.loopbackOnly()));

    assertThat(answer(container, headers)).startsWith("HTTP/1.1 200 ").doesNotContain(HEADER);
    assertThat(answer(container, RawHttp.LOCALHOST)).contains(HEADER + ": profile;desc=");
  }

  @Test
  void withoutTheOptionNobodyIsToldNorAsked() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TestContainer container =
        start(
            application(
                profiling(options().recentProfiles(10)),
                Access.when(request -> asked.incrementAndGet() > 0)));
    get(container, "/profiles");
    int before = asked.get();

    assertThat(get(container, ORDERS).headers().allValues(HEADER)).isEmpty();
    assertThat(asked.get()).isEqualTo(before);
  }

  @Test
  void theApplicationsOwnTimingSurvives() throws Exception {
    TestContainer container =
        start(
            application(Access.loopbackOnly())
                .servlet(
                    "/timed",
                    (request, response) -> response.addHeader(HEADER, "db;dur=5, view;dur=2")));

    List<String> all = get(container, "/timed").headers().allValues(HEADER);

    assertThat(String.join(", ", all)).matches(ID + ", ?db;dur=5, ?view;dur=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refuses", "/redirects", "/asynchronous", "/forwards", "/large"})
  void whateverTheAnswerIsItTellsTheId(String path) throws Exception {
    TestContainer container = start(application(Access.loopbackOnly()));

    HttpResponse<String> answer = get(container, path);

    assertThat(id(answer)).isEqualTo(reports.only().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {ORDERS, "/refuses", "/asynchronous", "/forwards", "/includes"})
  void thePredicateIsAskedOnceARequest(String path) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TestContainer container =
        start(
            application(
                Access.when(
                    request ->
                        request.getRequestURI().contains("/profiles")
                            || asked.incrementAndGet() > 0)));

    get(container, path);
    Profile profile = reports.only();

    assertThat(profile.request().path()).endsWith(path);
    assertThat(asked).hasValue(1);
  }

  @Test
  void forRequestsThatAreNotProfiledNobodyIsAsked() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TestContainer container =
        start(
            application(
                profiling(options().recentProfiles(10).badge(true).exclude("/orders/*")),
                Access.when(
                    request ->
                        request.getRequestURI().contains("/profiles")
                            || asked.incrementAndGet() > 0)));

    assertThat(get(container, ORDERS).headers().allValues(HEADER)).isEmpty();
    assertThat(asked).hasValue(0);
  }

  @Test
  void aPredicateThatRefusesIsSaidOnceInTheLog() throws Exception {
    expectWarnings();
    TestContainer container =
        start(application(Access.when(request -> request.getUserPrincipal() != null)));

    for (int i = 0; i < 3; i++) {
      assertThat(get(container, ORDERS).headers().allValues(HEADER)).isEmpty();
    }
    assertThat(warnings.messages()).singleElement().asString().contains("badge", "a login");
  }

  @Test
  void aPredicateThatFailsReachesNoRequest() throws Exception {
    expectWarnings();
    TestContainer container =
        start(
            application(
                Access.when(
                    request -> {
                      throw new StackOverflowError("predicate");
                    })));

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = get(container, ORDERS);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().allValues(HEADER)).isEmpty();
    }
    reports.await(3);
    assertThat(warnings.messages()).filteredOn(text -> text.contains("see the badge")).hasSize(1);
  }

  @Test
  void aResponseThatTakesNoHeaderIsServedAllTheSame() throws Exception {
    expectWarnings();
    Filter broken =
        (request, response, chain) ->
            chain.doFilter(
                request,
                new HttpServletResponseWrapper((HttpServletResponse) response) {
                  @Override
                  public void addHeader(String name, String value) {
                    throw new NoClassDefFoundError("of an application that is stopped");
                  }
                });
    ProfilingFilter profiling = profiling(options().recentProfiles(10).badge(true));
    TestContainer container =
        start(pages(new TestApplication().filter(broken).filter(profiling), Access.loopbackOnly()));

    assertThat(get(container, ORDERS).statusCode()).isEqualTo(200);
    reports.only();
    assertThat(warnings.messages()).singleElement().asString().contains("see the badge");
  }

  @Test
  void aBadgeWithoutProfilesOrWithoutAPageIsWarnedOf() throws Exception {
    expectWarnings();
    start(new TestApplication().filter(profiling(options().badge(true))));
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(options().recentProfiles(10).badge(true)))
                .servlet(ORDERS, (request, response) -> {}));
    get(container, ORDERS);

    assertThat(warnings.messages())
        .hasSize(2)
        .anyMatch(text -> text.contains("recentProfiles is 0"))
        .anyMatch(text -> text.contains("load-on-startup"));
  }

  private TestApplication application(Access access) {
    return application(profiling(options().recentProfiles(10).badge(true)), access);
  }

  private static TestApplication application(ProfilingFilter filter, Access access) {
    return pages(new TestApplication().filter(filter), access);
  }

  private static TestApplication pages(TestApplication application, Access access) {
    return application
        .loadsOnStartup()
        .servlet(ORDERS, (request, response) -> Workload.pause(5))
        .servlet("/refuses", (request, response) -> response.sendError(503))
        .servlet("/redirects", (request, response) -> response.sendRedirect("/app" + ORDERS))
        .servlet(
            "/asynchronous",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              async.dispatch(ORDERS);
            })
        .servlet(
            "/forwards",
            (request, response) -> request.getRequestDispatcher(ORDERS).forward(request, response))
        .servlet(
            "/includes",
            (request, response) -> request.getRequestDispatcher(ORDERS).include(request, response))
        .servlet(
            "/large",
            (request, response) -> {
              response.getOutputStream().write(new byte[100_000]);
              response.flushBuffer();
            })
        .servlet("/profiles/*", ProfilesServlet.of(access));
  }

  private static String id(HttpResponse<String> answer) {
    List<String> all = answer.headers().allValues(HEADER);
    assertThat(all).singleElement().asString().matches(ID);
    return all.get(0).replaceAll("[^\"]*\"([^\"]*)\".*", "$1");
  }

  private static String answer(TestContainer container, String headers) throws Exception {
    return RawHttp.exchangeWith(container.port(), "GET /app" + ORDERS + " HTTP/1.1", headers);
  }
}
