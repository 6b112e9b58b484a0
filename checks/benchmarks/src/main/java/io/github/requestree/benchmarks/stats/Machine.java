package io.github.requestree.benchmarks.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Says what a measurement ran on, without naming the machine. */
public final class Machine {

  private Machine() {}

  /** One line: processor, cores, operating system, JDK, date. */
  public static String line() {
    return line(Runtime.version().toString());
  }

  /** The same where another JDK was measured than the one that runs this. */
  public static String line(String jdk) {
    return String.join(
        ", ",
        processor(),
        Runtime.getRuntime().availableProcessors() + " cores",
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "JDK " + jdk,
        LocalDate.now(ZoneOffset.UTC).toString());
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
