package io.github.requestree.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnCodeTest {

  @Test
  void theExampleIsAnApplicationLikeOthers() {
    assertThat(OwnCode.has("io.github.requestree.servlet.ProfilingFilter")).isTrue();
    assertThat(OwnCode.has("io.github.requestree.example.RouteServlet")).isFalse();
    assertThat(OwnCode.has("io.github.requestreeshop.Order")).isFalse();
    assertThat(OwnCode.isNeitherJdkNorOurs("io.github.requestree.example.RouteServlet")).isTrue();
    assertThat(OwnCode.isNeitherJdkNorOurs("java.util.HashMap")).isFalse();
  }

  @Test
  void whatCallsForTheApplicationDoesNotMeasure() {
    assertThat(OwnCode.measures("io.github.requestree.sampling.recording.Attribution")).isTrue();
    assertThat(OwnCode.measures("io.github.requestree.httpclient.RemoteCall")).isFalse();
    assertThat(OwnCode.measures("com.acme.sampling.Station")).isFalse();
  }
}
