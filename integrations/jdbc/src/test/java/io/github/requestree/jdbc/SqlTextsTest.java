package io.github.requestree.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextsTest {

  private final SqlTexts texts = new SqlTexts();

  @Test
  void aTextThatComesAgainAndAgainIsNotReadEachTime() {
    texts.withoutData("select  a from t where b = ?");
    String second = texts.withoutData("select  a from t where b = ?");

    assertThat(second).isEqualTo("select a from t where b = ?");
    assertThat(texts.withoutData("select  a from t where b = ?")).isSameAs(second);
  }

  @Test
  void whatComesButOnceIsNotKept() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(texts.withoutData("select 'secret" + i + "'")).isEqualTo("select ?");
    }
    assertThat(texts.size()).isZero();
  }

  @Test
  void noMoreThanAThousandAreKept() {
    for (int i = 0; i < 10_500; i++) {
      for (int times = 0; times < 3; times++) {
        assertThat(texts.withoutData("select a" + i)).isEqualTo("select a" + i);
      }
      assertThat(texts.size()).isBetween(1, SqlTexts.MAX_TEXTS);
    }
    int before = texts.size();
    String longText = "select " + "a".repeat(5_000);
    texts.withoutData(longText);
    texts.withoutData(longText);
    assertThat(texts.size()).isEqualTo(before);
  }
}
