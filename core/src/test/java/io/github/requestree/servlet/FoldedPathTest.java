package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "/f/123e4567-e89b-12d3-a456-42661417400, /f/123e4567-e89b-12d3-a456-42661417400",
    "/f/123e4567-e89b-12d3-a456-4266141740000, /f/123e4567-e89b-12d3-a456-4266141740000",
  })
  void numbersAndUuidsAreFolded(String path, String folded) {
    assertThat(FoldedPath.of(path)).isEqualTo(folded);
  }

  @Test
  void digitsOfOtherScriptsAreNoNumbers() {
    assertThat(FoldedPath.of("/\u0661\u0662")).isEqualTo("/\u0661\u0662");
  }
}
