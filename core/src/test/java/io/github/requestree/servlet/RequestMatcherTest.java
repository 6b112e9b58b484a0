package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.internal.Glob;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMatcherTest {

  @ParameterizedTest
  @CsvSource({
    "/orders, /orders, true",
    "/orders, /orders/1, false",
    "/orders*, /orders/1, true",
    "/orders/*, /orders, false",
    "*.json, /a/b.json, true",
    "*.json, /a/b.json/c, false",
    "/a/*/c, /a/b/b/c, true",
    "/a/*/c, /a/c, false",
    "*, /anything, true",
    "**, /anything, true",
    "/a*a, /a, false",
    "/a*a, /aa, true",
    "/*b*b, /ab, false",
    "/*ab*b, /aabb, true",
    "/a.c, /abc, false",
    "/caf%C3%A9*, /caf\u00e9/1, true",
    "/caf\u00e9*, /caf\u00e9/1, true",
    "/a b, /a b, true",
  })
  void aStarStandsForAnyCharacters(String pattern, String path, boolean matches) {
    assertThat(PathPattern.of(pattern).matches("/shop" + path, 5)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "orders", "/a;b", "/a?b=c", "/a#b", "/a\n"})
  void aPatternThatNoPathCanMatchIsRejected(String pattern) {
    assertThat(PathPattern.canMatch(pattern)).isFalse();
  }

  @Test
  void aPatternThatWouldBacktrackCostsLittle() {
    Glob pattern = PathPattern.of("/" + "a*".repeat(1_000) + "b");

    // With backtracking this would not end within the age of the universe.
    assertThat(pattern.matches("/" + "a".repeat(8_000), 0)).isFalse();
  }

  @Test
  void everythingMatchesByDefault() {
    assertThat(new RequestMatcher(List.of(), List.of(), List.of()).matches("BREW", "/", 0))
        .isTrue();
  }

  @Test
  void methodsAreExactTokens() {
    RequestMatcher matcher = new RequestMatcher(List.of("GET", "PUT"), List.of(), List.of());

    assertThat(matcher.matches("PUT", "/", 0)).isTrue();
    assertThat(matcher.matches("POST", "/", 0)).isFalse();
    assertThat(matcher.matches("put", "/", 0)).isFalse();
  }

  @Test
  void theContextPathItselfIsTheRootOfItsContext() {
    RequestMatcher matcher = new RequestMatcher(List.of(), List.of("/"), List.of());

    assertThat(matcher.matches("GET", "/shop", 5)).isTrue();
    assertThat(matcher.matches("GET", "/shop/", 5)).isTrue();
    assertThat(matcher.matches("GET", "/shop/a", 5)).isFalse();
  }

  @Test
  void excludeWinsOverInclude() {
    RequestMatcher matcher =
        new RequestMatcher(List.of(), List.of("/api/*", "/web/*"), List.of("*/health"));

    assertThat(matcher.matches("GET", "/web/index", 0)).isTrue();
    assertThat(matcher.matches("GET", "/api/health", 0)).isFalse();
    assertThat(matcher.matches("GET", "/static/a.css", 0)).isFalse();
  }
}
