package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
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
  @CsvSource({"/", "/*", "''"})
  void aMappingThatTellsNothingLeavesTheFoldedPath(String pattern) {
    mapping(pattern);

    assertThat(route("/orders/17")).isEqualTo(new Route("/orders/{id}", false, true));
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

  @Test
  void theFirstRouteStaysUnlessItWasGuessed() {
    RequestSubject subject = new RequestSubject("GET", "/app/orders/17", 4, OptionalLong.empty());
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
    answers.put(
        "getHttpServletMapping", Fake.of(HttpServletMapping.class, Map.of("getPattern", pattern)));
  }
}
