package io.github.requestree.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.ActiveProfile;
import io.github.requestree.sampling.Profiler;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

@SuppressWarnings("try") // A scope is closed and not referred to.
class OpenTelemetryIntegrationTest {

  private static final AttributeKey<String> ID = AttributeKey.stringKey("requestree.profile.id");
  private static final AttributeKey<String> GRAFANA =
      AttributeKey.stringKey("pyroscope.profile.id");

  private final SdkTracerProvider provider = provider(Sampler.alwaysOn());
  private final Tracer tracer = provider.get("test");
  private final List<Profile> reported = new CopyOnWriteArrayList<>();
  private Profiler profiler = Profiler.builder().sink(reported::add).build();

  /** A provider whose spans somebody takes: without that, there would be none. */
  private static SdkTracerProvider provider(Sampler sampler) {
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
        .build();
  }

  @AfterEach
  void close() {
    MDC.clear();
    profiler.close();
    provider.close();
  }

  @Test
  void aProfileHasTheTraceOfTheSpanAroundItAndTheSpanHasItsId() throws Exception {
    MDC.put("traceId", "of the log");
    Span server = tracer.spanBuilder("GET /orders").setSpanKind(SpanKind.SERVER).startSpan();
    try (Scope around = server.makeCurrent()) {
      profiler.call(
          "work",
          () -> {
            // A span inside of the request is not the request's.
            Span inner = tracer.spanBuilder("inner").startSpan();
            try (Scope inside = inner.makeCurrent()) {
              Profiler.current().note("sql", "select 1", Duration.ZERO, Map.of());
            } finally {
              inner.end();
            }
            return null;
          });
    }
    Profile profile = theReport();

    assertThat(profile.surroundings().trace()).isEqualTo(traceOf(server));
    assertThat(attribute(server, ID)).isEqualTo(profile.id());
    assertThat(attribute(server, GRAFANA)).isEqualTo(server.getSpanContext().getSpanId());
  }

  @Test
  void aSpanThatIsOpenedBehindTheFilterIsFoundAsWell() throws Exception {
    Span server = tracer.spanBuilder("GET /orders").startSpan();
    profiler.call(
        "work",
        () -> {
          try (Scope around = server.makeCurrent()) {
            Profiler.current().note("sql", "select 1", Duration.ZERO, Map.of());
          }
          return null;
        });
    Profile profile = theReport();

    assertThat(profile.surroundings().trace()).isEqualTo(traceOf(server));
    assertThat(attribute(server, ID)).isEqualTo(profile.id());
  }

  @Test
  void withoutASpanTheLogTellsTheTrace() throws Exception {
    MDC.put("traceId", "of the log");
    profiler.call("work", () -> null);

    assertThat(theReport().surroundings().trace())
        .isEqualTo(new Surroundings.Trace("of the log", ""));
  }

  @Test
  void aSpanOfARequestThatIsNotReportedIsLeftAsItIs() throws Exception {
    profiler.close();
    profiler = Profiler.builder().sink(reported::add).slowerThan(Duration.ofHours(1)).build();
    Span server = tracer.spanBuilder("GET /orders").startSpan();
    try (Scope around = server.makeCurrent()) {
      profiler.call("work", () -> null);
    }

    assertThat(((ReadableSpan) server).getAttributes().isEmpty()).isTrue();
  }

  @Test
  void aSpanThatIsNotSampledStillNamesTheTrace() throws Exception {
    try (SdkTracerProvider none = provider(Sampler.alwaysOff())) {
      Span server = none.get("test").spanBuilder("GET /orders").startSpan();
      try (Scope around = server.makeCurrent()) {
        profiler.call("work", () -> null);
      }

      assertThat(theReport().surroundings().trace()).isEqualTo(traceOf(server));
    }
  }

  @Test
  void anAsynchronousRequestHasItsIdBeforeItsSpanEnds() {
    Span server = tracer.spanBuilder("GET /orders").startSpan();
    ActiveProfile active;
    try (Scope around = server.makeCurrent()) {
      active = Objects.requireNonNull(profiler.begin(() -> "asynchronous"));
      active.enter();
      active.leave();
      active.suspend();
    }
    server.end();
    active.finish();
    Profile profile = theReport();

    assertThat(attribute(server, ID)).isEqualTo(profile.id());
    assertThat(profile.surroundings().trace()).isEqualTo(traceOf(server));
  }

  @Test
  void aFindingIsAnEventOfASpanThatIsStillOpen() {
    Span open = tracer.spanBuilder("GET /orders").startSpan();
    CallNode tree =
        ProfileFixture.root(
                "GET /orders",
                ProfileFixture.waiting("com.acme.Stock", "update", WaitKind.LOCK, 90).build())
            .build();
    Profile slow = ProfileFixture.request("GET", "/orders", tree);
    SpanFollower follower = new SpanFollower(open);
    follower.reported(slow);
    open.end();
    follower.reported(slow);

    List<EventData> events = ((ReadableSpan) open).toSpanData().getEvents();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getName()).isEqualTo("requestree.finding");
    assertThat(events.get(0).getAttributes().toString()).contains("Stock.update");
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    profiler.close();
    profiler =
        Profiler.builder().sink(reported::add).integrations(List.of("!opentelemetry")).build();
    Span server = tracer.spanBuilder("GET /orders").startSpan();
    try (Scope around = server.makeCurrent()) {
      profiler.call("work", () -> null);
    }

    assertThat(theReport().surroundings().trace()).isNull();
    assertThat(attribute(server, ID)).isNull();
  }

  private Profile theReport() {
    profiler.close();
    assertThat(reported).hasSize(1);
    return reported.get(0);
  }

  private static Surroundings.Trace traceOf(Span span) {
    return new Surroundings.Trace(
        span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
  }

  private static @Nullable String attribute(Span span, AttributeKey<String> key) {
    return ((ReadableSpan) span).getAttribute(key);
  }
}
