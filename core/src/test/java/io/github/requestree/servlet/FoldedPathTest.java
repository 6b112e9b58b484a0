package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedPathTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "'', ''",
    "/orders, /orders",
    "/orders/17, /orders/{id}",
    "/orders/17/items/4, /orders/{id}/items/{id}",
    "/orders/17/, /orders/{id}/",
    "/v1/orders, /v1/orders",
    "/f/123e4567-e89b-12d3-a456-426614174000, /f/{id}",
    "/f/123E4567-E89B-12D3-A456-426614174000/x, /f/{id}/x",
    "/f/abcdefab-cdef-abcd-efab-cdefabcdefab, /f/{id}",
    "/o/507f1f77bcf86cd799439011, /o/{id}",
    "/o/01ARZ3NDEKTSV4RRFFQ69G5FAV/x, /o/{id}/x",
    "/o/V1StGXR8_Z5jdHi6B-myT, /o/{id}",
    "/o/dQw4w9WgXcQ, /o/{id}",
    "/o/17a, /o/{id}",
    "/o/A10234, /o/{id}",
    "/o/INV-2024-17, /o/{id}",
    "/o/2024-11-29, /o/{id}",
    "/o/ann@example.com, /o/{id}.com",
    "/o/ann%40example.com, /o/{id}.com",
    "/o/caf%C3%A9-20241129, /o/{id}",
    "/o/17.json, /o/{id}.json",
    "/js/app.3f9a8b7c.css, /js/{id}.css",
    "/1y2p0ii3wsdz/wp-login, /{id}/wp-login",
  })
  void whatDoesNotReadLikeANameIsFolded(String path, String folded) {
    assertThat(FoldedPath.of(path)).isEqualTo(folded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/orders",
        "/oauth2/token",
        "/api/sha256",
        "/x509",
        "/2fa",
        "/3d/view",
        "/log4j2",
        "/i18n/de",
        "/h2-console",
        "/s4hana",
        "/js/jquery-3.7.1.min.js",
        "/error404.html",
        "/caf%C3%A9/%C3%BCber",
        "/how-to-make-a-cake-in-10-minutes",
        "/b2b/orders",
        "/.well-known/x",
        "/a..b",
        "/wp-login.php",
        "/getOrderById",
        "/facade",
        "/page-2"
      })
  void namesStay(String path) {
    assertThat(FoldedPath.of(path)).isEqualTo(path);
  }

  @Test
  void aSegmentThatIsTooLongForANameIsFolded() {
    assertThat(FoldedPath.of("/o/" + "on-".repeat(30) + "x.html")).isEqualTo("/o/{id}.html");
    assertThat(FoldedPath.of("/o/" + "x".repeat(33))).isEqualTo("/o/{id}");
  }

  @Test
  void digitsOfOtherScriptsAreNoNumbers() {
    assertThat(FoldedPath.of("/\u0661\u0662")).isEqualTo("/\u0661\u0662");
  }
}
