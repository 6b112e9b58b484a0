package io.github.requestree.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Notes;
import io.github.requestree.sampling.Profiler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ProfileObservationHandlerTest {

  private final Notes notes = new Notes();
  private final ObservationRegistry registry = ObservationRegistry.create();

  /** Stands for the application. */
  private static final class Shop {

    static void observed(Observation observation) {
      observation.observe(() -> {});
    }

    static Observation starts(Observation observation) {
      return observation.start();
    }

    static void blocks(Mono<Long> answer) {
      answer.block();
    }
  }

  /** As WebClient's: it starts when it is subscribed to and stops on the thread that answers. */
  private static Mono<Long> answer(Observation observation) {
    return Mono.defer(
        () -> {
          observation.start();
          return Mono.delay(Duration.ofMillis(5)).doOnTerminate(observation::stop);
        });
  }

  @BeforeEach
  void register() {
    registry.observationConfig().observationHandler(new ProfileObservationHandler());
  }

  @AfterEach
  void close() {
    notes.close();
  }

  @Test
  void whatIsObservedIsNotedWithItsCaller() throws Exception {
    Profile.Event event = notes.onlyOneOf(() -> Shop.observed(named("render.invoice")));

    assertThat(event.kind()).isEqualTo("observed");
    assertThat(event.text()).isEqualTo("render.invoice");
    assertThat(event.place().getMethodName()).isEqualTo("observed");
    assertThat(event.attributes()).isEmpty();
  }

  @Test
  void whatIsObservedWithinAnotherIsNotedToo() throws Exception {
    List<Profile.Event> events =
        notes.of(() -> named("outer").observe(() -> named("inner").observe(() -> {})));

    assertThat(events).extracting(Profile.Event::text).containsExactlyInAnyOrder("outer", "inner");
    assertThat(events.get(0).totalNanos()).isGreaterThanOrEqualTo(events.get(1).totalNanos());
  }

  @Test
  void theContextualNameIsTakenUnlessItMayHoldData() throws Exception {
    assertThat(textOf(named("method.observed").contextualName("OrderService#load")))
        .isEqualTo("OrderService#load");
    for (String dangerous :
        List.of(
            "GET https://a:hunter2@shop.example/orders?token=hunter2",
            "order 12345",
            "select 'hunter2'",
            "user\nhunter2",
            "x".repeat(101))) {
      assertThat(textOf(named("a.name").contextualName(dangerous))).isEqualTo("a.name");
    }
    assertThat(textOf(named("jdbc.query").contextualName("query"))).isEqualTo("jdbc.query");
  }

  @Test
  void whatItCarriesIsNeverNoted() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                named("jdbc.query")
                    .lowCardinalityKeyValue("jdbc.datasource", "hunter2")
                    .highCardinalityKeyValue("jdbc.query[0]", "select 'hunter2'")
                    .highCardinalityKeyValue("jdbc.params[0]", "(hunter2)")
                    .observe(() -> {}));

    assertThat(event.toString()).doesNotContain("hunter2");
  }

  @Test
  void anErrorIsNotedByItsClass() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                assertThatThrownBy(
                        () ->
                            named("a")
                                .observeChecked(
                                    () -> {
                                      throw new IOException("hunter2");
                                    }))
                    .isInstanceOf(IOException.class));

    assertThat(event.attributes()).containsExactly(Map.entry("error", "IOException"));
    assertThat(event.failures()).isEqualTo(1);
  }

  @Test
  void theRequestItselfIsNoEventOfItsOwn() throws Exception {
    assertThat(
            notes.of(
                () ->
                    Observation.createNotStarted(
                            "http.server.requests",
                            () -> new ReceiverContext<>((carrier, key) -> null, Kind.SERVER),
                            registry)
                        .lowCardinalityKeyValue("method", "GET")
                        .observe(() -> {})))
        .isEmpty();
  }

  @Test
  void aCallOfAnyHttpClientIsNotedAsSuch() throws Exception {
    Profile.Event apache =
        notes.onlyOneOf(
            () ->
                call("httpcomponents.httpclient.request")
                    .lowCardinalityKeyValue("method", "POST")
                    .lowCardinalityKeyValue("uri", "UNKNOWN")
                    .lowCardinalityKeyValue("status", "503")
                    .lowCardinalityKeyValue("target.host", "shop.example")
                    .lowCardinalityKeyValue("target.port", "443")
                    .lowCardinalityKeyValue("target.scheme", "https")
                    .observe(() -> {}));
    assertThat(apache.kind()).isEqualTo("http");
    assertThat(apache.text()).isEqualTo("POST shop.example");
    assertThat(apache.attributes())
        .containsExactly(Map.entry("status", "503"), Map.entry("error", "HTTP 503"));

    Profile.Event openTelemetry =
        notes.onlyOneOf(
            () ->
                call("http.client.request.duration")
                    .lowCardinalityKeyValue("http.request.method", "GET")
                    .lowCardinalityKeyValue("server.address", "shop.example")
                    .lowCardinalityKeyValue("server.port", "8080")
                    .lowCardinalityKeyValue("http.response.status_code", "200")
                    .highCardinalityKeyValue(
                        "url.full", "http://a:hunter2@shop.example:8080/orders/17?b=hunter2")
                    .observe(() -> {}));
    assertThat(openTelemetry.text()).isEqualTo("GET shop.example:8080/orders/…");
    assertThat(openTelemetry.attributes()).containsExactly(Map.entry("status", "200"));

    Profile.Event byName =
        notes.onlyOneOf(
            () ->
                named("http.client.request")
                    .contextualName("GET http://shop.example/orders?hunter2")
                    .lowCardinalityKeyValue("http.method", "GET")
                    .lowCardinalityKeyValue("net.peer.name", "shop.example")
                    .observe(() -> {}));
    assertThat(byName.text()).isEqualTo("GET shop.example");
  }

  @Test
  void whatIsSaidBadlyIsNotedAllTheSame() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                call("http.client.requests")
                    .lowCardinalityKeyValue("method", "GET")
                    .lowCardinalityKeyValue("uri", "none")
                    .lowCardinalityKeyValue("status", "CLIENT_ERROR")
                    .lowCardinalityKeyValue("client.name", "no host")
                    .highCardinalityKeyValue("http.url", "http://a b/")
                    .observe(() -> {}));

    assertThat(event.text()).isEqualTo("GET ?");
    assertThat(event.attributes()).isEmpty();
  }

  @Test
  void anObservedMethodIsNoCall() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                named("method.observed").lowCardinalityKeyValue("method", "get").observe(() -> {}));

    assertThat(event.kind()).isEqualTo("observed");
  }

  @Test
  void whatStopsOnAnotherThreadIsNotedWithTheCallThatStartedIt() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () -> {
              Observation observation = Shop.starts(named("a"));
              Thread other = new Thread(observation::stop);
              other.start();
              other.join();
            });

    assertThat(event.text()).isEqualTo("a");
    assertThat(event.place().getMethodName()).isEqualTo("starts");
  }

  @Test
  void whatHasNotStoppedByTheEndOfTheRequestIsNotedUntilThen() throws Exception {
    List<Observation> open = new ArrayList<>();
    Profile.Event event = notes.onlyOneOf(() -> open.add(Shop.starts(named("a"))));
    open.get(0).stop();

    assertThat(event.text()).isEqualTo("a");
    assertThat(event.place().getMethodName()).isEqualTo("starts");
    assertThat(event.attributes()).containsExactly(Map.entry("end", "not seen"));
  }

  @Test
  void whatAReactiveClientObservesIsNotedWithTheCallThatBlocksOnIt() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                Shop.blocks(
                    answer(
                        call("http.client.requests")
                            .lowCardinalityKeyValue("method", "GET")
                            .lowCardinalityKeyValue("client.name", "shop.example"))));

    assertThat(event.text()).isEqualTo("GET shop.example");
    assertThat(event.place().getMethodName()).isEqualTo("blocks");
  }

  @Test
  void whatMerelyEnclosesTheRequestIsNoEvent() throws Exception {
    for (String enclosing :
        List.of(
            "http.server.requests",
            "http.server.request.duration",
            "spring.security.http.secured.requests",
            "spring.security.filterchains",
            "spring.security.authorizations")) {
      assertThat(notes.of(() -> Shop.observed(named(enclosing)))).as(enclosing).isEmpty();
    }
    assertThat(textOf(named("spring.security.authentications").contextualName("authenticate")))
        .isEqualTo("authenticate");
  }

  @Test
  void moreIsIgnoredByTheBeginningOfItsNameOrAsAskedWhenItStarts() throws Exception {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ProfileObservationHandler()
                .ignoring("tasks.", "cache.")
                .ignoring(context -> "quiet".equals(context.getContextualName())));

    List<Profile.Event> events =
        notes.of(
            () -> {
              for (String name :
                  List.of("tasks.run", "cache.get", "task", "http.server.requests")) {
                Shop.observed(Observation.createNotStarted(name, registry));
              }
              Shop.observed(Observation.createNotStarted("a", registry).contextualName("quiet"));
            });

    assertThat(events).extracting(Profile.Event::text).containsExactly("task");
  }

  @Test
  void whatCannotBeTheBeginningOfANameIsRefused() {
    ProfileObservationHandler handler = new ProfileObservationHandler();

    assertThatThrownBy(() -> handler.ignoring("tasks.", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ignoring is '', but must be the beginning of a name, without *");
    assertThatThrownBy(() -> handler.ignoring("tasks.*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'tasks.*'");
  }

  @Test
  void aPredicateThatFailsDoesNoHarm() throws Exception {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ProfileObservationHandler()
                .ignoring(
                    context -> {
                      throw new AssertionError("hostile");
                    }));

    assertThat(notes.of(() -> Shop.observed(Observation.createNotStarted("a", registry))))
        .isEmpty();
  }

  @Test
  void whatTheListenerForQueriesNotesIsNotObservedOnceMore() throws Exception {
    List<Profile.Event> events =
        notes.of(
            () -> {
              Observation connection = Shop.starts(named("jdbc.connection"));
              Shop.observed(named("jdbc.query"));
              Profiler.current().note("sql", "select ?", 1_000, Map.of());
              Shop.observed(named("jdbc.result-set"));
              connection.stop();
              Shop.observed(named("a"));
            });

    assertThat(events).extracting(Profile.Event::text).containsExactlyInAnyOrder("select ?", "a");
  }

  @Test
  void queriesThatTheListenerDoesNotSeeAreObserved() throws Exception {
    List<Profile.Event> events =
        notes.of(
            () -> {
              Shop.observed(named("jdbc.query"));
              Profiler.current().note("sql", "select ?", 1_000, Map.of());
              Shop.observed(named("jdbc.query"));
            });

    assertThat(events)
        .extracting(Profile.Event::text)
        .containsExactlyInAnyOrder("select ?", "jdbc.query");
  }

  @Test
  void whatIsRegisteredTwiceNotesOnce() throws Exception {
    registry.observationConfig().observationHandler(new ProfileObservationHandler());

    assertThat(notes.onlyOneOf(() -> named("a").observe(() -> {})).count()).isEqualTo(1);
  }

  @Test
  void outsideAProfileNothingIsKept() throws Exception {
    Observation outside = named("outside").start();
    assertThat(outside.getContext().toString()).contains("map=[]");

    assertThat(notes.of(outside::stop)).isEmpty();
  }

  /** A filter may hand on another context, and a context may be anybody's. */
  @Test
  void anythingElseDoesNoHarm() throws Exception {
    Observation.Context hostile =
        new Observation.Context() {
          @Override
          public String getContextualName() {
            throw new IllegalStateException("hostile");
          }
        };
    assertThat(
            notes
                .onlyOneOf(
                    () ->
                        Observation.createNotStarted("a", () -> hostile, registry)
                            .observe(() -> {}))
                .text())
        .isEqualTo("[not readable]");
    registry.observationConfig().observationFilter(context -> new Observation.Context());
    assertThat(notes.onlyOneOf(() -> named("a").observe(() -> {})).attributes())
        .containsExactly(Map.entry("end", "not seen"));
  }

  private String textOf(Observation observation) throws Exception {
    return notes.onlyOneOf(() -> observation.observe(() -> {})).text();
  }

  private Observation named(String name) {
    return Observation.createNotStarted(name, registry);
  }

  private Observation call(String name) {
    return Observation.createNotStarted(
        name, () -> new SenderContext<>((carrier, key, value) -> {}, Kind.CLIENT), registry);
  }
}
