package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

  private static final String SPRING =
      "getAttribute(org.springframework.web.servlet.HandlerMapping.bestMatchingPattern)";

  private final Map<String, Object> answers = new HashMap<>();
  private final AnsweredPaths answered = new AnsweredPaths();

  @Test
  void theAttributeOfTheApplicationComesFirst() {
    mapping("/orders/*");
    answers.put("getAttribute(http.route)", "/orders/{orderId}");
    answers.put(SPRING, "/o/{x}");

    assertThat(route("/orders/17")).isEqualTo(new Route("/orders/{orderId}", true, false));
  }

  @Test
  void thenSpringsPatternWhateverItsType() {
    mapping("/orders/*");
    answers.put(SPRING, new AtomicReference<>("/o/{x}"));

    assertThat(route("/orders/17")).isEqualTo(new Route("/o/{x}", true, false));
  }

  @Test
  void thenTheServletMapping() {
    mapping("/orders/*");

    assertThat(route("/orders/17")).isEqualTo(new Route("/orders/*", false, false));
  }

  @ParameterizedTest
  @CsvSource({"/", "/*", "''", "*.do", "*.jsp"})
  void aMappingThatTellsNothingLeavesTheFoldedPath(String pattern) {
    mapping(pattern);

    assertThat(route("/orders/17")).isEqualTo(new Route("/orders/{id}", false, true));
  }

  @ParameterizedTest
  @CsvSource({
    "/fish/*, /feed/{n}, /fish/feed/1, /fish/feed/{n}",
    "/fish/*, /fish/feed/{n}, /fish/feed/1, /fish/feed/{n}",
    "/fish/*, /fish/{n}, /fish/fish/1, /fish/fish/{n}",
    "/*, /feed/{n}, /feed/1, /feed/{n}",
  })
  void springsPatternIsBelowThePrefixOfItsServlet(
      String mapping, String pattern, String path, String route) {
    mapping(mapping, MappingMatch.PATH);
    answers.put(SPRING, pattern);

    assertThat(route(path)).isEqualTo(new Route(route, true, false));
  }

  @Test
  void springsPatternForStaticFilesAndForWhatIsNotFoundIsNoRoute() {
    mapping("/");
    answers.put(SPRING, "/**");
    assertThat(route("/style.css")).isEqualTo(new Route("/style.css", false, true));

    mapping("/fish/*", MappingMatch.PATH);
    assertThat(route("/fish/style.css")).isEqualTo(new Route("/fish/*", false, false));
  }

  @Test
  void noMappingLeavesTheFoldedPath() {
    answers.put("getHttpServletMapping", null);

    assertThat(route("/orders/17")).isEqualTo(new Route("/orders/{id}", false, true));
  }

  @Test
  void aRouteHasAnEnd() {
    answers.put("getAttribute(http.route)", "/" + "x".repeat(10_000));

    assertThat(route("/x").pattern()).hasSize(200);
  }

  @ParameterizedTest
  @CsvSource({
    "404, [not found]",
    "301, [redirected]",
    "302, [redirected]",
    "308, [redirected]",
    "304, /wp/login.php",
    "200, /wp/login.php",
    "500, /wp/login.php",
    "0, /wp/login.php",
    "400, [refused]",
    "401, [refused]",
    "403, [refused]",
    "405, [refused]",
    "429, [refused]"
  })
  void aPathAtWhichNothingIsIsNoRoute(int status, String expected) {
    RequestSubject unknown =
        new RequestSubject("GET", "/wp/login.php", 0, OptionalLong.empty(), new AnsweredPaths());
    unknown.outcome(new Outcome(status, null, false));
    RequestSubject guessed =
        new RequestSubject("GET", "/wp/login.php", 0, OptionalLong.empty(), new AnsweredPaths());
    guessed.route(Route.ofPath("/wp/login.php"));
    guessed.outcome(new Outcome(status, null, false));

    assertThat(unknown.request().route()).isEqualTo(expected);
    assertThat(guessed.request().route()).isEqualTo(expected);
    assertThat(guessed.request().path()).isEqualTo("/wp/login.php");
  }

  @Test
  void aPathThatWasAnsweredOnceIsARouteWhateverIsRefusedThereLater() {
    assertThat(routeOf("GET", "/cart/17", 403)).isEqualTo("[refused]");
    assertThat(routeOf("GET", "/cart/18", 302)).isEqualTo("[redirected]");
    assertThat(routeOf("GET", "/cart/18", 403)).isEqualTo("[refused]");
    assertThat(routeOf("GET", "/cart/18", 200)).isEqualTo("/cart/{id}");

    assertThat(routeOf("GET", "/cart/19", 403)).isEqualTo("/cart/{id}");
    assertThat(routeOf("GET", "/cart/20", 404)).isEqualTo("/cart/{id}");
    assertThat(routeOf("POST", "/cart/20", 403)).isEqualTo("[refused]");
    assertThat(routeOf("GET", "/wp-login", 404)).isEqualTo("[not found]");
  }

  @Test
  void aRequestIsCountedWhereItWasFirst() {
    RequestSubject subject = subject("GET", "/cart/17");
    subject.outcome(new Outcome(403, null, false));
    assertThat(subject.request().route()).isEqualTo("[refused]");

    routeOf("GET", "/cart/17", 200);

    assertThat(subject.request().route()).isEqualTo("[refused]");
  }

  @Test
  void whatStrangersAreAnsweredTakesNoMoreRoomThanItHas() {
    for (int i = 0; i < 10 * AnsweredPaths.SLOTS; i++) {
      routeOf("GET", "/" + Integer.toString(i, 36).replaceAll("[0-9]", "") + "q/x", 200);
    }
    routeOf("GET", "/cart", 200);

    assertThat(routeOf("GET", "/cart", 403)).isEqualTo("/cart");
  }

  private String routeOf(String method, String path, int status) {
    RequestSubject subject = subject(method, path);
    subject.outcome(new Outcome(status, null, false));
    return subject.request().route();
  }

  private RequestSubject subject(String method, String path) {
    return new RequestSubject(method, path, 0, OptionalLong.empty(), answered);
  }

  @Test
  void aRouteThatTheApplicationNamedStaysWhateverIsNotFoundThere() {
    RequestSubject subject =
        new RequestSubject("GET", "/orders/17", 0, OptionalLong.empty(), new AnsweredPaths());
    subject.route(new Route("/orders/*", false, false));
    subject.outcome(new Outcome(404, null, false));

    assertThat(subject.request().route()).isEqualTo("/orders/*");
  }

  @Test
  void theFirstRouteStaysUnlessItWasGuessed() {
    RequestSubject subject =
        new RequestSubject("GET", "/app/orders/17", 4, OptionalLong.empty(), new AnsweredPaths());
    assertThat(subject.request().route()).isEqualTo("/orders/{id}");

    subject.route(new Route("/guess/*", false, false));
    assertThat(subject.wantsRoute(true)).isFalse();
    assertThat(subject.wantsRoute(false)).isTrue();
    subject.route(new Route("/other/*", false, false));
    assertThat(subject.request().route()).isEqualTo("/guess/*");
    subject.route(new Route("/orders/{orderId}", true, false));

    assertThat(subject.wantsRoute(false)).isFalse();
    assertThat(subject.request().route()).isEqualTo("/orders/{orderId}");
    assertThat(subject.name()).isEqualTo("GET /app/orders/17");
  }

  private Route route(String path) {
    return Route.of(Fake.of(HttpServletRequest.class, answers), path);
  }

  private void mapping(String pattern) {
    mapping(pattern, MappingMatch.DEFAULT);
  }

  private void mapping(String pattern, MappingMatch match) {
    answers.put(
        "getHttpServletMapping",
        Fake.of(HttpServletMapping.class, Map.of("getPattern", pattern, "getMappingMatch", match)));
  }
}
