package io.github.requestree.spring;

import io.github.requestree.micrometer.ProfileObservationHandler;
import io.micrometer.observation.ObservationHandler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Notes what is observed; Boot registers each handler with its registry. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(
    name = {RequestreeAutoConfiguration.ENABLED, "requestree.observations.enabled"},
    matchIfMissing = true)
@ConditionalOnClass(ObservationHandler.class)
class ObservationsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ProfileObservationHandler requestreeObservations() {
    return new ProfileObservationHandler();
  }
}
