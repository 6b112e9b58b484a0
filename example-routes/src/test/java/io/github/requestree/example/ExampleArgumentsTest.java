package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleArgumentsTest {

  @Test
  void withoutArgumentsItIsPort8080AndProfiled() {
    assertThat(parse("")).isEqualTo(new ExampleArguments(8080, 8, false, true, Map.of()));
  }

  @Test
  void eachArgumentIsRead() {
    assertThat(
            parse("--port 0 --threads 2 --profiling off --filter slowerThan=1s --filter hide=a=b"))
        .isEqualTo(
            new ExampleArguments(0, 2, false, false, Map.of("slowerThan", "1s", "hide", "a=b")));
  }

  @Test
  void aTerminalHasColoursUnlessItIsSaidOtherwise() {
    assertThat(parse("").filter()).containsEntry("colour", "auto");
    assertThat(parse("--filter colour=never").filter()).containsEntry("colour", "never");
  }

  @Test
  void filterOptionMayBeEmpty() {
    assertThat(parse("--filter exclude=").filter()).containsEntry("exclude", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port                        | --port has no value, but must be 0 to 65535
          --port x                      | --port is x, but must be 0 to 65535
          --port -1                     | --port is -1, but must be 0 to 65535
          --port 65536                  | --port is 65536, but must be 0 to 65535
          --port 99999999999            | --port is 99999999999, but must be 0 to 65535
          --threads 0                   | --threads is 0, but must be 1 to 1000
          --threads 1001                | --threads is 1001, but must be 1 to 1000
          --profiling                   | --profiling has no value, but must be on or off
          --profiling ON                | --profiling is ON, but must be on or off
          --filter                      | --filter has no value, but must be name=value
          --filter interval             | --filter is interval, but must be name=value
          --filter =1ms                 | --filter is =1ms, but must be name=value
          --filter a=1 --filter a=2     | --filter a is given twice
          --port=80                     | there is no argument --port=80
          8080                          | there is no argument 8080
          """)
  void wrongArgumentIsNamedWithWhatIsAccepted(String words, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> parse(words)).withMessage(message);
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void virtualThreadsAreThereFromJdk21On() {
    assertThat(parse("--virtual-threads").virtualThreads()).isTrue();
  }

  @Test
  @EnabledForJreRange(maxVersion = 20)
  void virtualThreadsAreRefusedOnAnOlderJdk() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--virtual-threads"))
        .withMessage(
            "--virtual-threads needs JDK 21 or later, and this is " + Runtime.version().feature());
  }

  private static ExampleArguments parse(String words) {
    return ExampleArguments.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")));
  }
}
