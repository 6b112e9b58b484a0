package io.github.requestree.example.tomcat;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the last exception that Tomcat logs, until closed. Thread-safe. */
final class StartupErrors extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("org.apache.catalina");
  private volatile @Nullable Throwable last;

  StartupErrors() {
    logger.addHandler(this);
  }

  @Nullable Throwable last() {
    return last;
  }

  @Override
  public void publish(LogRecord logged) {
    if (logged.getThrown() != null) {
      last = logged.getThrown();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
