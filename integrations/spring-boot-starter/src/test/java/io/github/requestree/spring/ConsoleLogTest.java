package io.github.requestree.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import org.junit.jupiter.api.Test;

/** Colours go where the console alone has the log. */
class ConsoleLogTest {

  private final LoggerContext log = new LoggerContext();
  private final Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger reports = log.getLogger("requestree.profiles");

  @Test
  void withoutAnyAppenderThereIsNoConsole() {
    assertThat(ConsoleLog.isAll(reports)).isFalse();
  }

  @Test
  void theConsoleOfTheRootIsThatOfTheReports() {
    add(root, new ConsoleAppender<>());

    assertThat(ConsoleLog.isAll(reports)).isTrue();
  }

  @Test
  void aFileAtAnyLoggerAboveIsEnoughForNone() {
    add(root, new ConsoleAppender<>());
    add(log.getLogger("requestree"), new FileAppender<>());

    assertThat(ConsoleLog.isAll(reports)).isFalse();
  }

  @Test
  void aFileThatTheReportsDoNotReachIsNoMatter() {
    add(root, new FileAppender<>());
    add(reports, new ConsoleAppender<>());
    reports.setAdditive(false);

    assertThat(ConsoleLog.isAll(reports)).isTrue();
  }

  private static void add(Logger logger, Appender<ILoggingEvent> appender) {
    logger.addAppender(appender);
  }
}
