package io.github.requestree.spring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Knows whether reports go to the console alone: in a file, colours are noise. Stateless. */
final class ConsoleLog {

  private static final String REPORTS = "requestree.profiles";

  private ConsoleLog() {}

  /** Returns whether there are appenders for reports, and all of them write to the console. */
  static boolean isAll() {
    try {
      return LoggerFactory.getLogger(REPORTS) instanceof Logger reports && isAll(reports);
    } catch (LinkageError e) {
      // Then it is not Logback that writes the log.
      return false;
    }
  }

  /** As {@link #isAll()}, for the logger that reports go to. */
  static boolean isAll(Logger reports) {
    boolean found = false;
    String name = reports.getName();
    while (name != null) {
      Logger logger = reports.getLoggerContext().getLogger(name);
      for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext(); ) {
        if (!(all.next() instanceof ConsoleAppender)) {
          return false;
        }
        found = true;
      }
      name = logger.isAdditive() ? parent(name) : null;
    }
    return found;
  }

  private static @Nullable String parent(String name) {
    int dot = name.lastIndexOf('.');
    return name.equals(Logger.ROOT_LOGGER_NAME)
        ? null
        : dot < 0 ? Logger.ROOT_LOGGER_NAME : name.substring(0, dot);
  }
}
