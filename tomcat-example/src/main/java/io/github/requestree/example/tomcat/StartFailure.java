package io.github.requestree.example.tomcat;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * Why an application did not start. Tomcat only logs it, and serves without the application; the
 * user of a command line wants it as the answer.
 */
final class StartFailure extends Handler {

  /** A field, because the JVM forgets a logger, and its level, that nobody holds. */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private volatile @Nullable Throwable thrown;

  private StartFailure() {}

  /** Starts it, or throws what kept it from starting. */
  static void start(Tomcat tomcat, Context context) throws Exception {
    TOMCAT.setLevel(Level.WARNING);
    StartFailure failure = new StartFailure();
    TOMCAT.addHandler(failure);
    TOMCAT.setUseParentHandlers(false);
    try {
      tomcat.start();
    } finally {
      TOMCAT.setUseParentHandlers(true);
      TOMCAT.removeHandler(failure);
    }
    if (!context.getState().isAvailable()) {
      throw new LifecycleException("the application did not start", failure.thrown);
    }
  }

  @Override
  public void publish(LogRecord message) {
    if (thrown == null) {
      thrown = message.getThrown();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
