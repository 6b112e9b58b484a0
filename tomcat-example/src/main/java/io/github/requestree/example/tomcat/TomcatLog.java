package io.github.requestree.example.tomcat;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** Limits Tomcat's log to warnings and errors. */
final class TomcatLog {

  // The JVM forgets a logger, and its level, that nobody holds.
  private static final Logger ALL = Logger.getLogger("org.apache");
  private static final Logger LOADER = Logger.getLogger("org.apache.catalina.loader");

  private TomcatLog() {}

  /** Leaves warnings and errors. */
  static void quieten() {
    ALL.setLevel(Level.WARNING);
    // It warns that it cannot search for leaks of classes that it loaded. It loaded none.
    LOADER.setLevel(Level.SEVERE);
  }

  /**
   * Starts Tomcat. If the application does not start, Tomcat only logs the reason, and goes on
   * without it. The user of a command line needs it as the answer.
   */
  static void start(Tomcat tomcat, Context context) throws LifecycleException {
    FirstFailure failure = new FirstFailure();
    ALL.addHandler(failure);
    ALL.setUseParentHandlers(false);
    try {
      tomcat.start();
    } finally {
      ALL.setUseParentHandlers(true);
      ALL.removeHandler(failure);
    }
    if (!context.getState().isAvailable()) {
      throw new LifecycleException("the application did not start", failure.thrown);
    }
  }

  private static final class FirstFailure extends Handler {

    private volatile @Nullable Throwable thrown;

    @Override
    public synchronized void publish(LogRecord message) {
      if (thrown == null) {
        thrown = message.getThrown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
