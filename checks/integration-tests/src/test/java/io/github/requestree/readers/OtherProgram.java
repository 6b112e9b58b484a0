package io.github.requestree.readers;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs that others wrote and that may be missing here. */
final class OtherProgram {

  /** What a program printed, and how it ended. */
  record Run(int exit, String out, String err) {}

  private OtherProgram() {}

  /** The first of these programs that is installed; otherwise the test is {@link #missing}. */
  static String find(String... names) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String name : names) {
        Path file = Path.of(directory).resolve(name);
        if (Files.isExecutable(file)) {
          return file.toString();
        }
      }
    }
    return missing("none of " + Arrays.toString(names) + " is installed");
  }

  /** Ends the test: skipped with this reason, but failed where all programs must be there. */
  static String missing(String reason) {
    if ("true".equals(System.getenv("REQUESTREE_REQUIRE_TOOLS"))) {
      return fail(reason + ", and REQUESTREE_REQUIRE_TOOLS is set");
    }
    Assumptions.abort(reason);
    return reason;
  }

  /** Runs a program; null if it had to be ended because it took longer than that. */
  static Run run(Path directory, Duration longest, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    // Whatever they keep for later, they keep there.
    builder.environment().put("HOME", directory.toString());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      return null;
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
