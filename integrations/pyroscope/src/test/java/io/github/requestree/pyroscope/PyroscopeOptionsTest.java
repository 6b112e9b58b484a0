package io.github.requestree.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of a server, and what is said of it to others. */
class PyroscopeOptionsTest {

  private static final String SECRET = "not-to-be-shown";

  private final PyroscopeSink.Builder builder =
      PyroscopeSink.builder("https://profiles.example.com/base/", "shop");

  @Test
  void nothingPrintsACredential() {
    builder.basicAuth("ann", SECRET);

    assertThat(builder.build())
        .hasToString("PyroscopeSink[https://profiles.example.com/base/push.v1.PusherService/Push]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ann:not-to-be-shown@example.com",
        "https://ann:not-to-be-shown @example.com",
        "https://example.com?token=not-to-be-shown"
      })
  void anAddressWithACredentialIsRejectedAndNotShown(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PyroscopeSink.builder(url, "shop"))
        .withMessageStartingWith("url is (not shown), but must be an address such as http://")
        .withMessageNotContaining(SECRET)
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pyroscope:4040", "ftp://pyroscope", "http:///push", "http://a/#b"})
  void whatIsNoAddressIsRejected(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PyroscopeSink.builder(url, "shop"))
        .withMessageStartingWith("url is '" + url + "', but must be an address such as http://");
  }

  @Test
  void aFileOrAVariableHoldsTheToken(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), SECRET + "\n");
    ServerAddress address = ServerAddress.of("http://pyroscope:4040");
    address.token("file:" + file);

    assertThat(address.headers()).containsEntry("Authorization", "Bearer " + SECRET);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.token("env:REQUESTREE_NO_SUCH_VARIABLE"))
        .withMessage(
            "token (not shown) is in an environment variable that is not set,"
                + " but must be env:NAME, file:PATH or itself");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.basicAuth("ann", SECRET + "\n" + SECRET))
        .withMessageStartingWith("password (not shown) is ")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void passwordAndTokenAreNotGivenBoth() {
    builder.token(SECRET);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.basicAuth("ann", SECRET))
        .withMessageContaining("password and token are given both")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void figuresAreWithinTheirRanges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.every(Duration.ofSeconds(1)))
        .withMessageContaining("every is PT1S, but must be 10s to 10m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.routes(0))
        .withMessageContaining("routes is 0, but must be 1 to 200");
    assertThat(builder.slowRequests(Duration.ZERO).build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "a-b", "__name__", "service_name", "http_route", "span_id"})
  void aLabelHasANameThatIsFree(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.label(name, "value"))
        .withMessageStartingWith("label is '" + name + "', but must be a letter and ");
  }

  @Test
  void thereAreAtMostTenLabels() {
    for (int i = 0; i <= SeriesLabels.MAX_STATIC + 2; i++) {
      builder.label("label" + i, "value");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("more than 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.label("region", "\n"))
        .withMessageContaining("label region is '");
  }
}
