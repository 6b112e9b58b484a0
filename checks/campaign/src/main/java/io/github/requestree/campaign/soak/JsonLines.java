package io.github.requestree.campaign.soak;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Reads each report in the log as one JSON object on one line, and counts. Thread-safe. */
final class JsonLines extends AppenderBase<ILoggingEvent> {

  /** Said of what there was no time for: that depends on the machine. */
  private static final Pattern COUNTED = Pattern.compile("counted|lost to it: \\d+");

  private final JsonFactory json = new JsonFactory();
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicLong warnings = new AtomicLong();

  /** Reads from now on. */
  static JsonLines read() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    JsonLines lines = new JsonLines();
    Logger logger = (Logger) LoggerFactory.getLogger("requestree");
    lines.setContext(logger.getLoggerContext());
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String line = event.getFormattedMessage();
    if (event.getLoggerName().equals("requestree")) {
      System.err.println(line);
      warnings.addAndGet(COUNTED.matcher(line).find() ? 0 : 1);
      return;
    }
    lines.incrementAndGet();
    if (line.indexOf('\n') >= 0 || !isOneObject(line)) {
      unreadable.incrementAndGet();
      System.err.println(line);
    }
  }

  private boolean isOneObject(String line) {
    try (JsonParser parser = json.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  long lines() {
    return lines.get();
  }

  long unreadable() {
    return unreadable.get();
  }

  /** Returns the number of our warnings. */
  long warnings() {
    return warnings.get();
  }
}
