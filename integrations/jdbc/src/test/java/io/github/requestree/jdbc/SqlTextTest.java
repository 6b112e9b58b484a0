package io.github.requestree.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          select * from owner where id = ?    | select * from owner where id = ?
          select 'it''s' from t               | select ? from t
          a = '' and b = 'x'                  | a = ? and b = ?
          a = N'x' and b = e'\\'' and c = X'1F' | a = ? and b = ? and c = ?
          a = E'it\\'s' and b = 1             | a = ? and b = ?
          a = u&'d\\0061t' and b = 1          | a = ? and b = ?
          a = date'2020-01-01'                | a = date?
          a = q'[it's]' and b = nq'!x'y!'     | a = ? and b = ?
          a = $$it's$$ and b = $x$ $$ $x$     | a = ? and b = ?
          a = $1 and b = $22                  | a = ? and b = ?
          a = 1 or b = 1.5e-3 or c = 0xFF     | a = ? or b = ? or c = ?
          a = -5 and b = .5 and c = 1_000     | a = ? and b = ? and c = ?
          a - 5 and b-5                       | a - ? and b-?
          select t1.col2, x_3 from t4         | select t1.col2, x_3 from t4
          a = ?1 and b = :name and c = :1     | a = ? and b = :name and c = :?
          select a::int8 from t where b @> ?  | select a::int8 from t where b @> ?
          like ? escape '\\' and b = 'x'      | like ? escape ? and b = ?
          active = true and gone is null      | active = true and gone is null
          """)
  void dataIsAMark(String sql, String expected) {
    assertThat(SqlText.withoutData(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          select "x 1"."id" from "x 1"          | select "x 1"."id" from "x 1"
          select "userId" from "User"           | select "userId" from "User"
          insert into "t" ("a") values (?)      | insert into "t" ("a") values (?)
          select `id` from `it 2` where a = 'x' | select `id` from `it 2` where a = ?
          select [a 'b'] from [t]               | select [a ?] from [t]
          """)
  void namesInQuotesStay(String sql, String expected) {
    assertThat(SqlText.withoutData(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          select "secret" from t where a = "x"   | select ? from t where a = ?
          select trim(both "a" from "b") from t  | select trim(both ? from ?) from t
          prepare s from "select 1"              | prepare s from ?
          """)
  void whatIsInDoubleQuotesIsDataWhereNothingShowsThatItIsAName(String sql, String expected) {
    assertThat(SqlText.withoutData(sql)).isEqualTo(expected);
  }

  @Test
  void commentsAreGone() {
    assertThat(SqlText.withoutData("/* it's */ select a, -- it's\n b/**/from t /* a /* b */ c */"))
        .isEqualTo("select a, b from t");
  }

  @Test
  void whiteSpaceIsOneBlankAndControlCharactersAreNone() {
    assertThat(SqlText.withoutData("\n select\r\n\t a\0\u200b\u0085from\u00a0t\ud800 \"x\ny\".z "))
        .isEqualTo("select a from t \"x y\".z");
    assertThat(SqlText.withoutData("select gr\u00f6\u00dfe, \ud83d\ude00 from t"))
        .isEqualTo("select gr\u00f6\u00dfe, \ud83d\ude00 from t");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          a in (?, ?, ?)                           | a in (?…)
          a IN(1,2,3) and b in ( 'x' )             | a IN(?…) and b in ( ? )
          a in (?) and min(?, ?)                   | a in (?) and min(?, ?)
          values (?, ?), (?, ?), (?, ?)            | values (?, ?)…
          values (1,now()),(2,now()),(3, now())    | values (?,now())…
          (a, b) in ((?, ?), (?, ?))               | (a, b) in ((?, ?)…)
          a in (select b from c where d in (1, 2)) | a in (select b from c where d in (?…))
          join(?, ?) and a in (?, b)               | join(?, ?) and a in (?, b)
          )) in (?, ? and ((                       | )) in (?, ? and ((
          a in (?::uuid, ?::uuid, ?::uuid)         | a in (?::uuid…)
          a in (cast(? as bigint),cast(1 as bigint)) | a in (cast(? as bigint)…)
          a in (:id_1, :id_2, :id_3)               | a in (?…)
          a in (@p0, @p1) and b = @p2              | a in (?…) and b = @p2
          a in (:1, :2) and b in (:1)              | a in (?…) and b in (:?)
          a in (lower(?), lower(:b), upper(?))     | a in (lower(?), upper(?)…)
          a in (?, null, ?, -3, 'x')               | a in (?…)
          a in (b, b, ?, c.null)                   | a in (b, b, ?, c.null)
          a in (?, ?, b, ?)                        | a in (?, b…)
          a = any(array[?, ?, ?]) and b            | a = any(array[?…]) and b
          a = any(ARRAY[?::int, ?::int]::int[])    | a = any(ARRAY[?::int…]::int[])
          array[[1, 2], [3, 4], [5, 6]]            | array[[?…]…]
          a = any (?, ?) or a > all(?, ?)          | a = any (?…) or a > all(?…)
          a [in, b] in (`x, (y`, ?, ?)             | a [in, b] in (`x, (y`, ?…)
          (a, b) in ((:a_0, :b_0), (:a_1, :b_1))   | (a, b) in ((?, ?)…)
          values (:a_0, :b_0), (:a_1, :b_1)        | values (?, ?)…
          values (?, null), (?, ?), (null, default) | values (?, ?)…
          values (?, now()), (?, ?), (?, now())    | values (?, now()), (?, ?)…
          values (?, ?), (?, ?) on conflict (a, b) do x | values (?, ?)… on conflict (a, b) do x
          from (values (?), (?)) as t(a), u        | from (values (?)…) as t(a), u
          values (:a, :b)                          | values (:a, :b)
          in (select a, b, ? from t)               | in (select a, b, ? from t)
          """)
  void listsOfAnyLengthAreOneText(String sql, String expected) {
    assertThat(SqlText.withoutData(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 'secret",
        "a = 'x\\' and b = 'secret'",
        "a = 'x\\'secret' and b = 1",
        "a = \"x\\\"secret\"",
        "a = $x$ secret $y$",
        "a = /* secret",
        "a = /* /* */ '*/ secret' */",
        "a = q'[secret]",
        "a = E'secret\\'",
        "a = '''it's secret'''",
        "a = \"secret",
        "a = `secret",
        "a = [it's] 'secret'",
        "a = [a]]'s] 'secret'",
        "a = #'\n secret'",
        "a = # secret",
        "a = //'\n secret'",
        "a = --'\n secret'",
        "a = --1 /*\n secret'*/",
        "a = -- x\r secret",
        "a = /*! '*/ secret' */",
        "identified by secret"
      })
  void whereDatabasesCouldDisagreeOrNothingEndsTheRestIsAMark(String sql) {
    assertThat(SqlText.withoutData(sql)).doesNotContain("secret").endsWith("?");
  }

  @Test
  void whatIsLongIsCutAndSaysSo() {
    String text = SqlText.withoutData("select " + "abcdefghij, ".repeat(100));

    assertThat(text).hasSize(SqlText.MAX_LENGTH).startsWith("select abcdefghij, ").endsWith("…");
    assertThat(SqlText.withoutData("\ud83d\ude00".repeat(600))).endsWith("\ude00…");
  }

  @Test
  void whatIsHugeIsNotReadToItsEnd() {
    String list = "a in (" + "b, ".repeat(1_000_000) + "?)";

    assertThat(SqlText.withoutData(list)).hasSize(SqlText.MAX_LENGTH).endsWith("…");
    assertThat(SqlText.withoutData("a = '" + "x".repeat(20_000) + "' and b")).isEqualTo("a = ?…");
  }

  @Test
  void aListThatIsNotReadToItsEndIsOneTextToo() {
    String one = SqlText.withoutData("a in (" + ":id_12345, ".repeat(2_000) + ":x) and b");
    String other = SqlText.withoutData("a in (" + ":id_123, ".repeat(3_000) + ":x) and b");

    assertThat(one).isEqualTo("a in (?…").isEqualTo(other);
    assertThat(SqlText.withoutData("values " + "(1, 'x'), ".repeat(2_000) + "(1, 'x')"))
        .isEqualTo("values (?, ?)…");
  }

  @Test
  void aListThatIsReadToItsEndIsFoldedHoweverLong() {
    assertThat(SqlText.withoutData("a in (" + "?, ".repeat(3_000) + "?) and b"))
        .isEqualTo("a in (?…) and b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'",
        "''",
        "' ",
        "\"",
        "\"\"",
        "`a` ",
        "(",
        "()",
        "(?,",
        "),(",
        "((?),",
        "[",
        "]",
        "['a'",
        "$",
        "$a",
        "$a$",
        "$$ ",
        "/*",
        "/**/",
        "*/",
        "/*/",
        "-",
        "--\n",
        "--x\n",
        "#",
        "#a",
        "\\",
        "'\\",
        "e'",
        "q'[",
        "1e",
        "1e-",
        ".",
        "-1",
        "a",
        "a ",
        " ",
        "\n",
        "in (",
        "in (?,",
        "in (:a, ",
        "array[",
        "array[?,",
        "array[[",
        "values (?), ",
        "values ((?,?),(",
        "(?,?),in ",
        "in (?,?),",
        "?",
        "\0",
        "\ud800",
        "escape '\\'",
        "u&'a' ",
        "//",
        "\"a\".",
        "from \"a\" "
      })
  void noTextTakesLong(String part) {
    String text = part.repeat(SqlText.MAX_READ / part.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 100; i++) {
            assertThat(SqlText.withoutData(text).length()).isLessThanOrEqualTo(SqlText.MAX_LENGTH);
          }
        });
  }
}
