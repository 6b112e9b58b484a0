package io.github.requestree.spring;

import io.github.requestree.micrometer.MetricsSink;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Counts where the time of each route goes, in the registry that Boot's own meters are in. */
@AutoConfiguration(
    after = RequestreeAutoConfiguration.class,
    afterName = {MetricsAutoConfiguration.BOOT_3, MetricsAutoConfiguration.BOOT_4})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(
    name = {RequestreeAutoConfiguration.ENABLED, "requestree.metrics.enabled"},
    matchIfMissing = true)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(FirstFilter.class)
class MetricsAutoConfiguration {

  /** Makes the registry that stands for all of them; Boot 4 has moved it. */
  static final String BOOT_3 =
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration";

  static final String BOOT_4 =
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration";

  /** The filter takes it with the application's own sinks, and closes it. */
  @Bean(destroyMethod = "")
  @ConditionalOnSingleCandidate(MeterRegistry.class)
  @ConditionalOnMissingBean
  MetricsSink requestreeMetrics(MeterRegistry registry) {
    return new MetricsSink(registry);
  }
}
