package io.github.requestree.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LogSinkTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("requestree.profiles");
  private final FailingAppender appender = new FailingAppender();
  private final List<Profile> rendered = new ArrayList<>();
  private long now = Long.MAX_VALUE - 10;
  private final LogSink sink =
      new LogSink(TextReport.create(), this::render, limitedTo(2), () -> now);

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void a_report_is_one_event_with_the_text_as_it_is() {
    sink.accept(Reports.single());

    assertThat(appender.list).hasSize(1);
    ILoggingEvent event = appender.list.get(0);
    assertThat(event.getLevel()).isEqualTo(Level.INFO);
    assertThat(event.getLoggerName()).isEqualTo(LogSink.LOGGER_NAME);
    assertThat(event.getMessage()).isEqualTo("report of GET /orders/17 {} %n\n  tree");
    assertThat(event.getFormattedMessage()).isEqualTo(event.getMessage());
    assertThat(event.getArgumentArray()).isNull();
  }

  @Test
  void its_figures_are_key_values_of_the_event() {
    sink.accept(Reports.single());
    sink.accept(Reports.ofRoute());

    assertThat(keyValues(0)).containsEntry("profile.id", "c0ffee").hasSize(7);
    assertThat(keyValues(1)).containsEntry("profile.count", "3").hasSize(16);
  }

  @Test
  void reports_beyond_the_limit_are_counted_in_one_line() {
    acceptSingles(5);
    assertThat(appender.list).hasSize(2);

    assertThat(sink.flush()).isFalse();
    sink.flush();

    assertThat(messages().subList(2, appender.list.size()))
        .containsExactly("[3 reports not written: 3 beyond maxReports]");
    assertThat(keyValues(2)).isEqualTo(Map.of("profile.reports_not_written", "3"));
  }

  @Test
  void what_was_not_written_is_said_with_its_reasons_and_where_it_is() {
    LogSink hinting =
        new LogSink(
            TextReport.create(),
            this::render,
            limitedTo(1).notWrittenHint("the slowest are in /tmp/slow"),
            () -> now);
    appender.failures = 1;
    assertThatThrownBy(() -> hinting.accept(Reports.ofRoute())).hasMessage("disk full");
    hinting.accept(Reports.single());
    hinting.accept(Reports.single());
    hinting.flush();

    assertThat(messages())
        .last()
        .isEqualTo(
            "[2 reports not written: 1 beyond maxReports, 1 failed; the slowest are in /tmp/slow]");
  }

  @Test
  void a_report_that_is_not_written_is_not_made_either() {
    acceptSingles(5);

    assertThat(rendered).hasSize(2);
  }

  @Test
  void no_second_has_more_reports_than_the_limit_wherever_it_begins() {
    acceptSingles(1);
    now += 900_000_000;
    acceptSingles(2);
    assertThat(rendered).hasSize(2);

    now += 100_000_000;
    acceptSingles(2);
    assertThat(rendered).as("one second after the first").hasSize(3);

    now += 899_999_999;
    acceptSingles(1);
    assertThat(rendered).as("just before a second after the second").hasSize(3);

    now += 1;
    acceptSingles(1);
    assertThat(rendered).hasSize(4);
  }

  @Test
  void of_the_routes_of_a_window_the_first_50_are_written_and_one_line_has_the_rest() {
    acceptSingles(2);
    for (int i = 0; i < 200; i++) {
      sink.accept(Reports.ofRoute());
    }
    sink.flush();

    assertThat(appender.list).hasSize(2 + 50 + 1);
    assertThat(messages()).last().isEqualTo("[150 lighter routes: 450 requests in 450.918 s]");
    assertThat(keyValues(52)).isEqualTo(Map.of("profile.routes", "150"));
    assertThat(sink.notWritten()).isZero();
  }

  @Test
  void each_window_has_its_50_routes() {
    for (int i = 0; i < 51; i++) {
      sink.accept(Reports.ofRoute());
    }
    sink.flush();
    for (int i = 0; i < 50; i++) {
      sink.accept(Reports.ofRoute());
    }
    sink.close();

    assertThat(appender.list).hasSize(50 + 1 + 50);
  }

  @Test
  void closing_says_what_was_not_written() {
    acceptSingles(3);
    sink.close();

    assertThat(messages()).last().isEqualTo("[1 reports not written: 1 beyond maxReports]");
  }

  @Test
  void a_log_that_fails_does_not_lose_the_count() {
    acceptSingles(2);
    appender.failures = 1;
    now += 1_000_000_000;
    assertThatThrownBy(() -> sink.accept(Reports.single())).hasMessage("disk full");
    appender.failures = 1;
    assertThatThrownBy(sink::flush).hasMessage("disk full");
    sink.flush();

    assertThat(messages()).last().isEqualTo("[1 reports not written: 1 failed]");
  }

  @Test
  void a_report_that_cannot_be_made_is_counted_as_not_written_and_the_failure_is_thrown() {
    LogSink failing =
        new LogSink(
            TextReport.create(),
            (profile, finding) -> {
              throw new IllegalStateException("no text");
            },
            limitedTo(2),
            () -> now);

    assertThatThrownBy(() -> failing.accept(Reports.single())).hasMessage("no text");
    assertThatThrownBy(() -> failing.accept(Reports.ofRoute())).hasMessage("no text");
    failing.flush();

    assertThat(messages()).containsExactly("[2 reports not written: 2 failed]");
  }

  @Test
  void while_the_level_is_off_nothing_is_wanted_made_or_counted() {
    logger.setLevel(Level.WARN);
    assertThat(sink.isActive()).isFalse();
    acceptSingles(5);
    sink.flush();
    logger.setLevel(Level.INFO);
    assertThat(sink.isActive()).isTrue();
    sink.flush();

    assertThat(rendered).isEmpty();
    assertThat(appender.list).isEmpty();
  }

  @Test
  void a_count_waits_until_the_level_is_on_again() {
    acceptSingles(3);
    logger.setLevel(Level.WARN);
    sink.flush();
    logger.setLevel(Level.INFO);
    sink.flush();

    assertThat(messages()).last().isEqualTo("[1 reports not written: 1 beyond maxReports]");
  }

  @Test
  void a_limit_of_1_to_10000_is_accepted_and_any_other_refused() {
    assertThatCode(() -> limitedTo(1).build()).doesNotThrowAnyException();
    assertThatCode(() -> limitedTo(10_000).build()).doesNotThrowAnyException();
    assertThatThrownBy(() -> limitedTo(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxReports is 0, but must be 1 to 10,000 per second");
    assertThatThrownBy(() -> limitedTo(10_001).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LogSink.Builder limitedTo(int maxReports) {
    return LogSink.builder(TextReport.create()).maxReports(maxReports);
  }

  private void acceptSingles(int count) {
    for (int i = 0; i < count; i++) {
      sink.accept(Reports.single());
    }
  }

  private String render(Profile profile, String finding) {
    rendered.add(profile);
    return "report of " + profile.name() + " {} %n\n  tree";
  }

  private List<String> messages() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private Map<String, String> keyValues(int event) {
    return appender.list.get(event).getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }

  /** Keeps events, or throws, as an appender without logback's base class may. */
  private static final class FailingAppender extends ListAppender<ILoggingEvent> {
    int failures;

    @Override
    public synchronized void doAppend(ILoggingEvent event) {
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("disk full");
      }
      super.doAppend(event);
    }
  }
}
