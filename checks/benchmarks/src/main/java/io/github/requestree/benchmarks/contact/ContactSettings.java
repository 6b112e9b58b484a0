package io.github.requestree.benchmarks.contact;

import io.github.requestree.benchmarks.Size;
import io.github.requestree.benchmarks.overhead.Named;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The settings of a measurement.
 *
 * @param parts the parts to measure
 * @param jdks the JDKs to measure on
 * @param runs the number of runs, each with a fresh JVM
 * @param demo the demo's jar
 */
record ContactSettings(List<Part> parts, List<Jdk> jdks, int runs, Path demo) {

  /** The parts that can be measured on their own. */
  enum Part {
    /** Each route of the demo twice, one request after the other. */
    ROUTES,
    /** A deep page that is reloaded beside busy loops. */
    RELOADS,
    /** Two hundred requests that come at once. */
    AT_ONCE;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int FULL_RUNS = 3;
  private static final String DEMO = "jetty-example/target/jetty-example.jar";
  private static final List<String> WITH_VALUE = List.of("--part", "--jdk", "--runs", "--demo");

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is not known, or what it names is not there
   */
  static ContactSettings of(List<String> arguments) {
    int runs = Size.of(arguments) == Size.QUICK ? 1 : FULL_RUNS;
    List<Part> parts = new ArrayList<>();
    List<Jdk> jdks = new ArrayList<>();
    Path demo = null;
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      if (name.equals("--quick") || name.equals("--full")) {
        continue;
      }
      if (!WITH_VALUE.contains(name) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "'" + name + "' is not known, or lacks its value; there are " + WITH_VALUE);
      }
      String value = arguments.get(++i);
      switch (name) {
        case "--part" -> parts.add(Named.find(Part.values(), Part::label, value, "part"));
        case "--jdk" -> jdks.add(Jdk.at(Path.of(value)));
        case "--runs" -> runs = runsOf(value);
        default -> demo = Path.of(value);
      }
    }
    return new ContactSettings(
        parts.isEmpty() ? List.of(Part.values()) : parts,
        jdks.isEmpty() ? List.of(Jdk.running()) : jdks,
        runs,
        existing(demo == null ? beside() : demo));
  }

  private static int runsOf(String value) {
    int runs = Integer.parseInt(value);
    if (runs < 1) {
      throw new IllegalArgumentException("at least one run, not " + runs);
    }
    return runs;
  }

  private static Path existing(Path demo) {
    if (!Files.isRegularFile(demo)) {
      throw new IllegalArgumentException(
          "there is no " + demo + ": run mvn -DskipTests package, or name it with --demo");
    }
    return demo;
  }

  /** Returns the place where the build puts it, seen from the build's root or from this jar. */
  private static Path beside() {
    Path fromRoot = Path.of(DEMO);
    if (Files.isRegularFile(fromRoot)) {
      return fromRoot;
    }
    Path jar = Path.of(System.getProperty("java.class.path").split(":", 2)[0]).toAbsolutePath();
    return jar.resolve("../../../..").normalize().resolve(DEMO);
  }
}
