package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {

  private static final String KEY = "0123456789abcdef";

  @TempDir private Path directory;

  @Test
  void aSecretMatchesItselfAlone() {
    Secret secret = Secret.of(KEY, name -> null);

    assertThat(secret.matches(KEY)).isTrue();
    assertThat(secret.matches("0123456789abcdeg")).isFalse();
    assertThat(secret.matches(KEY + "0")).isFalse();
    assertThat(secret.matches("")).isFalse();
  }

  @Test
  void aVariableHoldsIt() {
    Map<String, String> environment = Map.of("KEY", KEY + "\n", "SHORT", "abc");

    assertThat(Secret.of("env:KEY", environment::get).matches(KEY)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of("env:SHORT", environment::get))
        .withMessage("too short");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of("env:NONE", environment::get))
        .withMessage("in an environment variable that is not set");
  }

  @Test
  void aFileHoldsIt() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), KEY + "\r\n");
    Path large = Files.writeString(directory.resolve("large"), " ".repeat(2_000));

    assertThat(Secret.of("file:" + file, name -> null).matches(KEY)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of("file:" + large, name -> null))
        .withMessage("in a file that is too large");
    for (String name : new String[] {directory + "/none", directory.toString(), "\0", ""}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Secret.of("file:" + name, variable -> null))
          .withMessageStartingWith("in a file that ")
          .withNoCause();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', too short",
    "fifteen-letters, too short",
    "'  fifteen-letters  ', too short",
    "0123456789abcde\u00e9, with characters outside of printable ASCII",
  })
  void whatIsNoGoodSecretIsRejectedUnseen(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of(text, name -> null))
        .withMessage(problem);
  }

  @Test
  void aSecretOfTwoLinesIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of("0123456789\nabcdef", name -> null))
        .withMessage("with characters outside of printable ASCII");
  }

  @Test
  void anEndlessSecretIsRejected() {
    assertThat(Secret.of("x".repeat(200), name -> null).matches("x".repeat(200))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of("x".repeat(201), name -> null))
        .withMessage("too long");
  }

  @ParameterizedTest
  @CsvSource({"my-short-secret", "env:my-short-secret", "file:my-short-secret"})
  void theErrorOfTheOptionDoesNotShowIt(String text) {
    IllegalArgumentException read =
        catchIllegalArgumentException(
            () -> ProfilingOptions.builder().read(ProfilingOptions.SECRET, " " + text));
    IllegalArgumentException built =
        catchIllegalArgumentException(() -> ProfilingOptions.builder().secret(text));

    assertThat(read)
        .hasMessage(built.getMessage())
        .hasMessageStartingWith("secret (not shown) is ")
        .hasMessageEndingWith(", but must be " + ProfilingOptions.SECRET.accepted())
        .hasNoCause();
    assertThat(read.getMessage()).doesNotContain("my-short");
  }
}
