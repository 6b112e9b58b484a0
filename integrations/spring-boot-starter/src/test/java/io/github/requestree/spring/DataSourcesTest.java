package io.github.requestree.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Profiler;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Data sources of each kind stay what they are, and each query counts once. */
class DataSourcesTest {

  private final QueriesOfDataSources queries = new QueriesOfDataSources();

  @Test
  void aPoolStaysAPoolWithItsProperties() throws Exception {
    try (HikariDataSource pool = pool()) {
      Object bean = bean("pool", pool);

      assertThat(bean).isInstanceOf(HikariDataSource.class).isNotSameAs(pool);
      assertThat(((HikariDataSource) bean).getMaximumPoolSize()).isEqualTo(7);
      assertThat(((DataSource) bean).unwrap(HikariDataSource.class)).isNotNull();
      assertThat(DataSourceUnwrapper.unwrap((DataSource) bean, HikariDataSource.class)).isNotNull();
      assertThat(queriesNoted((DataSource) bean)).isEqualTo(1);
      assertThat(bean("pool", bean)).isSameAs(bean);
    }
  }

  @Test
  void oneInFrontOfAnotherIsLeftAsItIs() throws Exception {
    DataSource bean = (DataSource) bean("database", database());
    LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(bean);

    assertThat(bean("lazy", lazy)).isSameAs(lazy);
    assertThat(queriesNoted(lazy)).isEqualTo(1);
  }

  @Test
  void oneInFrontOfWhatIsNoBeanIsNoted() throws Exception {
    DataSource lazy = (DataSource) bean("lazy", new LazyConnectionDataSourceProxy(database()));

    assertThat(lazy).isInstanceOf(LazyConnectionDataSourceProxy.class);
    assertThat(queriesNoted(lazy)).isEqualTo(1);
  }

  @Test
  void aRoutingOneIsNotAskedWhereItRoutesTo() throws Exception {
    DataSource bean = (DataSource) bean("database", database());
    Routing toBean = new Routing(bean);
    Routing toOther = new Routing(database());

    assertThat(bean("toBean", toBean)).isSameAs(toBean);
    DataSource noted = (DataSource) bean("toOther", toOther);
    assertThat(noted).isInstanceOf(Routing.class);
    assertThat(toBean.asked + toOther.asked).isZero();
    assertThat(queriesNoted(toBean)).isEqualTo(1);
    assertThat(queriesNoted(noted)).isEqualTo(1);
  }

  @Test
  void aProxyOfTheApplicationGetsTheListenerOnce() throws Exception {
    ProxyDataSource proxy = ProxyDataSourceBuilder.create(database()).build();

    assertThat(bean("proxy", proxy)).isSameAs(proxy);
    assertThat(bean("proxy", proxy)).isSameAs(proxy);
    assertThat(queriesNoted(proxy)).isEqualTo(1);
  }

  @Test
  void aClassThatNobodyMayExtendIsStillADataSource() throws Exception {
    DataSource bean = (DataSource) bean("database", database());

    assertThat(database().getClass()).isFinal();
    assertThat(queriesNoted(bean)).isEqualTo(1);
  }

  @Test
  void whatIsNoDataSourceIsLeftAlone() {
    assertThat(bean("text", "text")).isEqualTo("text");
  }

  private Object bean(String name, Object bean) {
    return queries.postProcessAfterInitialization(bean, name);
  }

  private static HikariDataSource pool() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:mem:pool");
    pool.setMaximumPoolSize(7);
    return pool;
  }

  private static DataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:test");
    return database;
  }

  private static long queriesNoted(DataSource source) throws Exception {
    List<Profile> profiles = new CopyOnWriteArrayList<>();
    try (Profiler profiler = Profiler.builder().sink(profiles::add).build()) {
      profiler.call("query", () -> query(source));
    }
    return profiles.get(0).events().stream()
        .filter(event -> event.kind().equals("sql"))
        .mapToLong(Profile.Event::count)
        .sum();
  }

  private static boolean query(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("select 1");
    }
  }

  /** Counts how often it was asked. */
  static class Routing extends AbstractRoutingDataSource {
    private int asked;

    Routing(DataSource target) {
      setTargetDataSources(Map.of("one", target));
      afterPropertiesSet();
    }

    @Override
    protected Object determineCurrentLookupKey() {
      asked++;
      return "one";
    }
  }
}
