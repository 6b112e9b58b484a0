package io.github.requestree.spring;

import io.github.requestree.pyroscope.PyroscopeSink;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Pushes profiles to a Pyroscope server, once its address is known. */
@AutoConfiguration(after = RequestreeAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = RequestreeAutoConfiguration.ENABLED, matchIfMissing = true)
@ConditionalOnProperty(PyroscopeProperties.PREFIX + "url")
@ConditionalOnBean(FirstFilter.class)
class PyroscopeAutoConfiguration {

  /** The filter takes it with the application's own sinks, and closes it. */
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  PyroscopeSink requestreePyroscope(Environment environment) {
    return new PyroscopeProperties(environment).sink();
  }
}
