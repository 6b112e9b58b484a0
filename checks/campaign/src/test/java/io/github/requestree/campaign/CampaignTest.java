package io.github.requestree.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The quick campaign, each command in a JVM of its own. */
class CampaignTest {

  private static final Path DIRECTORY = Path.of("target", "campaign").toAbsolutePath();

  static Stream<String> commands() {
    return Campaign.COMMANDS.stream().map(Command::name);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void allClaimsHold(String command) throws Exception {
    Files.createDirectories(DIRECTORY);
    Path output = DIRECTORY.resolve(command + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Campaign.class.getName(),
                command,
                "--quick")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();

    List<String> printed = Files.readAllLines(output);
    String all = String.join("\n", printed);
    assertThat(ended).as(all).isTrue();
    assertThat(process.exitValue()).as(all).isZero();
    assertThat(printed).anyMatch(line -> line.contains("| ok"));
  }
}
