package io.github.requestree.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionKindTest {

  @ParameterizedTest
  @CsvSource({"1ms, PT0.001S", "500us, PT0.0005S", "2s, PT2S", "10m, PT10M", "1h, PT1H", "0, PT0S"})
  void durationsAreReadAndWritten(String text, Duration duration) {
    assertThat(OptionKind.DURATION.read().apply(text)).isEqualTo(duration);
    assertThat(OptionKind.DURATION.write().apply(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"60s, 1m", "1000us, 1ms", "1500ms, 1500ms", "0s, 0"})
  void durationsAreWrittenInTheLargestUnitThatIsExact(String text, String written) {
    assertThat(OptionKind.DURATION.write().apply(OptionKind.DURATION.read().apply(text)))
        .isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "-1s",
        "1 s",
        "1S",
        "1.5s",
        "1d",
        "s",
        "99999999999999999999s",
        "5MB",
        "\u0661s"
      })
  void otherDurationsAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionKind.DURATION.read().apply(text));
  }

  @Test
  void whatIsNoLengthOfTimeIsWrittenAsCodeHasIt() {
    assertThat(OptionKind.DURATION.write().apply(Duration.ofNanos(1_500))).isEqualTo("1500ns");
    assertThat(OptionKind.DURATION.write().apply(Duration.ofSeconds(-1))).isEqualTo("PT-1S");
    assertThat(OptionKind.DURATION.write().apply(Duration.ofSeconds(Long.MAX_VALUE)))
        .startsWith("PT");
  }

  @ParameterizedTest
  @CsvSource({"1MB, 1000000", "50MB, 50000000", "2GB, 2000000000", "0, 0"})
  void sizesAreReadAndWritten(String text, long bytes) {
    assertThat(OptionKind.BYTES.read().apply(text)).isEqualTo(bytes);
    assertThat(OptionKind.BYTES.write().apply(bytes)).isEqualTo(text);
    assertThat(OptionKind.BYTES.write().apply(bytes + 1)).isEqualTo(String.valueOf(bytes + 1));
  }

  @ParameterizedTest
  @CsvSource({"2%, 0.02", "0.1%, 0.001", "100%, 1", "0.25%, 0.0025"})
  void percentagesAreReadAndWritten(String text, double share) {
    assertThat(OptionKind.SHARE.read().apply(text)).isEqualTo(share);
    assertThat(OptionKind.SHARE.write().apply(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "%", "-2%", "2 %", "2,5%", "1e1%", "NaN%"})
  void otherPercentagesAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionKind.SHARE.read().apply(text));
  }

  @Test
  void ratesNumbersAndBooleansAreRead() {
    assertThat(OptionKind.RATE.read().apply("20/s")).isEqualTo(20);
    assertThat(OptionKind.RATE.read().apply("20")).isEqualTo(20);
    assertThat(OptionKind.NUMBER.read().apply("50")).isEqualTo(50);
    assertThat(OptionKind.FLAG.read().apply("true")).isTrue();
    assertThat(OptionKind.FLAG.read().apply("false")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20/m", "20 /s", "/s", "-1/s"})
  void otherRatesAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionKind.RATE.read().apply(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "True", "1"})
  void otherBooleansAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionKind.FLAG.read().apply(text));
  }

  @Test
  void listsAreSeparatedByCommasAndSpace() {
    assertThat(OptionKind.list(entry -> true).read().apply("a, b\n ,c"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void whatIsShownHasOneLineAndAnEnd() {
    assertThat(Option.shown("a\r\nb\u001b[31m\u202e"))
        .isEqualTo("a\\u000D\\u000Ab\\u001B[31m\\u202E");
    assertThat(Option.shown("x".repeat(1_000))).isEqualTo("x".repeat(57) + "...");
  }
}
