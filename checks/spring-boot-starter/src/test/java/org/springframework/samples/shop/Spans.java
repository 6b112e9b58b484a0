package org.springframework.samples.shop;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Opens a span of OpenTelemetry around all filters, as its agent does, for those requests that ask
 * for one.
 */
@Component
class Spans implements ServletRequestListener {

  static final String WANTED = "X-Span";

  // For whoever asks, whatever stands in front of the bean. Without a taker there are no spans.
  private static final SdkTracerProvider TRACERS =
      SdkTracerProvider.builder()
          .setSampler(Sampler.alwaysOn())
          .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
          .build();
  private static final BlockingQueue<ReadableSpan> OPENED = new LinkedBlockingQueue<>();

  /** The one span that was opened since. It is never ended: reports may come as late as they do. */
  static ReadableSpan opened() {
    return OPENED.remove();
  }

  static String attribute(ReadableSpan span, String name) {
    return span.getAttribute(AttributeKey.stringKey(name));
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // The method below closes it.
  public void requestInitialized(ServletRequestEvent event) {
    HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
    if (request.getHeader(WANTED) != null) {
      Span span = TRACERS.get("shop").spanBuilder("server").startSpan();
      OPENED.add((ReadableSpan) span);
      request.setAttribute(WANTED, span.makeCurrent());
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (event.getServletRequest().getAttribute(WANTED) instanceof Scope scope) {
      scope.close();
    }
  }
}
