package io.github.requestree.example;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Takes the reports out of the log. They come after the client has its answer. */
final class LoggedReports extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("requestree.profiles");
  private final Logger blockedLogger = (Logger) LoggerFactory.getLogger("requestree.blocked");
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Warning> warnings = new LinkedBlockingQueue<>();

  /**
   * A warning that a thread is blocked.
   *
   * @param reportsBefore how many reports had been logged by then and not been taken
   */
  record Warning(String text, int reportsBefore) {}

  LoggedReports() {
    start();
    logger.addAppender(this);
    blockedLogger.addAppender(this);
    // Other tests in this JVM silence all that has no level of its own.
    blockedLogger.setLevel(Level.WARN);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    if (event.getLoggerName().equals(blockedLogger.getName())) {
      warnings.add(new Warning(message, messages.size()));
    } else {
      messages.add(message);
    }
  }

  /** The next warning that a thread is blocked. */
  Warning takeWarning() throws InterruptedException {
    Warning warning = warnings.poll(10, TimeUnit.SECONDS);
    if (warning == null) {
      throw new AssertionError("no warning");
    }
    return warning;
  }

  /** The next report, which must be of this request. */
  LoggedReport take(String method, String path) throws InterruptedException {
    String message = messages.poll(10, TimeUnit.SECONDS);
    if (message == null || !message.startsWith("--- " + method + " " + path + " ---")) {
      throw new AssertionError("not a report of " + method + " " + path + ": " + message);
    }
    return LoggedReport.parse(message);
  }

  /**
   * The one report of this request among the next so many, in whatever order they come: Tomcat
   * sends an answer before it tells us that a request is complete.
   */
  LoggedReport takeAmong(int count, String method, String path) throws InterruptedException {
    LoggedReport found = null;
    for (int i = 0; i < count; i++) {
      String message = messages.poll(10, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("only " + i + " of " + count + " reports came");
      }
      if (message.startsWith("--- " + method + " " + path + " ---")) {
        found = LoggedReport.parse(message);
      }
    }
    if (found == null) {
      throw new AssertionError("no report of " + method + " " + path);
    }
    return found;
  }

  /** What came and was not taken. */
  String[] rest() {
    return messages.toArray(String[]::new);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    blockedLogger.detachAppender(this);
    blockedLogger.setLevel(null);
  }
}
