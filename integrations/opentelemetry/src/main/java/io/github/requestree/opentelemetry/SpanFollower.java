package io.github.requestree.opentelemetry;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.profile.Integration;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a profile its span, and the span its profile. Thread-safe. */
final class SpanFollower implements Integration.Follower {

  private static final AttributeKey<String> PROFILE_ID =
      AttributeKey.stringKey("requestree.profile.id");

  /** The attribute by which Grafana finds the profile of a span: it looks for the span's own id. */
  private static final AttributeKey<String> GRAFANA_PROFILE_ID =
      AttributeKey.stringKey("pyroscope.profile.id");

  private static final AttributeKey<String> FINDING = AttributeKey.stringKey("requestree.finding");

  private volatile Span span;
  private volatile Surroundings.@Nullable Trace trace;

  /**
   * @param span the span that was current when the profile began; invalid if there was none
   */
  SpanFollower(Span span) {
    this.span = span;
  }

  @Override
  public Surroundings.@Nullable Trace trace() {
    Surroundings.Trace known = trace;
    if (known == null) {
      Span seen = span;
      if (!seen.getSpanContext().isValid()) {
        // A filter of the application behind ours may have opened one since.
        seen = Span.current();
      }
      SpanContext context = seen.getSpanContext();
      if (context.isValid()) {
        known = new Surroundings.Trace(context.getTraceId(), context.getSpanId());
        span = seen;
        trace = known;
      }
    }
    return known;
  }

  @Override
  public void suspended(Supplier<String> id) {
    // The agent ends its span before it is told here that the request has ended.
    if (span.isRecording()) {
      link(id.get());
    }
  }

  @Override
  public void ended(@Nullable String id) {
    if (id != null && span.isRecording()) {
      link(id);
    }
  }

  private void link(String id) {
    Span linked = span;
    linked.setAttribute(PROFILE_ID, id);
    linked.setAttribute(GRAFANA_PROFILE_ID, linked.getSpanContext().getSpanId());
  }

  @Override
  public void reported(Profile profile) {
    // After its end a span takes nothing any more.
    if (span.isRecording()) {
      for (Finding finding : Findings.of(profile)) {
        span.addEvent("requestree.finding", Attributes.of(FINDING, finding.sentence()));
      }
    }
  }
}
