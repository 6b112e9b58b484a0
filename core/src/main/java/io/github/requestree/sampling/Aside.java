package io.github.requestree.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns in the log, each time on a thread of its own that ends with it: an appender that hangs may
 * be the very thing to be warned of, and nobody else must hang with it. For what is said once; at
 * most {@value #MOST} warnings in all. Thread-safe. Nothing here throws or waits but {@link #join}.
 */
final class Aside {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  private static final int MOST = 100;

  private final String name;
  private final List<Thread> threads = new ArrayList<>();
  private int said;

  Aside(String name) {
    this.name = name + "-warning";
  }

  synchronized void warn(String message, @Nullable Throwable cause) {
    said++;
    if (said > MOST) {
      return;
    }
    threads.removeIf(thread -> !thread.isAlive());
    try {
      Thread thread = OwnThread.create(() -> logger.warn(message, cause), name);
      thread.start();
      threads.add(thread);
    } catch (RuntimeException | Error e) {
      // Out of native threads, which is the moment to say something all the same.
      logger.warn(message, cause);
    }
  }

  /** Waits for what is being said. */
  void join(long deadlineNanos) {
    List<Thread> left;
    synchronized (this) {
      left = List.copyOf(threads);
    }
    for (Thread thread : left) {
      OwnThread.join(thread, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }
  }
}
