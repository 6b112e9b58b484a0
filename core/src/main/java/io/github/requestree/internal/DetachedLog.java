package io.github.requestree.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns on logger {@code requestree}, on a daemon thread. An appender may hang, and neither a
 * request nor another thread of ours must hang with it. The thread ends when nothing is left to
 * say. Thread-safe. Nothing here throws, and only {@link #await} waits.
 */
public final class DetachedLog {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  private static final int MAX_WAITING = 100;

  private static final Queue<Runnable> waiting = new ArrayDeque<>();
  private static @Nullable Thread thread;

  private DetachedLog() {}

  /**
   * Has it logged soon.
   *
   * @param message as SLF4J takes it
   * @return false if there is no room, no memory or no thread for it
   */
  public static boolean warn(String message, @Nullable Object... arguments) {
    try {
      return offer(() -> logger.warn(message, arguments));
    } catch (Throwable e) {
      return false;
    }
  }

  private static synchronized boolean offer(Runnable line) {
    if (waiting.size() >= MAX_WAITING) {
      return false;
    }
    waiting.add(line);
    if (thread == null || !thread.isAlive()) {
      try {
        thread = OwnThread.create(DetachedLog::work, "requestree-warnings");
        thread.start();
      } catch (Throwable e) {
        thread = null;
        waiting.remove(line);
        throw e;
      }
    }
    return true;
  }

  private static void work() {
    for (Runnable line = next(); line != null; line = next()) {
      try {
        line.run();
      } catch (Throwable e) {
        // An appender threw, and nobody is left to tell.
      }
    }
  }

  private static synchronized @Nullable Runnable next() {
    Runnable next = waiting.poll();
    if (next == null) {
      thread = null;
    }
    return next;
  }

  /** Waits until all is said, at most so long. */
  public static void await(long millis) {
    Thread working;
    synchronized (DetachedLog.class) {
      working = thread;
    }
    if (working != null) {
      OwnThread.join(working, millis);
    }
  }
}
