package io.github.requestree.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlDialect;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlQueryAnalyzer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A literal that OpenTelemetry hides is not shown here either. */
class SqlOracleTest {

  private static final int CASES = 20_000;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}_]{2,}");

  /**
   * Never data in what follows. The oracle knows neither {@code q'[it's]'} nor all uses of a
   * backslash, and hides some of them where it is mistaken about the end of a literal.
   */
  private static final Set<String> STATEMENT =
      Set.of(
          ("select from where and or in values order by group as join on is not null like escape"
                  + " dual concat trim both data array int date timestamp interval identified"
                  + " t1 t2 col2 name it temp _utf8 tail_end abcdefghi gr\u00f6\u00dfe")
              .split(" "));

  private static final List<String> CORPUS =
      List.of(
          "select * from owner where name = 'Ann' and id in (11, 22, 33)",
          "select name from users where ssn = '123-45-6789' or card = 4111111111111111",
          "insert into t (a, b) values ('x1', 17), ('x2', 18), (N'x3', -19.5e3)",
          "update t set a = 'it''s x1', b = b + 10 where c between 20 and 0x2F",
          "select a from t where b = date '2024-11-03' and c > timestamp '2024-11-03 10:11:12'",
          "select a from t where b like '%se_cret%' escape '!'",
          "select a from t where id = any(array[101, 102, 103]::bigint[])",
          "select a from t where id = any('{101,102,103}'::bigint[])",
          "select a from t where (b, c) in (('k1', 11), ('k2', 22))",
          "select a from t where b = cast('aa11' as uuid) and c = 'bb22'::uuid",
          "select $$se cret$$, $tag$se cret$tag$ from t where a = $1",
          "select a from t where b = E'x\\'y1' and c = 12",
          "select a from t where b = X'CAFE' and c = b'1010' and d = _utf8'caf11'",
          "select case when a = 'on1' then 1001 else 'off2' end from t limit 10 offset 2000",
          "call pay('DE89370400440532013000', 99.95)",
          "{call pay('DE89370400440532013000', 99.95)}",
          "exec pay @iban = 'DE89370400440532013000', @cents = 9995",
          "merge into t using (values (11, 'x1')) as s(id, n) on t.id = s.id when matched then"
              + " update set n = 'y2'",
          "with s as (select 4711 as id) select * from s where n = 'x1'",
          "select a from t -- where pin = 1234\nwhere b = 5678",
          "select a from t /* pin 1234 */ where b = 5678",
          "create table t (a varchar(255) default 'se11', b numeric(10, 2) default 77)",
          "alter table t add column c varchar(30) default 'se11'",
          "alter user joe password 'se11cret'",
          "create user joe with password 'se11cret'",
          "create user joe identified by 'se11cret'",
          "alter user joe identified by se11cret",
          "grant select on t to joe identified by 'se11cret'",
          "connect joe/se11cret@db",
          "set session my.key = 'se11'",
          "select a from t where b = +5 and c = -6 and d = .75 and e = 8. and f = 1e10",
          "select a from t where j @> '{\"k\": \"se11\"}' and j ->> 'k' = 'v11'",
          "select a from t where b in (select c from u where d = 'x11' and e in (12, 13))",
          "select interval '3 days 11 hours' + a from t",
          "select a from t where b = 'x' 'y11' and c = n'z22'",
          "select top 25 a from t with (nolock) where b = 'x11'",
          "select q'[it's se11]' from dual where a = nq'{x22}'",
          "select a from t where b = 'caf\u00e9 11' and c = '\u4e2d\u6587'",
          "select a from t where b = '' and c = '''' and d = '''x11'''",
          "insert into t select 11, 'x22' from generate_series(1, 1000)",
          "select a from t where b regexp '^[0-9]{11}' and c rlike 'x22'");

  private final SqlQueryAnalyzer oracle = SqlQueryAnalyzer.create(true);

  @Test
  void literalsOfACorpusStayHidden() {
    for (String sql : CORPUS) {
      check(sql, SqlDialect.DOUBLE_QUOTES_ARE_IDENTIFIERS);
      check(sql.replace('\'', '"'), SqlDialect.DOUBLE_QUOTES_ARE_STRING_LITERALS);
    }
  }

  @Test
  void theOracleHidesDataAndShowsTheRest() {
    assertThat(words(hidden(CORPUS.get(0), SqlDialect.DOUBLE_QUOTES_ARE_IDENTIFIERS)))
        .contains("select", "owner", "name")
        .doesNotContain("Ann", "11", "22", "33");
  }

  @ParameterizedTest
  @EnumSource
  void literalsOfGeneratedStatementsStayHidden(SqlGenerator.Dialect dialect) {
    SqlGenerator generator = new SqlGenerator(new Random(dialect.name().hashCode() + 1L), dialect);
    SqlDialect quotes =
        dialect == SqlGenerator.Dialect.MYSQL || dialect == SqlGenerator.Dialect.BIG_QUERY
            ? SqlDialect.DOUBLE_QUOTES_ARE_STRING_LITERALS
            : SqlDialect.DOUBLE_QUOTES_ARE_IDENTIFIERS;
    for (int i = 0; i < CASES; i++) {
      check(generator.statement(), quotes);
    }
  }

  private void check(String sql, SqlDialect dialect) {
    Set<String> shown = words(SqlText.withoutData(sql));
    shown.removeAll(words(hidden(sql, dialect)));
    // The generator cuts statements anywhere.
    shown.removeIf(word -> STATEMENT.stream().anyMatch(known -> known.startsWith(word)));
    assertThat(shown).as(sql).isEmpty();
  }

  private String hidden(String sql, SqlDialect dialect) {
    return oracle.analyze(sql, dialect).getQueryText();
  }

  private static Set<String> words(String text) {
    Matcher matcher = WORD.matcher(text);
    Set<String> words = new HashSet<>();
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
