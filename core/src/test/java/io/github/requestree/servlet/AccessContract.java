package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.page.Access;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Who passes for this machine where something between the network and the page changes requests.
 */
public abstract class AccessContract extends ContainerContract {

  private static final String SECRET = "/orders/secret-path";

  /** Headers by which a stranger claims to sit here; what believes them may remove them too. */
  private static final List<String> CLAIMS =
      List.of(
          "X-Forwarded-For: 127.0.0.1\r\n",
          "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Host: localhost\r\nX-Forwarded-Proto: http\r\n",
          "Forwarded: for=127.0.0.1;host=localhost\r\n");

  private static final HttpResponse.BodyHandler<String> BODY = HttpResponse.BodyHandlers.ofString();

  static Stream<String> claims() {
    return CLAIMS.stream();
  }

  /** Filters that take the peer from a header and hide that header. */
  protected Stream<Filter> believers() {
    return Stream.of(new ForwardedHeaderFilter());
  }

  /** Whether the developer at this machine sees the page where the container believes proxies. */
  protected abstract boolean isSeenWithoutProxy();

  @ParameterizedTest
  @MethodSource("claims")
  void behindAFilterThatBelievesProxiesAClaimOpensNothing(String claim) throws Exception {
    for (Filter believer : believers().toList()) {
      for (boolean first : new boolean[] {true, false}) {
        TestContainer container = start(application(believer, first));

        assertThat(answer(container, "HTTP/1.1", RawHttp.LOCALHOST + claim))
            .as(believer + ", " + first)
            .startsWith("HTTP/1.1 404 ")
            .doesNotContain("secret-path");
        stop(container);
      }
    }
  }

  @Test
  void behindSpringsFilterTheDeveloperStillSeesThePage() throws Exception {
    TestContainer container = start(application(new ForwardedHeaderFilter(), true));

    assertSeen(container);
  }

  @ParameterizedTest
  @MethodSource("claims")
  void whereTheContainerItselfBelievesProxiesAClaimOpensNothing(String claim) throws Exception {
    TestContainer container = start(application().believesProxies());

    assertThat(answer(container, "HTTP/1.1", RawHttp.LOCALHOST + claim))
        .startsWith("HTTP/1.1 404 ")
        .doesNotContain("secret-path");
  }

  @Test
  void whereTheContainerItselfBelievesProxiesWhatCannotBeToldApartIsRefused() throws Exception {
    TestContainer container = start(application().believesProxies());

    assertThat(answer(container, "HTTP/1.1", RawHttp.LOCALHOST))
        .startsWith("HTTP/1.1 " + (isSeenWithoutProxy() ? 200 : 404) + " ");
  }

  @Test
  void whatAnOldProxyHasForwardedIsRefused() throws Exception {
    TestContainer container = start(application());

    assertThat(answer(container, "HTTP/1.0", RawHttp.LOCALHOST)).matches("(?s)HTTP/1.. 404 .*");
    assertThat(answer(container, "HTTP/1.0", "")).matches("(?s)HTTP/1.. 404 .*");
    assertThat(answer(container, "HTTP/1.1", RawHttp.LOCALHOST)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void overHttp2TheDeveloperSeesThePage() throws Exception {
    TestContainer container = start(application().http2());
    get(container, SECRET);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(container, "/profiles"));

    // The first is the upgrade, and has the headers of HTTP/1.1.
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> page = client.send(request.build(), BODY);
      assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<html");
    }
    String origin = "http://127.0.0.1:" + container.port();
    assertThat(client.send(request.setHeader("Origin", origin).build(), BODY).statusCode())
        .isEqualTo(200);
    assertThat(client.send(request.setHeader("Origin", origin + "1").build(), BODY).statusCode())
        .isEqualTo(404);
    request.setHeader("Origin", origin).setHeader("X-Forwarded-For", "127.0.0.1");
    assertThat(client.send(request.build(), BODY).statusCode()).isEqualTo(404);
  }

  @Test
  void aPageThatIsForwardedToIsProtected() throws Exception {
    TestContainer container = start(application());

    HttpResponse<String> page = get(container, "/forwards");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<html");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/includes", "/includes-a-forward", "/begins-and-includes"})
  void aPageThatIsIncludedShowsNothingAsItCannotProtectItself(String path) throws Exception {
    expectWarnings();
    TestContainer container = start(application());
    get(container, SECRET);
    Await.until("the profile", () -> body(container, "/profiles").contains(SECRET));

    HttpResponse<String> page = get(container, path);

    // A forward empties the buffer first on Jetty, and ends the response on Tomcat.
    assertThat(page.body()).isIn("before after", "after", "");
    assertThat(warnings.messages()).singleElement().asString().contains("showed no profiles");
  }

  @Test
  void whereAFilterKeepsTheHeadersBackThePageShowsNothing() throws Exception {
    expectWarnings();
    Filter deaf =
        (request, response, chain) ->
            chain.doFilter(
                request,
                new HttpServletResponseWrapper((HttpServletResponse) response) {
                  @Override
                  public void setHeader(String name, String value) {}
                });
    TestContainer container = start(application(deaf, false));

    HttpResponse<String> page = get(container, "/profiles");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).doesNotContain("equestree");
    assertThat(warnings.messages()).singleElement().asString().contains("showed no profiles");
  }

  private void assertSeen(TestContainer container) throws IOException {
    assertThat(answer(container, "HTTP/1.1", RawHttp.LOCALHOST)).startsWith("HTTP/1.1 200 ");
  }

  private TestApplication application(Filter filter, boolean first) {
    ProfilingFilter profiling = profiling(options().recentProfiles(10));
    return pages(
        new TestApplication()
            .filter(first ? filter : profiling)
            .filter(first ? profiling : filter));
  }

  private TestApplication application() {
    return pages(new TestApplication().filter(profiling(options().recentProfiles(10))));
  }

  private static TestApplication pages(TestApplication application) {
    return application
        .servlet(SECRET, (request, response) -> Workload.pause(5))
        .servlet("/profiles/*", ProfilesServlet.of(Access.loopbackOnly()))
        .servlet(
            "/forwards",
            (request, response) ->
                request.getRequestDispatcher("/profiles").forward(request, response))
        .servlet(
            "/includes",
            (request, response) -> {
              response.getOutputStream().print("before ");
              request.getRequestDispatcher("/profiles").include(request, response);
              response.getOutputStream().print("after");
            })
        .servlet(
            "/begins-and-includes",
            (request, response) -> {
              response.getOutputStream().print("before ");
              response.flushBuffer();
              request.getRequestDispatcher("/profiles").include(request, response);
              response.getOutputStream().print("after");
            })
        .servlet(
            "/includes-a-forward",
            (request, response) -> {
              response.getOutputStream().print("before ");
              request.getRequestDispatcher("/forwards").include(request, response);
              response.getOutputStream().print("after");
            });
  }

  private static String answer(TestContainer container, String protocol, String headers)
      throws IOException {
    String line = "GET " + TestApplication.CONTEXT_PATH + "/profiles " + protocol;
    return RawHttp.exchangeWith(container.port(), line, headers);
  }
}
