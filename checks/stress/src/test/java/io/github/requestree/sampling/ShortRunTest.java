package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * All races, for less than a second each, with code as the optimizing compiler shuffles it: where
 * an order is not asked for, it is most likely to be lost there.
 */
class ShortRunTest {

  private static final Path DIRECTORY = Path.of("target", "jcstress").toAbsolutePath();

  private static final List<String> OPTIONS =
      List.of(
          // One configuration of the JVM, and no compiling of each actor in each way.
          "-jvmArgs",
          "-Dslf4j.internal.verbosity=ERROR -XX:+IgnoreUnrecognizedVMOptions"
              + " -XX:-TieredCompilation -XX:+StressLCM -XX:+StressGCM",
          "-sc",
          "false",
          "-af",
          "NONE",
          "-pth",
          "false",
          "-iters",
          "1",
          "-time",
          "500",
          // Together fewer than there are slots for young profiles.
          "-strideSize",
          "16",
          "-strideCount",
          "16",
          "-v");

  private static final Pattern RESULTS =
      Pattern.compile(
          "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard");

  @Test
  void noOutcomeIsSeenThatMustNotBe() throws Exception {
    Path output = DIRECTORY.resolve("output.txt");
    Files.createDirectories(DIRECTORY);
    Process process = start(output);
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();

    String printed = Files.readString(output);
    assertThat(ended).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    // It also exits with 0 if it could not run a test.
    List<MatchResult> results = RESULTS.matcher(printed).results().toList();
    assertThat(results).as(printed).isNotEmpty();
    MatchResult last = results.get(results.size() - 1);
    assertThat(Integer.parseInt(last.group(1))).as(printed).isGreaterThanOrEqualTo(races());
    assertThat(last.group(2)).as(printed).isEqualTo(last.group(1));
    assertThat(List.of(last.group(3), last.group(4), last.group(5))).as(printed).containsOnly("0");
  }

  /** Its directory is where it leaves its files, temporary ones too. */
  private static Process start(Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + DIRECTORY);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.openjdk.jcstress.Main");
    command.addAll(OPTIONS);
    return new ProcessBuilder(command)
        .directory(DIRECTORY.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static int races() {
    return List.of(
            ClosingRaces.class,
            SettlingRaces.class,
            EndingRaces.class,
            TickingRaces.class,
            EventRaces.class,
            YoungRaces.class)
        .stream()
        .mapToInt(races -> races.getDeclaredClasses().length)
        .sum();
  }
}
