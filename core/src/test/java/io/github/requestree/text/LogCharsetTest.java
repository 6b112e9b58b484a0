package io.github.requestree.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

class LogCharsetTest {

  @Test
  void logbackWritesInThePlatformsCharset() {
    assertThat(
            LogCharset.of(
                LoggerFactory.getILoggerFactory(), Map.of("stderr.encoding", "US-ASCII")::get))
        .isEqualTo(Charset.defaultCharset());
  }

  @Test
  void whatPrintsToStandardErrorWritesInItsCharset() {
    assertThat(other(Map.of("stderr.encoding", "ISO-8859-1", "sun.stderr.encoding", "UTF-8")))
        .isEqualTo(StandardCharsets.ISO_8859_1);
    assertThat(other(Map.of("sun.stderr.encoding", "US-ASCII")))
        .isEqualTo(StandardCharsets.US_ASCII);
    assertThat(other(Map.of())).isEqualTo(Charset.defaultCharset());
    assertThat(other(Map.of("stderr.encoding", "no such"))).isEqualTo(Charset.defaultCharset());
  }

  private static Charset other(Map<String, String> properties) {
    return LogCharset.of(new NOPLoggerFactory(), properties::get);
  }

  @ParameterizedTest
  @ValueSource(strings = {"US-ASCII", "ISO-8859-1", "windows-1252", "IBM850"})
  void aTreeIsInAsciiWhereItsSymbolsCannotBeWritten(String charset) {
    String text =
        TextReport.create().writableIn(Charset.forName(charset)).toText(Reports.withCalls());

    assertThat(text).contains("|- ", "`- ").matches("[\\x0a\\x20-\\x7e]*");
  }

  @Test
  void whereTheyCanItStaysAsItIs() {
    TextReport report = TextReport.create();

    assertThat(report.writableIn(StandardCharsets.UTF_8)).isSameAs(report);
  }
}
