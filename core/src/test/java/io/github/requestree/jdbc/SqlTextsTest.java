package io.github.requestree.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextsTest {

  private final SqlTexts texts = new SqlTexts();

  @Test
  void aTextThatComesAgainIsNotReadAgain() {
    String first = texts.withoutData("select  a from t where b = ?");

    assertThat(first).isEqualTo("select a from t where b = ?");
    assertThat(texts.withoutData("select  a from t where b = ?")).isSameAs(first);
  }

  @Test
  void stringsAreNotKept() {
    assertThat(texts.withoutData("select 'secret'")).isEqualTo("select ?");
    assertThat(texts.size()).isZero();
  }

  @Test
  void noMoreThanAThousandAreKept() {
    for (int i = 0; i < 10_500; i++) {
      assertThat(texts.withoutData("select a" + i)).isEqualTo("select a" + i);
      assertThat(texts.size()).isLessThanOrEqualTo(SqlTexts.MOST_TEXTS);
    }
    int before = texts.size();
    texts.withoutData("select " + "a".repeat(5_000));
    assertThat(texts.size()).isEqualTo(before);
  }
}
