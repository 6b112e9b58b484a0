package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentedOptionsTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @ParameterizedTest
  @EnumSource(Option.class)
  void thePageSaysOfEachOptionWhatTheCodeDoes(Option option) throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `" + option.parameter() + "` |"))
            .toList();

    assertThat(rows).hasSize(1);
    String[] cells = rows.get(0).split("\\|", -1);
    assertThat(cells[3].strip()).isEqualTo(option.accepted());
    assertThat(cells[4].strip())
        .isIn(
            option.byDefault().isEmpty()
                ? List.of("all", "none", "none more")
                : List.of(option.byDefault()));
  }
}
