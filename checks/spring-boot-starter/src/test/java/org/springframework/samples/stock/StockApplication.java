package org.springframework.samples.stock;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application with a data source of each kind, of which Boot makes the first. */
@SpringBootApplication(
    excludeName = {
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
@Import(StockApplication.Details.class)
public class StockApplication {

  /** Says where the database is, as a container that was started for a test does. */
  static final class Details implements ImportBeanDefinitionRegistrar {

    private static final List<String> NAMES =
        List.of(
            "org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails",
            "org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails");
    private static final Map<String, String> SAID =
        Map.of("getJdbcUrl", "jdbc:h2:mem:container", "getUsername", "sa", "getPassword", "");

    @Override
    public void registerBeanDefinitions(
        AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
      ClassLoader classes = StockApplication.class.getClassLoader();
      String name =
          NAMES.stream().filter(one -> ClassUtils.isPresent(one, classes)).findFirst().orElseThrow();
      register(registry, ClassUtils.resolveClassName(name, classes));
    }

    private static <T> void register(BeanDefinitionRegistry registry, Class<T> type) {
      InvocationHandler says =
          (proxy, method, arguments) -> {
            String said = SAID.get(method.getName());
            if (said != null) {
              return said;
            }
            return method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : method.invoke(SAID, arguments);
          };
      Object details =
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, says);
      registry.registerBeanDefinition(
          "details", new RootBeanDefinition(type, () -> type.cast(details)));
    }
  }

  /** Routes to one of two. */
  static class Routing extends AbstractRoutingDataSource {
    @Override
    protected Object determineCurrentLookupKey() {
      return "archive";
    }
  }

  /** Stands in front of another one and tells nobody. */
  static class Silent extends AbstractDataSource {
    private final DataSource behind;

    Silent(DataSource behind) {
      this.behind = behind;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return behind.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return behind.getConnection(user, password);
    }
  }

  @Bean
  static CustomScopeConfigurer scopes() {
    CustomScopeConfigurer scopes = new CustomScopeConfigurer();
    scopes.addScope("thread", new SimpleThreadScope());
    return scopes;
  }

  @Bean(defaultCandidate = false)
  HikariDataSource archive() {
    HikariDataSource archive = new HikariDataSource();
    archive.setJdbcUrl("jdbc:h2:mem:archive");
    archive.setMaximumPoolSize(3);
    archive.setPoolName("archive");
    return archive;
  }

  @Bean(defaultCandidate = false)
  DataSource routing(DataSource main, @Qualifier("archive") DataSource archive) {
    Routing routing = new Routing();
    routing.setTargetDataSources(Map.of("main", main, "archive", archive));
    return routing;
  }

  @Bean(defaultCandidate = false)
  DataSource lazy(DataSource main) {
    return new LazyConnectionDataSourceProxy(main);
  }

  @Bean(defaultCandidate = false)
  DataSource silent(DataSource main) {
    return new Silent(main);
  }

  @Bean(defaultCandidate = false)
  @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
  DriverManagerDataSource scoped() {
    return new DriverManagerDataSource("jdbc:h2:mem:scoped");
  }

  /** As datasource-micrometer makes one of each. */
  @Bean(defaultCandidate = false)
  ProxyDataSource proxied() {
    return ProxyDataSourceBuilder.create(
            "proxied", new DriverManagerDataSource("jdbc:h2:mem:proxied"))
        .build();
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
  }

  @RestController
  static class StockController {
    private final Map<String, DataSource> sources;

    StockController(ListableBeanFactory application) {
      sources = new TreeMap<>(application.getBeansOfType(DataSource.class));
    }

    /** One query, and the database that has answered it. */
    @GetMapping("/query/{name}")
    String query(@PathVariable("name") String name) throws SQLException {
      try (Connection connection = sources.get(name).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("select 1");
        return connection.getMetaData().getURL();
      }
    }

    /** Each data source with the pool that it is or leads to. */
    @GetMapping("/pools")
    Map<String, String> pools() {
      Map<String, String> pools = new TreeMap<>();
      sources.forEach(
          (name, source) -> {
            HikariDataSource pool = DataSourceUnwrapper.unwrap(source, HikariDataSource.class);
            pools.put(
                name,
                pool == null
                    ? "none"
                    : pool.getPoolName() + " " + pool.getMaximumPoolSize() + " " + pool.getJdbcUrl());
          });
      return pools;
    }
  }
}
