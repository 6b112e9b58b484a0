package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import jakarta.servlet.ServletException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InitParametersTest {

  private final LogCapture log = new LogCapture("requestree");
  private final Warnings warnings = new Warnings(() -> 0);

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void noParametersAreTheDefaults() throws ServletException {
    assertThat(options(Map.of())).hasToString("ProfilingOptions[]");
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void parametersAreOptions() throws ServletException {
    assertThat(options(Map.of("interval", " 5ms ", "methods", "GET, POST")))
        .hasToString("ProfilingOptions[interval=5ms, methods=GET,POST]");
  }

  @Test
  void aBadValueStopsTheStart() {
    assertThatThrownBy(() -> options(Map.of("interval", "soon\r\n" + "x".repeat(500))))
        .isInstanceOf(ServletException.class)
        .hasMessage(
            "requestree: init-param interval is 'soon\\u000D\\u000A"
                + "x".repeat(41)
                + "...', but must be 100us to 10s, such as 1ms or 500us");
  }

  @Test
  void aTriggerOnDemandWithoutASecretStopsTheStart() {
    assertThatThrownBy(() -> options(Map.of("trigger", "parameter:profile")))
        .isInstanceOf(ServletException.class)
        .hasMessageStartingWith("requestree: init-param trigger is 'parameter:profile', but ");
  }

  @Test
  void aSecretIsInNoErrorAndNoCauseOfOne() {
    assertThatThrownBy(() -> options(Map.of("secret", "pssst", "trigger", "header:X-Profile")))
        .isInstanceOf(ServletException.class)
        .hasMessageStartingWith("requestree: init-param secret (not shown) is too short, but ")
        .extracting(InitParametersTest::stackTrace, STRING)
        .doesNotContain("pssst");
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void anUnknownParameterIsWarnedOf() throws ServletException {
    assertThat(options(Map.of("intervall\n", "5ms"))).hasToString("ProfilingOptions[]");
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith(
            "unknown init-param 'intervall\\u000A' ignored; known are interval, maxOverhead")
        .endsWith("hide, show");
  }

  @Test
  void parametersBesideGivenOptionsAreWarnedOf() {
    new InitParameters(Fake.config(Map.of("limit", "5"))).warnIgnored(warnings);
    new InitParameters(Fake.config(Map.of())).warnIgnored(warnings);

    assertThat(log.messages())
        .containsExactly("init-params ignored, as the filter was created with options: limit");
  }

  private ProfilingOptions options(Map<String, String> parameters) throws ServletException {
    return new InitParameters(Fake.config(parameters)).options(warnings);
  }
}
