package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

  private final IOException broken = new IOException("Broken pipe");

  @Test
  void anExceptionBeforeTheResponseIsAnswered500() {
    assertThat(Outcome.threw(new IllegalStateException(), response(200, false)))
        .isEqualTo(new Outcome(500, "IllegalStateException", false));
  }

  @Test
  void anExceptionAfterTheResponseKeepsItsStatus() {
    assertThat(Outcome.threw(new ServletException(new AssertionError()), response(404, true)))
        .isEqualTo(new Outcome(404, "AssertionError", false));
  }

  @Test
  void aClientThatIsGoneIsNoFailure() {
    assertThat(Outcome.threw(broken, response(200, true))).isEqualTo(new Outcome(200, null, true));
    assertThat(Outcome.clientGone(response(200, true))).isEqualTo(new Outcome(200, null, true));
    assertThat(Outcome.clientGone(response(200, false))).isEqualTo(new Outcome(0, null, true));
    assertThat(Outcome.clientGone(null)).isEqualTo(new Outcome(0, null, true));
  }

  @Test
  void aServersErrorThatAClientNeverSawIsNone() {
    Outcome gone = new Outcome(0, null, true);
    HttpServletRequest swallowed =
        Fake.of(
            HttpServletRequest.class,
            Map.of("getAttribute(jakarta.servlet.error.exception)", new IOException(broken)));

    assertThat(Outcome.completed(response(500, true), broken, false)).isEqualTo(gone);
    assertThat(Outcome.returned(swallowed, response(500, true))).isEqualTo(gone);
    assertThat(gone.failed()).isFalse();
  }

  @Test
  void anExceptionThatAFrameworkSwallowedIsNamedIfItBecameA500() {
    HttpServletRequest request =
        Fake.of(
            HttpServletRequest.class,
            Map.of(
                "getAttribute(org.springframework.web.servlet.DispatcherServlet.EXCEPTION)",
                new IllegalStateException()));

    assertThat(Outcome.returned(request, response(500, true)))
        .isEqualTo(new Outcome(500, "IllegalStateException", false));
    assertThat(Outcome.returned(request, response(404, true)))
        .isEqualTo(new Outcome(404, null, false));
  }

  @Test
  void aTimeoutIsAFailureUnlessTheApplicationAnswered() {
    assertThat(Outcome.completed(response(500, true), null, true))
        .isEqualTo(new Outcome(500, "timeout", false));
    assertThat(Outcome.completed(response(204, true), null, true))
        .isEqualTo(new Outcome(204, null, false));
  }

  @ParameterizedTest
  @CsvSource({"200, , false", "0, , false", "499, , false", "500, , true", "200, Oops, true"})
  void whatFailedSaysTheSameAsTheReport(int status, String failure, boolean failed) {
    assertThat(new Outcome(status, failure, false).failed()).isEqualTo(failed);
    assertThat(new Profile.Request("GET", "/", "/", status, failure).failed()).isEqualTo(failed);
  }

  @Test
  void aContainerThatTellsNoResponseLeavesTheStatusUnknown() {
    assertThat(Outcome.completed(null, null, false)).isEqualTo(Outcome.UNKNOWN);
  }

  private static HttpServletResponse response(int status, boolean committed) {
    return Fake.of(
        HttpServletResponse.class, Map.of("getStatus", status, "isCommitted", committed));
  }
}
