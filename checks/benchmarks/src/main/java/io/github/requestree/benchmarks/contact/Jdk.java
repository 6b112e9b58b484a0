package io.github.requestree.benchmarks.contact;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * An installed JDK that child processes run on.
 *
 * @param home where it is
 * @param version its full version, such as {@code 25.0.3+9-LTS}
 */
record Jdk(Path home, String version) {

  /** The one that runs this. */
  static Jdk running() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().toString());
  }

  /**
   * The one that is installed here.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Jdk at(Path home) {
    if (!Files.isExecutable(java(home))) {
      throw new IllegalArgumentException("--jdk " + home + " has no bin/java");
    }
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(reader);
    } catch (IOException e) {
      throw new IllegalArgumentException("--jdk " + home + " has no file 'release'", e);
    }
    String version =
        release.getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION", ""));
    return new Jdk(home, version.replace("\"", ""));
  }

  /** The number by which it is called, such as 17. */
  int feature() {
    return Runtime.Version.parse(version.split("[-+_]", 2)[0]).feature();
  }

  String java() {
    return java(home).toString();
  }

  private static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "JDK " + feature();
  }
}
