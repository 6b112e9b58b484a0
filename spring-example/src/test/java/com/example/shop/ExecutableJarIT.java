package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged shop profiles its requests as one jar, and in layers as an image has it. */
@Tag("long")
class ExecutableJarIT {

  private static final Path JAR = Path.of("target/spring-example.jar").toAbsolutePath();

  @Test
  void asOneJar() throws Exception {
    profilesOrders(JAR);
  }

  @Test
  void inLayersThatWereExtracted(@TempDir Path folder) throws Exception {
    Path layers = folder.resolve("layers");
    Path image = folder.resolve("image");
    StartedShop.output(
        "java",
        List.of(
            "-Djarmode=tools",
            "-jar",
            JAR.toString(),
            "extract",
            "--layers",
            "--destination",
            layers.toString()));
    assertThat(layers.resolve("dependencies/lib")).isDirectory();
    try (Stream<Path> parts = Files.list(layers)) {
      for (Path layer : parts.toList()) {
        copy(layer, image);
      }
    }

    profilesOrders(image.resolve("spring-example.jar"));
  }

  private static void profilesOrders(Path jar) throws Exception {
    try (StartedShop shop = new StartedShop(List.of("-jar", jar.toString()))) {
      shop.awaitStart();
      shop.awaitLine("Requestree for development, as profile dev is active");
      assertThat(shop.ask("/orders")).contains("customer 1");
      shop.awaitLine("--- GET /orders --- 200 in ");
      // The application is told from its libraries, wherever the jars are.
      shop.awaitLine("handled by ShopController.listOrders");
      shop.awaitLine("Orders[.]articlesOf  Orders.java:");
      shop.awaitLine("\\[sql\\] select article from line .* ×60  N\\+1\\?");
      assertThat(shop.ask("/profiles")).contains("/orders");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
