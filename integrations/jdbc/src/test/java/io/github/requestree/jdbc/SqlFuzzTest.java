package io.github.requestree.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an application sends to whichever database: its data is never shown. */
class SqlFuzzTest {

  private static final int CASES = 40_000;

  @ParameterizedTest
  @EnumSource
  void noPartOfAnyLiteralSurvives(SqlGenerator.Dialect dialect) {
    SqlGenerator generator = new SqlGenerator(new Random(dialect.name().hashCode()), dialect);
    int complete = 0;
    for (int i = 0; i < CASES; i++) {
      String sql = generator.statement();

      String text = SqlText.withoutData(sql);

      if (text.contains(SqlGenerator.SECRET)
          || text.contains(SqlGenerator.SECRET_NUMBER)
          || text.length() > SqlText.MAX_LENGTH
          || text.chars().anyMatch(Character::isISOControl)) {
        assertThat(text).as("case %d: %s", i, sql).isEmpty();
      }
      complete += text.endsWith(SqlGenerator.END) ? 1 : 0;
    }
    // Showing nothing at all would be safe too.
    assertThat(complete).isGreaterThan(CASES / 20);
  }
}
