package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParameterTest {

  @ParameterizedTest
  @CsvSource({
    "p=1, 1",
    "p=, ''",
    "p, ''",
    "p&q, ''",
    "q&p, ''",
    "a=b&p=1&p=2, 1",
    "pp=0&p=1, 1",
    "&&p=a=b, a=b",
    "a=p&p=1, 1",
    "p=%31, %31",
  })
  void theFirstOfTheNameIsFound(String query, String value) {
    assertThat(QueryParameter.raw(query, "p")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "pp", "a=p", "P=1", "%70=1", "ap=1", ";p=1"})
  void anythingElseIsNotIt(String query) {
    assertThat(QueryParameter.raw(query, "p")).isNull();
    assertThat(QueryParameter.raw(null, "p")).isNull();
  }

  @Test
  void whatComesLateIsNotLookedAt() {
    assertThat(QueryParameter.raw("a".repeat(8_189) + "&p=1", "p")).isEmpty();
    assertThat(QueryParameter.raw("a".repeat(8_192) + "&p=1", "p")).isNull();
    assertThat(QueryParameter.raw("p=" + "a".repeat(1_000_000), "p")).hasSize(8_190);
  }

  @ParameterizedTest
  @CsvSource({"abc, abc", "a+b%20c, a b c", "%C3%a9, \u00e9", "a%00b, a\0b", "'', ''"})
  void escapesAreDecoded(String raw, String value) {
    assertThat(QueryParameter.decoded(raw, 10)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%4g", "%-1", "a%", "\u4e00", "%\u0661\u0661", "12345678901"})
  void whatIsBrokenOrTooLongIsNoValue(String raw) {
    assertThat(QueryParameter.decoded(raw, 10)).isNull();
  }

  @Test
  void noQueryMakesItThrow() {
    Random random = new Random(1);
    String letters = "pq=&%+;04aF\u00ff\u4e00\r";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        query.append(letters.charAt(random.nextInt(letters.length())));
      }
      String raw = QueryParameter.raw(query.toString(), "p");
      String value = raw == null ? null : QueryParameter.decoded(raw, 8);
      assertThat(value == null || value.length() <= 8).isTrue();
    }
  }
}
