package io.github.requestree.servlet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what a logger is given, and keeps it from the console, until closed. Thread-safe. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger;
  private final Level levelBefore;
  private final boolean additiveBefore;
  private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  LogCapture(String name) {
    this(name, Level.INFO);
  }

  LogCapture(String name, Level level) {
    logger = (Logger) LoggerFactory.getLogger(name);
    levelBefore = logger.getLevel();
    additiveBefore = logger.isAdditive();
    setContext(logger.getLoggerContext());
    start();
    logger.setLevel(level);
    logger.setAdditive(false);
    logger.iteratorForAppenders().forEachRemaining(appendersBefore::add);
    appendersBefore.forEach(logger::detachAppender);
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  List<ILoggingEvent> events() {
    return List.copyOf(events);
  }

  List<String> messages() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Lets go of all events, and of what they hold. */
  void forget() {
    events.clear();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    appendersBefore.forEach(logger::addAppender);
    logger.setLevel(levelBefore);
    logger.setAdditive(additiveBefore);
    stop();
  }
}
