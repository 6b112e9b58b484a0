package io.github.requestree.text;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class JsonLineTest {

  private static final ObjectMapper READER = new ObjectMapper();
  private static final TextReport TEXT = TextReport.builder().zone(ZoneOffset.UTC).build();

  private final Logger profiles = (Logger) LoggerFactory.getLogger(LogSink.LOGGER_NAME);
  private final Logger warnings = (Logger) LoggerFactory.getLogger(LogSink.BLOCKED_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    for (Logger logger : List.of(profiles, warnings)) {
      logger.addAppender(appender);
      logger.setAdditive(false);
      logger.setLevel(Level.INFO);
    }
  }

  @AfterEach
  void stopListening() {
    for (Logger logger : List.of(profiles, warnings)) {
      logger.detachAppender(appender);
      logger.setAdditive(true);
      logger.setLevel(null);
    }
  }

  @Test
  void a_report_is_one_line_with_its_figures_and_its_text_as_fields() throws Exception {
    Profile profile = orders().build();

    sink(20).accept(profile);

    ILoggingEvent event = appender.list.get(0);
    assertThat(event.getKeyValuePairs()).isNull();
    assertThat(event.getFormattedMessage())
        .startsWith(
            "{\"timestamp\":\"2026-11-22T14:53:35.120Z\","
                + "\"message\":\"--- GET /orders/17 --- 500 in 0.307 s  IOException, 65 % sleeps in Dao.load "
                + " Dao.java:14\\n\\n")
        .doesNotContain("\n");
    JsonNode line = READER.readTree(event.getFormattedMessage());
    assertThat(line.get("message").asText()).isEqualTo(TEXT.toText(profile));
    assertThat(((ObjectNode) line).remove("message")).isNotNull();
    assertThat(line)
        .isEqualTo(
            READER.readTree(
                """
                {"timestamp":"2026-11-22T14:53:35.120Z","http.request.method":"GET",
                "http.route":"/orders/*","http.response.status_code":500,
                "profile.duration_ms":307.000,
                "profile.finding":"65 % sleeps in Dao.load  Dao.java:14","profile.cpu_ms":0.002,"profile.walks":4,
                "profile.id":"fixture","db.query.count":12,"db.query.duration_ms":80.000,
                "url.path":"/orders/17","error.type":"IOException",
                "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7",
                "profile.waiting.sleeping_ms":201.000,
                "profile.heaviest_path":["Dao.load  Dao.java:14","Thread.sleep"],
                "profile.notes":["1 lane cut"]}
                """));
  }

  @Test
  void a_line_is_never_longer_than_collectors_take() throws Exception {
    CallNode node = method("com.acme.Ünïcödé", "innermost", 1, 5).build();
    for (int i = 0; i < 200; i++) {
      node = method("com.acme.Ünïcödé", "m" + i + "\u001b\u202e", i + 1, 5, node).build();
    }
    Profile.Builder profile =
        profileOf(root("GET /large", node).build())
            .request(new Profile.Request("G\n", "\"".repeat(9_000), "é".repeat(9_000), 200, "<"))
            .build()
            .toBuilder();
    profile.notes(Collections.nCopies(100, "\u2028".repeat(5_000)));
    TextReport all = TextReport.builder().shaping(Shaping.builder().limit(10_000).build()).build();
    LogSink.builder(all).format(LogSink.Format.JSON).build().accept(profile.build());

    String line = appender.list.get(0).getFormattedMessage();
    assertThat(line.getBytes(StandardCharsets.UTF_8).length).isBetween(8_000, 16_000);
    assertThat(READER.readTree(line).get("message").asText())
        .startsWith("--- G\\u000A ")
        .contains("Ünïcödé.m")
        .containsPattern("\\n\\[\\d+ lines more]\\n$");
  }

  @Test
  void hostile_text_stays_inside_its_field() throws Exception {
    String evil = "\"}\r\n{\"message\":\"forged\u001b[2J\u2028\u202e\\";
    Profile profile =
        profileOf(root(evil, method(evil, evil, 1, 5).build()).build())
            .request(new Profile.Request(evil, evil, evil, 200, evil))
            .note(evil)
            .build();

    sink(20).accept(profile);

    String line = appender.list.get(0).getFormattedMessage();
    assertThat(line.codePoints().mapToObj(Character::getType).distinct())
        .doesNotContain(
            (int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR);
    assertThat(fields(line).get("url.path").asText()).startsWith("?}??{?message?:?forged");
    assertThat(fields(line).get("message").asText()).startsWith("--- ");
  }

  @Test
  void what_was_not_written_is_a_line_too() throws Exception {
    LogSink sink = sink(1);
    for (int i = 0; i < 4; i++) {
      sink.accept(Reports.single());
    }
    sink.flush();

    assertThat(appender.list).hasSize(2);
    assertThat(fields(appender.list.get(1).getFormattedMessage()))
        .isEqualTo(
            READER.readTree(
                "{\"message\":\"[3 reports not written: 3 beyond maxReports]\",\"profile.reports_not_written\":3}"));
  }

  @Test
  void so_is_a_warning_of_a_blocked_thread() throws Exception {
    BlockedThread blocked =
        new BlockedThread(
            "event-loop-1",
            millis(62),
            WaitKind.SLEEPING,
            List.of(
                new StackTraceElement("java.lang.Thread", "sleep", null, -2),
                new StackTraceElement("com.acme.Shop", "buy", "Shop.java", 12)),
            "GET /orders");

    sink(20).blocked(blocked);

    ILoggingEvent event = appender.list.get(0);
    assertThat(event.getLevel()).isEqualTo(Level.WARN);
    assertThat(fields(event.getFormattedMessage()))
        .isEqualTo(
            READER.readTree(
                """
                {"message":"event-loop-1 is blocked, for 62 ms so far, by Shop.buy  Shop.java:12\
                 [sleeping] in GET /orders","blocked.thread":"event-loop-1",
                "blocked.for_ms":62.000,"blocked.kind":"sleeping",
                "blocked.call":"Shop.buy  Shop.java:12","blocked.in":"GET /orders",
                "blocked.times_before":0}
                """));
  }

  @Test
  void so_are_the_totals_of_all_routes_at_the_end() throws Exception {
    Profile route =
        profileOf(root("GET /" + "é".repeat(900)).build()).build().toBuilder()
            .totals(Reports.ofRoute().totals())
            .build();

    sink(20).summary(Collections.nCopies(60, route));

    assertThat(appender.list).hasSize(1);
    String line = appender.list.get(0).getFormattedMessage();
    assertThat(line.getBytes(StandardCharsets.UTF_8).length).isBetween(8_000, 16_000);
    assertThat(fields(line).get("profile.routes").asInt()).isEqualTo(60);
    assertThat(fields(line).get("message").asText())
        .startsWith("--- all routes since the start\n\n  GET /éé")
        .containsPattern("\\n\\[\\d+ lines more]\\n$");
  }

  private static JsonNode fields(String line) throws JsonProcessingException {
    return READER.readTree(line);
  }

  private static LogSink sink(int maxReports) {
    return LogSink.builder(TEXT).format(LogSink.Format.JSON).maxReports(maxReports).build();
  }

  private static ProfileFixture.Builder orders() {
    CallNode sleep = waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 201).build();
    CallNode load = method("com.acme.Dao", "load", 14, 2, sleep).selfCpuNanos(1_900).build();
    CallNode other = method("com.acme.View", "render", 3, 104).build();
    return profileOf(root("GET /orders/17", load, other).build())
        .request(new Profile.Request("GET", "/orders/17", "/orders/*", 500, "IOException"))
        .surroundings(
            new Surroundings(
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                new Surroundings.Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"),
                null))
        .events(event("sql", "select 1").count(12).totalMillis(80).build())
        .note("1 lane cut");
  }
}
