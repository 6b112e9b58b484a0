package io.github.requestree.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Stock;
import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.micrometer.ProfileObservationHandler;
import io.github.requestree.profile.Profile;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import javax.sql.DataSource;
import net.ttddyy.observation.boot.autoconfigure.DataSourceObservationAutoConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where something else makes the proxy, the listener is a bean. */
class SpringBootTest {

  @Configuration(proxyBeanMethods = false)
  static class Application {

    @Bean
    DataSource dataSource() {
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:boot;DB_CLOSE_DELAY=-1");
      return database;
    }

    @Bean
    ObservationRegistry observationRegistry() {
      ObservationRegistry registry = ObservationRegistry.create();
      registry.observationConfig().observationHandler(new ProfileObservationHandler());
      return registry;
    }

    @Bean
    Tracer tracer() {
      return Tracer.NOOP;
    }

    @Bean
    QueryListener queryListener() {
      return new QueryListener();
    }
  }

  @Test
  void datasourceMicrometerGivesItsProxyTheListenerThatIsABean() throws Exception {
    try (Profiling profiling = new Profiling();
        AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(
                Application.class, DataSourceObservationAutoConfiguration.class)) {
      Stock stock = new Stock(context.getBean(DataSource.class));
      stock.create();

      Profile profile = profiling.of(() -> stock.amountOf(1));

      // It observes the connection, the query and its rows as well: none of them is said twice.
      assertThat(profile.events()).extracting(Profile.Event::kind).containsOnly("sql");
      Profile.Event event = Profiling.event(profile, "select amount from stock where id = ?");
      assertThat(event.count()).isEqualTo(1);
      assertThat(event.place().getMethodName()).isEqualTo("amountOf");
    }
  }
}
