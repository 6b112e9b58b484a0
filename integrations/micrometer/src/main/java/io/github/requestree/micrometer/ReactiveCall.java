package io.github.requestree.micrometer;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/**
 * Knows calls of Spring's {@code WebClient}, which say what they are only when they stop. Stateless
 * and thread-safe; without {@code spring-webflux} there is none.
 */
final class ReactiveCall {

  private static final String CONTEXT =
      "org.springframework.web.reactive.function.client.ClientRequestObservationContext";

  private ReactiveCall() {}

  static boolean isOne(Observation.Context context) {
    return context.getClass().getName().equals(CONTEXT);
  }

  /** Returns what such a call is known to be by now. */
  static KeyValues keyValues(Observation.Context context) {
    ClientRequestObservationContext call = (ClientRequestObservationContext) context;
    DefaultClientRequestObservationConvention convention =
        new DefaultClientRequestObservationConvention();
    return context
        .getAllKeyValues()
        .and(convention.getLowCardinalityKeyValues(call))
        .and(convention.getHighCardinalityKeyValues(call));
  }
}
