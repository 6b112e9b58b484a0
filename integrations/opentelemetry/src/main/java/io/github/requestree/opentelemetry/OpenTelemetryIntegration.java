package io.github.requestree.opentelemetry;

import io.github.requestree.profile.Integration;
import io.opentelemetry.api.trace.Span;
import java.util.Objects;

/**
 * Takes the trace of a request from the span that is current where it begins: the server's, if the
 * OpenTelemetry agent opened it, or a filter in front of ours. Stateless and thread-safe.
 *
 * <p>Found by {@link java.util.ServiceLoader}, and left out where {@code opentelemetry-api} is
 * absent.
 */
public final class OpenTelemetryIntegration implements Integration {

  /** Loads what it needs, so that it fails here if that is absent. */
  public OpenTelemetryIntegration() {
    Objects.requireNonNull(Span.getInvalid());
  }

  @Override
  public String name() {
    return "opentelemetry";
  }

  @Override
  public Follower begins() {
    return new SpanFollower(Span.current());
  }
}
