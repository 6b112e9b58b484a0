package io.github.requestree.text;

import java.util.Map;
import org.slf4j.Logger;

/**
 * Writes events as the version and the provider of SLF4J take them: with key-values if these have a
 * place of their own, otherwise as the message alone. Thread-safe.
 */
record LogWriter(Logger logger, boolean fluent) {

  /** True from SLF4J 2.0; older dependencies pin 1.7. */
  private static final boolean FLUENT = isFluent();

  LogWriter(Logger logger) {
    this(logger, FLUENT);
  }

  boolean isActive() {
    return logger.isInfoEnabled();
  }

  /** Writes at level INFO, and never takes the text for a pattern. */
  void info(String text, Map<String, ?> values) {
    // FluentLog is not even loaded where its classes of SLF4J are missing.
    if (fluent && !values.isEmpty() && FluentLog.takesKeyValues(logger)) {
      FluentLog.info(logger, text, values);
    } else {
      logger.info(text);
    }
  }

  private static boolean isFluent() {
    try {
      Logger.class.getMethod("atInfo");
      return true;
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }
}
