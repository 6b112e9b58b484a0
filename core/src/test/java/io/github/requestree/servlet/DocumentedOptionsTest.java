package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.internal.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DocumentedOptionsTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Path BUILDER =
      Path.of("src/main/java/io/github/requestree/servlet/ProfilingOptions.java");

  @Test
  void thePageHasARowForEachOptionInTheirOrder() throws IOException {
    List<String> table =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .map(row -> row.split("`", -1)[1])
            .toList();

    assertThat(table).isEqualTo(ProfilingOptions.ALL.stream().map(Option::name).toList());
  }

  @ParameterizedTest
  @FieldSource("io.github.requestree.servlet.ProfilingOptions#ALL")
  <T> void thePageSaysOfEachOptionWhatTheCodeDoes(Option<T> option) throws IOException {
    String byDefault = option.write(option.byDefault());
    String start =
        "| `%s` | %s | %s | ".formatted(option.name(), option.meaning(), option.accepted());

    assertThat(Files.readAllLines(PAGE))
        .containsAnyElementsOf(
            byDefault.isEmpty()
                ? List.of(start + "all |", start + "none |", start + "none more |")
                : List.of(start + byDefault + " |"));
  }

  /** What code gives in other units than a web.xml is written in these. */
  private static final List<String> IN_OTHER_UNITS = List.of("maxOverhead", "maxReports");

  @ParameterizedTest
  @FieldSource("io.github.requestree.servlet.ProfilingOptions#ALL")
  <T> void theBuilderSaysTheSameRangeAndDefault(Option<T> option) throws IOException {
    String documented = javadocOf(option.name());
    String byDefault = option.write(option.byDefault());
    boolean isRange =
        option.byDefault() instanceof Comparable && option.accepted().contains(" to ");

    if (isRange && !IN_OTHER_UNITS.contains(option.name())) {
      assertThat(documented).contains(option.inCode()).contains("default " + byDefault);
    }
  }

  private static String javadocOf(String method) throws IOException {
    String source = Files.readString(BUILDER);
    int end = source.indexOf("public Builder " + method + "(");
    return source.substring(source.lastIndexOf("/**", end), end).replaceAll("\\s+\\*?\\s*", " ");
  }
}
