package io.github.requestree.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** {@code go tool pprof -raw}, which may be missing here. */
final class GoPprof {

  /** Such as {@code 4000000: 1 2}. */
  private static final Pattern SAMPLE = Pattern.compile("\\s*(\\d+):[ \\d]*");

  private GoPprof() {}

  /** The sum of all samples of a file with one sample type. */
  static long total(Path directory, byte[] pprof) throws IOException, InterruptedException {
    Path file = Files.write(Files.createTempFile(directory, "pushed", ".pprof.gz"), pprof);
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(go(), "tool", "pprof", "-raw", file.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", directory.toString());
    Process process = builder.start();
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("pprof ended").isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    long sum = 0;
    for (String line : Files.readAllLines(out)) {
      Matcher sample = SAMPLE.matcher(line);
      sum += sample.matches() ? Long.parseLong(sample.group(1)) : 0;
    }
    return sum;
  }

  private static String go() {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(directory, "go");
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    if ("true".equals(System.getenv("REQUESTREE_REQUIRE_TOOLS"))) {
      return fail("go is not installed, and REQUESTREE_REQUIRE_TOOLS is set");
    }
    return Assumptions.abort("go is not installed");
  }
}
