package io.github.requestree.spring;

import io.github.requestree.jdbc.QueryListener;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Notes the queries of a servlet application. */
@AutoConfiguration(afterName = QueriesAutoConfiguration.OBSERVED_QUERIES)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(
    name = {RequestreeAutoConfiguration.ENABLED, "requestree.queries.enabled"},
    matchIfMissing = true)
@ConditionalOnClass(DataSource.class)
class QueriesAutoConfiguration {

  static final String OBSERVED_QUERIES =
      "net.ttddyy.observation.boot.autoconfigure.DataSourceObservationAutoConfiguration";
  private static final String OBSERVING =
      "net.ttddyy.observation.boot.autoconfigure.DataSourceObservationBeanPostProcessor";

  @Bean
  @ConditionalOnMissingBean(type = OBSERVING)
  static QueriesOfDataSources requestreeQueries() {
    return new QueriesOfDataSources();
  }

  /** For datasource-micrometer, which has a proxy in front of each data source already. */
  @Bean
  @ConditionalOnBean(type = OBSERVING)
  @ConditionalOnMissingBean
  QueryListener requestreeQueryListener() {
    return new QueryListener();
  }
}
