package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTextTest {

  @ParameterizedTest
  @CsvSource({"1ms, PT0.001S", "500us, PT0.0005S", "2s, PT2S", "10m, PT10M", "1h, PT1H", "0, PT0S"})
  void durationsAreReadAndWritten(String text, Duration duration) {
    assertThat(OptionText.duration(text)).isEqualTo(duration);
    assertThat(OptionText.duration(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"60s, 1m", "1000us, 1ms", "1500ms, 1500ms", "0s, 0"})
  void durationsAreWrittenInTheLargestUnitThatIsExact(String text, String written) {
    assertThat(OptionText.duration(OptionText.duration(text))).isEqualTo(written);
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
        "\u0661s"
      })
  void otherDurationsAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionText.duration(text));
  }

  @ParameterizedTest
  @CsvSource({"2%, 0.02", "0.1%, 0.001", "100%, 1", "0.25%, 0.0025"})
  void percentagesAreReadAndWritten(String text, double share) {
    assertThat(OptionText.percent(text)).isEqualTo(share);
    assertThat(OptionText.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "%", "-2%", "2 %", "2,5%", "1e1%", "NaN%"})
  void otherPercentagesAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionText.percent(text));
  }

  @Test
  void ratesNumbersAndBooleansAreRead() {
    assertThat(OptionText.perSecond("20/s")).isEqualTo(20);
    assertThat(OptionText.perSecond("20")).isEqualTo(20);
    assertThat(OptionText.number("50")).isEqualTo(50);
    assertThat(OptionText.bool("true")).isTrue();
    assertThat(OptionText.bool("false")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20/m", "20 /s", "/s", "-1/s"})
  void otherRatesAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionText.perSecond(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "True", "1"})
  void otherBooleansAreRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionText.bool(text));
  }

  @Test
  void listsAreSeparatedByCommasAndSpace() {
    assertThat(OptionText.list("a, b\n ,c")).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsShownHasOneLineAndAnEnd() {
    assertThat(OptionText.shown("a\r\nb\u001b[31m\u202e"))
        .isEqualTo("a\\u000d\\u000ab\\u001b[31m\\u202e");
    assertThat(OptionText.shown("x".repeat(1_000))).isEqualTo("x".repeat(60) + "...");
  }
}
