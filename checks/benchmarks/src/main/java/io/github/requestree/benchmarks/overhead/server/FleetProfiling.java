package io.github.requestree.benchmarks.overhead.server;

import io.github.requestree.micrometer.MetricsSink;
import io.github.requestree.servlet.ProfilingOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * This library with all that a fleet has of it: meters, a span around each request, and a flight
 * recording of the reported ones. The spans are those of a tracer that records none, so they cost
 * next to nothing themselves.
 */
final class FleetProfiling implements Treatment {

  private final OwnProfiling profiling;
  private final Filter filter = this::inSpan;
  private @Nullable Recording recording;

  FleetProfiling(ProfilingOptions.Builder options) {
    profiling =
        new OwnProfiling(options.addSink(new MetricsSink(new SimpleMeterRegistry())).build());
  }

  @Override
  public Filter filter() {
    return filter;
  }

  private void inSpan(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    SpanContext context =
        SpanContext.create(
            TraceId.fromLongs(random.nextLong(), random.nextLong()),
            SpanId.fromLong(random.nextLong()),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Scope scope = Span.wrap(context).makeCurrent();
    try {
      profiling.filter().doFilter(request, response, chain);
    } finally {
      scope.close();
    }
  }

  @Override
  public void start() throws ServletException {
    Recording starting = new Recording();
    starting.enable("requestree.Request");
    starting.start();
    recording = starting;
    profiling.start();
  }

  @Override
  public void stop() {
    profiling.stop();
    Recording running = recording;
    if (running != null) {
      running.close();
      recording = null;
    }
  }

  @Override
  public void end() {
    profiling.end();
  }

  @Override
  public long accountedNanos() {
    return profiling.accountedNanos();
  }

  @Override
  public long walks() {
    return profiling.walks();
  }
}
