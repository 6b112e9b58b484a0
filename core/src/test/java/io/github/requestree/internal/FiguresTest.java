package io.github.requestree.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0.000 s",
    "499999, 3, 0.000 s",
    "500000, 3, 0.001 s",
    "1999500000, 3, 2.000 s",
    "1234567890123, 4, 1234.5679 s",
    "1500000000, 0, 2 s",
  })
  void secondsAreRounded(long nanos, int decimals, String expected) {
    assertThat(Figures.seconds(nanos, decimals)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "1, <0.1 ms",
    "49999, <0.1 ms",
    "50000, 0.1 ms",
    "2449999, 2.4 ms",
    "9949999, 9.9 ms",
    "9950000, 10 ms",
    "999499999, 999 ms",
    "999500000, 1.000 s",
    "1023456789, 1.023 s",
  })
  void aTimeInASentenceHasTheUnitThatFits(long nanos, String expected) {
    assertThat(Figures.time(nanos)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1100000, 1.1 ms",
    "100000, 0.1 ms",
    "20000000, 20 ms",
    "1500000000, 1.5 s",
  })
  void aShortTimeHasAFittingUnit(long nanos, String expected) {
    assertThat(Figures.shortTime(nanos)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, '  0%'",
    "1, 1000, ' <1%'",
    "5, 1000, '  1%'",
    "67, 100, ' 67%'",
    "100, 100, 100%",
    "5, 0, '  0%'",
  })
  void aPercentageThatIsNotNothingIsNotPrintedAsNothing(long part, long whole, String expected) {
    assertThat(Figures.percent(part, whole)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "212000, 212 kB",
    "999999, 1.0 MB",
    "1234567, 1.2 MB",
    "9876543210, 9.9 GB",
  })
  void bytesHaveAFittingUnit(long bytes, String expected) {
    assertThat(Figures.bytes(bytes)).isEqualTo(expected);
  }
}
