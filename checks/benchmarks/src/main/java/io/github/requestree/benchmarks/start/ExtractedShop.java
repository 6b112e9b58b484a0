package io.github.requestree.benchmarks.start;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shop of {@code spring-example} as single jars, so that it starts with some or all of them.
 */
final class ExtractedShop implements AutoCloseable {

  private static final Path JAR = Path.of("spring-example/target/spring-example.jar");
  private static final String CLASSES = "classes";
  private static final String MAIN = "com.example.shop.ShopApplication";
  private static final String STARTED = "Started ShopApplication";
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final double MILLION = 1e6;

  private final Path folder;

  private ExtractedShop(Path folder) {
    this.folder = folder;
  }

  /**
   * Extracts it there; the folder is deleted at the end.
   *
   * @throws IllegalArgumentException if it was not built
   */
  static ExtractedShop in(Path folder) throws IOException, InterruptedException {
    if (!Files.exists(JAR)) {
      throw new IllegalArgumentException(
          JAR + " is not there: mvn -q -DskipTests -pl spring-example -am package");
    }
    output(
        List.of(
            BIN.resolve("java").toString(),
            "-Djarmode=tools",
            "-jar",
            JAR.toString(),
            "extract",
            "--force",
            "--destination",
            folder.toString()));
    // The manifest of its own jar names all libraries, so its classes are wanted without it.
    try (FileSystem jar = FileSystems.newFileSystem(folder.resolve(JAR.getFileName()));
        Stream<Path> files = Files.walk(jar.getPath("/"))) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(CLASSES + file);
        if (!Files.isDirectory(copy)) {
          Files.copy(file, copy);
        }
      }
    }
    return new ExtractedShop(folder);
  }

  /** Starts it, measures it, and stops it. */
  Start start(boolean withStarter) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                BIN.resolve("java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // As spring-boot:run has it; without, the CPU time differs more from start to
                // start.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(withStarter),
                MAIN,
                "--server.port=0")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
      String line = log.readLine();
      while (line != null && !line.contains(STARTED)) {
        line = log.readLine();
      }
      double cpu = process.info().totalCpuDuration().map(Duration::toNanos).orElseThrow() / MILLION;
      String heap =
          output(
              List.of(
                  BIN.resolve("jcmd").toString(),
                  String.valueOf(process.pid()),
                  "GC.class_histogram"));
      if (heap.contains("io.github.requestree.") != withStarter) {
        throw new IllegalStateException("the starter is there: " + !withStarter);
      }
      return new Start(cpu, bytesIn(heap) / MILLION);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private String classPath(boolean withStarter) throws IOException {
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      return Stream.concat(
              Stream.of(folder.resolve(CLASSES)),
              jars.filter(jar -> withStarter || !isOfTheStarter(jar.getFileName().toString()))
                  .sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static boolean isOfTheStarter(String jar) {
    return jar.startsWith("requestree") || jar.startsWith("datasource-proxy");
  }

  /** The last line is {@code Total <objects> <bytes>}. */
  static long bytesIn(String histogram) {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no histogram: " + histogram));
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
