package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTimeTest {

  /** Two seconds after the time in the examples, 1512379167.574. */
  private static final long NOW_MILLIS = 1_512_379_169_574L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t=1512379167.574",
        "1512379167.574",
        "1512379167.57400000000000000",
        "start=1512379167.574",
        "t=1512379167574",
        "1512379167574",
        "1512379167574.0",
        "001512379167574",
        "t=1512379167574000",
        "1512379167574000",
        "t=1512379167574000000",
        "1512379167574000000",
        " \tt= 1512379167.574 ",
      })
  void eachFormatSaysTheSame(String text) {
    assertThat(queued(text)).hasValue(TimeUnit.SECONDS.toNanos(2));
  }

  @ParameterizedTest
  @CsvSource({
    "t=1512379167.5749994, 1999000600",
    "t=1512379167574.9994, 1999000600",
    "t=1512379167574999, 1999001000",
    "t=1512379167574999.4, 1999000600",
    "t=1512379167574999400, 1999000600",
    "t=1512379167.5, 2074000000",
  })
  void whatIsWrittenMoreFinelyIsReadSo(String text, long nanos) {
    assertThat(queued(text)).hasValue(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "t=",
        "t",
        "t==1512379167574",
        "t=t=1512379167574",
        "T=1512379167574",
        "x=1512379167574",
        "-1512379167574",
        "+1512379167574",
        "1512379167.",
        ".1512379167",
        "1512379167.574.0",
        "1512379167,574",
        "1512379167574ms",
        "1512379167 574",
        "1.512379167574e12",
        "0x16020EBF5A6",
        "NaN",
        "Infinity",
        "soon",
        "Mon, 04 Dec 2017 09:19:27 GMT",
        "t=1512379167574, t=1512379167574",
        "\u0661512379167574",
        "\uff11512379167574",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999999999999",
        "99999999999.5",
        "99999999999999",
        "99999999999999999",
      })
  void whatIsNoTimeIsIgnored(String text) {
    assertThat(queued(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "2.5", "1512379167", "t=1512379168"})
  void wholeSecondsAndSmallNumbersAreNoTime(String text) {
    assertThat(queued(text)).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsNotEvenLookedAt() {
    String blanks = " ".repeat(27);

    assertThat(queued(blanks + "1512379167574")).isPresent();
    assertThat(queued(blanks + " 1512379167574")).isEmpty();
    assertThat(queued("1512379167." + "5".repeat(4_096))).isEmpty();
  }

  @Test
  void aClockThatIsALittleAheadCountsAsNow() {
    assertThat(queued("1512379169.574")).hasValue(0);
    assertThat(queued("1512379169.574999")).hasValue(0);
    assertThat(queued("1512379169.674")).hasValue(0);
    assertThat(queued("1512379169.674001")).isEmpty();
    assertThat(queued("1512379169.675")).isEmpty();
  }

  @Test
  void whatIsLongerAgoThanAnHourIsIgnored() {
    assertThat(queued("1512375569.574")).hasValue(TimeUnit.HOURS.toNanos(1));
    assertThat(queued("1512375569.573999")).isEmpty();
  }

  @Test
  void aClockThatIsWrongGivesNoTime() {
    assertThat(QueueTime.queuedNanos("1512379167574", 0)).isEmpty();
    assertThat(QueueTime.queuedNanos("1512379167574", Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void aTimeOfThePastHourIsReadBackFromEachFormat() {
    Random random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      long micros = NOW_MILLIS * 1_000 - random.nextInt(3_600_000) * 1_000L - random.nextInt(1_000);
      long nanos = NOW_MILLIS * 1_000_000 - micros * 1_000;

      String seconds = micros / 1_000_000 + "." + String.valueOf(micros).substring(10);
      assertThat(queued(seconds)).as(seconds).hasValue(nanos);
      assertThat(queued("t=" + micros)).as("t=" + micros).hasValue(nanos);
      assertThat(queued(micros + "000")).as(micros + "000").hasValue(nanos);
    }
  }

  @Test
  void whateverComesIsATimeOfThePastHourOrNone() {
    Random random = new Random(17);
    String[] parts = {
      "t=",
      "start=",
      "=",
      ".",
      "-",
      "+",
      " ",
      "\t",
      ",",
      "e",
      "NaN",
      "\u0000",
      "\u0661",
      "\ud83d",
      "0",
      "1",
      "9",
      "00",
      "15",
      "1512379",
      "167",
      "574",
      "151237916757",
      "1512379168.",
      "999999999"
    };
    int times = 0;
    for (int i = 0; i < 300_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(7); left > 0; left--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      OptionalLong queued = queued(text.toString());
      if (queued.isPresent()) {
        times++;
        assertThat(queued.getAsLong()).as(text.toString()).isBetween(0L, TimeUnit.HOURS.toNanos(1));
      }
    }
    assertThat(times).isPositive();
  }

  private static OptionalLong queued(String text) {
    return QueueTime.queuedNanos(text, NOW_MILLIS);
  }
}
