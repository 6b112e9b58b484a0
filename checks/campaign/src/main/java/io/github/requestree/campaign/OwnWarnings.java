package io.github.requestree.campaign;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Keeps the warnings of Requestree, takes its reports, and switches all other logs off.
 * Thread-safe.
 */
public final class OwnWarnings extends AppenderBase<ILoggingEvent> {

  private final List<String> messages = new CopyOnWriteArrayList<>();

  private OwnWarnings() {}

  /** Keeps them from now on. */
  public static OwnWarnings keep() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    OwnWarnings warnings = new OwnWarnings();
    Logger logger = (Logger) LoggerFactory.getLogger("requestree");
    warnings.setContext(logger.getLoggerContext());
    warnings.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.detachAndStopAllAppenders();
    logger.addAppender(warnings);
    return warnings;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      messages.add(event.getFormattedMessage());
    }
  }

  /** Returns those since this was asked last. */
  public List<String> take() {
    List<String> taken = List.copyOf(messages);
    messages.clear();
    return taken;
  }
}
