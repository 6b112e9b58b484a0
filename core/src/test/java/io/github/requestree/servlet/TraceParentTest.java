package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Surroundings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-ff",
        "01-" + TRACE + "-" + SPAN + "-00",
        "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-brings",
        "cc-" + TRACE + "-" + SPAN + "-01-",
      })
  void whatTheStandardAllowsIsRead(String value) {
    assertThat(TraceParent.of(value)).isEqualTo(new Surroundings.Trace(TRACE, SPAN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "01-" + TRACE + "-" + SPAN + "-01more",
        "00-" + TRACE + "-" + SPAN + "-0",
        "00-" + TRACE + "-" + SPAN + "-0g",
        "0g-" + TRACE + "-" + SPAN + "-01",
        "00_" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "_01",
        " 00-" + TRACE + "-" + SPAN + "-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-00f067aa0ba902b\u001b-01",
        "00-" + TRACE + "\r\n" + SPAN + "----01",
      })
  void everythingElseIsNot(String value) {
    assertThat(TraceParent.of(value)).isNull();
  }

  @Test
  void neitherIsAHugeOneNorOneOfSeveral() {
    String good = "00-" + TRACE + "-" + SPAN + "-01";
    assertThat(TraceParent.of("01" + good.substring(2) + "-" + "x".repeat(10_000))).isNull();
    assertThat(TraceParent.of(request(List.of(good)))).isNotNull();
    assertThat(TraceParent.of(request(List.of(good, good)))).isNull();
    assertThat(TraceParent.of(request(List.of()))).isNull();
  }

  private static HttpServletRequest request(List<String> values) {
    return Fake.of(
        HttpServletRequest.class,
        Map.of("getHeaders(traceparent)", Collections.enumeration(values)));
  }
}
