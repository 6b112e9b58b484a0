package io.github.requestree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names tests that exist, for each attempt at least one. */
class SecurityPageTest {

  private static final Path PAGE = Path.of("..", "docs", "security.md");
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src", "test", "java"),
          Path.of("..", "integrations", "http-client", "src", "test", "java"),
          Path.of("..", "integrations", "jdbc", "src", "test", "java"),
          Path.of("..", "integrations", "micrometer", "src", "test", "java"),
          Path.of("..", "integrations", "pyroscope", "src", "test", "java"),
          Path.of("..", "checks", "integration-tests", "src", "test", "java"),
          Path.of("..", "checks", "spring-boot", "src", "test", "java"));
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|Contract))`");

  @Test
  void eachTestThatItNamesExists() throws IOException {
    Set<String> existing = new TreeSet<>();
    for (Path sources : SOURCES) {
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> existing.add(name.substring(0, name.length() - ".java".length())));
      }
    }

    Set<String> named = new TreeSet<>(named(Files.readString(PAGE)));

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(existing).containsAll(named);
  }

  @Test
  void noAttemptIsWithoutOne() throws IOException {
    List<String> rows =
        Files.readString(PAGE)
            .substring(Files.readString(PAGE).indexOf("| attempt |"))
            .lines()
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(10).noneMatch(row -> named(row).isEmpty());
  }

  private static List<String> named(String text) {
    return TEST.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
  }
}
