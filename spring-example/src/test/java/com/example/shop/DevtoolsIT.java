package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With devtools a changed file restarts the shop, in the same JVM with a new class loader. */
@Tag("long")
class DevtoolsIT {

  private static final int RESTARTS = 3;
  private static final int TRIES = 120;

  @Test
  void eachRestartProfilesAgainAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path classes = folder.resolve("classes");
    copy(Path.of("target/classes"), classes);
    try (StartedShop shop =
        new StartedShop(
            List.of(
                // Spring's caches are soft: each collection may empty them.
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-cp",
                classPath(classes),
                "com.example.shop.ShopApplication",
                "--spring.profiles.active=default"))) {
      for (int restart = 0; restart <= RESTARTS; restart++) {
        if (restart > 0) {
          Files.writeString(
              classes.resolve("application.properties"), "\n", StandardOpenOption.APPEND);
        }
        shop.awaitStart();
        shop.awaitLine("Requestree for development, as spring-boot-devtools is on the class path");
        assertThat(shop.ask("/orders")).contains("customer 1");
        shop.awaitLine("--- GET /orders --- 200 in ");
        shop.awaitLine("handled by ShopController.listOrders");
        shop.awaitLine("Orders[.]articlesOf  Orders.java:");
      }

      assertThat(count(shop.jcmd("Thread.print"), "\"requestree-sampler")).isEqualTo(1);
      // Spring's shutdown hook keeps the first one. The thread of a client of java.net.http keeps
      // its
      // own until some seconds after the client was collected, which each count here does.
      String objects = shop.jcmd("GC.class_histogram");
      for (int i = 0; i < TRIES && instances(objects, "RestartClassLoader") > 2; i++) {
        Thread.sleep(500);
        objects = shop.jcmd("GC.class_histogram");
      }
      assertThat(instances(objects, "RestartClassLoader")).isLessThanOrEqualTo(2);
      assertThat(instances(objects, "io.github.requestree.servlet.ProfilingFilter")).isEqualTo(1);
    }
  }

  /** The class path of this test with the classes that are changed, and without its own. */
  private static String classPath(Path classes) {
    return Stream.concat(
            Stream.of(classes.toString()),
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("spring-example/target/classes"))
                .filter(entry -> !entry.endsWith("test-classes")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static long count(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).count();
  }

  /** The rows are {@code <number>: <instances> <bytes> <class> (<module>)}. */
  private static long instances(String histogram, String type) {
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(row -> row.length >= 4 && row[3].endsWith(type))
        .mapToLong(row -> Long.parseLong(row[1]))
        .sum();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
