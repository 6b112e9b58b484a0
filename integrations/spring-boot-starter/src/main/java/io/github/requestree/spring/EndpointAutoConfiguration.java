package io.github.requestree.spring;

import jakarta.servlet.ServletContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Shows profiles by the actuator, once it was granted access. */
@AutoConfiguration(after = RequestreeAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = RequestreeAutoConfiguration.ENABLED, matchIfMissing = true)
@ConditionalOnClass(
    name = {
      "org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint",
      "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint"
    })
@ConditionalOnBean(FirstFilter.class)
class EndpointAutoConfiguration {

  @Bean(FilterDefaults.ENDPOINT)
  @ConditionalOnAvailableEndpoint
  @ConditionalOnMissingBean
  RequestreeEndpoint endpoint(ServletContext application, FirstFilter filter) {
    return new RequestreeEndpoint(application, () -> filter.getFilter().statistics());
  }
}
