package io.github.requestree.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.SubstituteLogger;
import org.slf4j.spi.LoggingEventAware;

class LogWriterTest {

  private static final String TEXT = "--- GET /a{} --- 200 in 0.204 s\n\n  tree";
  private static final Map<String, Object> VALUES = Map.of("profile.id", "c0ffee");

  private final PlainLogger plain = new PlainLogger();
  private final EventLogger events = new EventLogger();

  @Test
  void aLogWithoutAPlaceForKeyValuesGetsTheTextAlone() {
    new LogWriter(plain).info(TEXT, VALUES);

    assertThat(plain.lines).containsExactly(TEXT);
  }

  @Test
  void aLogOfEventsGetsTheKeyValuesBesideTheText() {
    new LogWriter(events).info(TEXT, VALUES);

    assertThat(events.lines).isEmpty();
    assertThat(events.events).hasSize(1);
    assertThat(events.events.get(0).getMessage()).isEqualTo(TEXT);
    assertThat(events.events.get(0).getKeyValuePairs())
        .extracting(KeyValuePair::toString)
        .containsExactly("profile.id=\"c0ffee\"");
  }

  @Test
  void aLoggerThatWasMadeTooEarlyIsAskedForTheOneBehindIt() {
    SubstituteLogger early = new SubstituteLogger("early", new ArrayDeque<>(), false);
    early.setDelegate(plain);
    new LogWriter(early).info(TEXT, VALUES);
    early.setDelegate(events);
    new LogWriter(early).info(TEXT, VALUES);

    assertThat(plain.lines).containsExactly(TEXT);
    assertThat(events.events).hasSize(1);
  }

  @Test
  void withSlf4j17TheTextIsAPlainMessage() {
    new LogWriter(events, false).info(TEXT, VALUES);

    assertThat(events.lines).containsExactly(TEXT);
    assertThat(events.events).isEmpty();
  }

  @Test
  void theLogOfTheseTestsTakesEvents() {
    Logger logback = LoggerFactory.getLogger("requestree.test");

    assertThat(FluentLog.takesKeyValues(logback)).isTrue();
  }

  /** As those of java.util.logging and slf4j-simple are. */
  private static class PlainLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    final transient List<String> lines = new ArrayList<>();

    @Override
    protected String getFullyQualifiedCallerName() {
      return PlainLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
      assertThat(arguments).isNull();
      lines.add(message);
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }

  private static final class EventLogger extends PlainLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;
    final transient List<LoggingEvent> events = new ArrayList<>();

    @Override
    public void log(LoggingEvent event) {
      events.add(event);
    }
  }
}
