package io.github.requestree.servlet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.github.requestree.internal.DetachedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/** Keeps what a logger is given, and keeps it from the console, until closed. Thread-safe. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final long WAIT_MILLIS = 10_000;

  private final Logger logger;
  private final Level levelBefore;
  private final boolean additiveBefore;
  private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch hangsUntil = new CountDownLatch(0);
  private final AtomicReference<Error> fails = new AtomicReference<>();

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

  /** Hangs in each call of the logger, until told to go on. */
  void hang(CountDownLatch goesOn) {
    hangsUntil = goesOn;
  }

  /** Fails in the next call of the logger. */
  void failOnce(Error failure) {
    fails.set(failure);
  }

  @Override
  protected void append(ILoggingEvent event) {
    Error failure = fails.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
    try {
      hangsUntil.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    events.add(event);
  }

  /** Returns what was logged, and what was to be logged, until now. */
  List<ILoggingEvent> events() {
    DetachedLog.await(WAIT_MILLIS);
    return List.copyOf(events);
  }

  List<String> messages() {
    return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Lets go of all events, and of what they hold. */
  void forget() {
    events.clear();
  }

  @Override
  public void close() {
    DetachedLog.await(WAIT_MILLIS);
    logger.detachAppender(this);
    appendersBefore.forEach(logger::addAppender);
    logger.setLevel(levelBefore);
    logger.setAdditive(additiveBefore);
    stop();
  }
}
