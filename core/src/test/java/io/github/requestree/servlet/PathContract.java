package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that a client may write in several ways, and what their route is. */
public abstract class PathContract extends ContainerContract {

  private static final String ENCODED = "/caf%C3%A9%20noir";

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/%68ealth", "/deep%20down/x"})
  void whatIsExcludedIsSoHoweverTheClientEncodesIt(String excluded) throws Exception {
    TestContainer container = start(application());

    exchange(container, ENCODED + excluded);
    exchange(container, "/c%61f%c3%a9%20noir" + excluded);
    exchange(container, ENCODED + "/other/17");

    Profile profile = reports.only();
    assertThat(profile.request().path()).isEqualTo(ENCODED + "/other/17");
    assertThat(profile.request().route()).isEqualTo("/other/{id}");
    assertThat(statistics(lastFilter()).started()).isEqualTo(1);
  }

  private TestApplication application() {
    return new TestApplication()
        .contextPath("/caf\u00e9 noir")
        .filter(profiling(options().exclude("/health", "/deep down/*")))
        .servlet("/", (request, response) -> {});
  }

  @Test
  void theContextItselfIsItsRootHoweverItIsEncoded() throws Exception {
    TestContainer container = start(application());

    exchange(container, ENCODED.replace("A9", "a9") + "/");

    assertThat(reports.only().request().route()).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({
    "/cart/show.do, /cart/show.do",
    "/cart/17.do, /cart/{id}.do",
    "/o/17/x.do, /o/{id}/x.do"
  })
  void aServletForAnExtensionTellsNoRoute(String path, String route) throws Exception {
    TestContainer container =
        start(new TestApplication().filter(profiling()).servlet("*.do", (request, response) -> {}));

    get(container, path);

    assertThat(reports.only().request().route()).isEqualTo(route);
  }

  @Test
  void whatAServletForAnExtensionDoesNotFindIsNoRouteAtAll() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("*.jsp", (request, response) -> response.sendError(404)));

    get(container, "/wp-login.jsp");

    assertThat(reports.only().request().route()).isEqualTo("[not found]");
  }

  @Test
  void aFrameworksPatternIsBelowThePrefixOfItsServlet() throws Exception {
    LambdaServlet.Work dispatcher =
        (request, response) ->
            request.setAttribute(
                "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/feed/{n}");
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/fish/*", dispatcher)
                .servlet("/cat/*", dispatcher));

    get(container, "/fish/feed/1");
    reports.await(1);
    get(container, "/cat/feed/2");

    assertThat(reports.await(2))
        .extracting(profile -> profile.request().route())
        .containsExactly("/fish/feed/{n}", "/cat/feed/{n}");
  }

  @Test
  void pathsThatStrangersGuessAreOneRouteAndThoseOfUsersStay() throws Exception {
    Filter security =
        (request, response, chain) -> {
          if (((HttpServletRequest) request).getHeader("Authorization") == null) {
            ((HttpServletResponse) response).sendError(401);
          } else {
            chain.doFilter(request, response);
          }
        };
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(options().groupByPath(true).groupEvery(Duration.ofHours(1))))
                .filter(security)
                .servlet("/", (request, response) -> {}));

    for (int i = 0; i < 300; i++) {
      get(container, "/guess" + "/x".repeat(i % 50) + "/" + i);
    }
    for (int i = 0; i < 2; i++) {
      send(container, HttpRequest.newBuilder().header("Authorization", "x"), "/cart/" + i);
      get(container, "/cart/" + i);
    }
    stop(container);

    assertThat(reports.all())
        .extracting(route -> route.name() + " x" + route.totals().count())
        .containsExactlyInAnyOrder("GET [refused] x300", "GET /cart/{id} x4");
  }

  private static void exchange(TestContainer container, String path) throws Exception {
    assertThat(RawHttp.exchange(container.port(), "GET " + path + " HTTP/1.1"))
        .startsWith("HTTP/1.1 200");
  }
}
