package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeColumnTest {

  @ParameterizedTest
  @CsvSource({
    "3006, 1, 3006, 3.006 s",
    "3006, 13, 4, 0.00 s",
    "3006, 13, 5, 0.01 s",
    "999, 1, 999, 999 ms",
    "999, 13, 0.5, 1 ms",
    "999, 0.2, 0.5, 0.5 ms",
    "9, 13, 0.5, 0.5 ms",
    "300, 1, 4500, 4500 ms",
  })
  void theUnitIsThatOfTheWhole(double whole, double resolution, double time, String expected) {
    assertThat(TimeColumn.of(millis(whole), millis(resolution)).of(millis(time)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "198, +198 ms",
    "-2, -2 ms",
    "-0.5, -1 ms",
    "-0.49, +0 ms",
    "0, +0 ms",
  })
  void whatRoundsToNothingIsNoLessThanNothing(double difference, String expected) {
    assertThat(TimeColumn.of(millis(200), millis(1)).signed(millis(difference)))
        .isEqualTo(expected);
  }

  @Test
  void nothingIsWhatIsPrintedAsZero() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      TimeColumn column =
          TimeColumn.of(random.nextLong(3_000_000_000L), random.nextLong(30_000_000L));
      long nanos = random.nextLong(12_000_000L);
      assertThat(column.of(nanos).matches("[0.]+ m?s"))
          .as("%s of %s", nanos, column)
          .isEqualTo(column.isNothing(nanos));
    }
  }
}
