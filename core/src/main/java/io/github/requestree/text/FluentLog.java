package io.github.requestree.text;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.SubstituteLogger;
import org.slf4j.spi.DefaultLoggingEventBuilder;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;

/** Holds all code that needs SLF4J 2.0. Stateless and thread-safe. */
final class FluentLog {

  private FluentLog() {}

  /**
   * Returns whether key-values have a place of their own. For providers that know no events, SLF4J
   * puts them in front of the message, which would no longer begin with its first line.
   */
  static boolean takesKeyValues(Logger logger) {
    // Made while the provider was just being looked for.
    Logger real = logger instanceof SubstituteLogger substitute ? substitute.delegate() : logger;
    return real instanceof LoggingEventAware
        || real.makeLoggingEventBuilder(Level.INFO).getClass() != DefaultLoggingEventBuilder.class;
  }

  static void info(Logger logger, String text, Map<String, ?> values) {
    LoggingEventBuilder event = logger.atInfo();
    for (Map.Entry<String, ?> value : values.entrySet()) {
      event = event.addKeyValue(value.getKey(), value.getValue());
    }
    // As the message itself: as an argument, some layouts would print the pattern instead.
    event.log(text);
  }
}
