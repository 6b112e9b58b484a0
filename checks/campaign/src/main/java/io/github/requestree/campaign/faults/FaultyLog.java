package io.github.requestree.campaign.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** The log of this JVM, which may fail. Only reports and warnings of ours are written at all. */
final class FaultyLog {

  private FaultyLog() {}

  /** Has the log fail from now on, and forgets whoever had it fail before. */
  static void use(Injector faults) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    Logger own = context.getLogger("requestree");
    own.setLevel(Level.INFO);
    own.setAdditive(false);
    own.addAppender(appender(context, faults));
    TurboFilter filter = filter(faults);
    filter.setContext(context);
    filter.start();
    context.addTurboFilter(filter);
  }

  private static UnsynchronizedAppenderBase<ILoggingEvent> appender(
      LoggerContext context, Injector faults) {
    UnsynchronizedAppenderBase<ILoggingEvent> appender =
        new UnsynchronizedAppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {}

          @Override
          public void doAppend(ILoggingEvent event) {
            // Not in append: what is thrown there goes no further.
            faults.hit(Seam.LOG_APPENDER);
          }
        };
    appender.setContext(context);
    appender.start();
    return appender;
  }

  private static TurboFilter filter(Injector faults) {
    return new TurboFilter() {
      @Override
      public FilterReply decide(
          @Nullable Marker marker,
          Logger logger,
          Level level,
          @Nullable String format,
          Object @Nullable [] arguments,
          @Nullable Throwable thrown) {
        if (logger.getName().startsWith("requestree")) {
          faults.hit(Seam.LOG_FILTER);
        }
        return FilterReply.NEUTRAL;
      }
    };
  }
}
