package io.github.requestree.sampling.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns in the log, each time on a thread of its own. An appender that hangs may be the very reason
 * for the warning, and nobody else must hang with it. For warnings that are given once; at most
 * {@value #MAX_WARNINGS} in all. Thread-safe. Nothing here throws or waits but {@link #join}.
 *
 * <p>Without a thread or memory for a warning it is not given, since the caller must go on.
 */
final class DetachedWarnings {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  private static final int MAX_WARNINGS = 100;

  /** A kind of failure, of which one is told. */
  private record Kind(Object whose, String what, Class<?> failure, Class<?> cause) {}

  private final String name;
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Kind> kinds = new HashSet<>();
  private int said;

  DetachedWarnings(String name) {
    this.name = name + "-warning";
  }

  /** Gives this warning. */
  synchronized void warn(String message, @Nullable Throwable cause) {
    said++;
    if (said > MAX_WARNINGS) {
      return;
    }
    try {
      threads.removeIf(thread -> !thread.isAlive());
      Thread thread = OwnThread.create(() -> say(message, cause), name);
      threads.add(thread);
      thread.start();
    } catch (Throwable e) {
      said--;
    }
  }

  private static void say(String message, @Nullable Throwable cause) {
    try {
      logger.warn(message, cause);
    } catch (Throwable e) {
      // An appender threw, and nobody is left to tell.
    }
  }

  /**
   * Tells of a failure, unless one of the same kind was told.
   *
   * @param whose the object that failed: two of the same name are told apart
   * @param what names the failure and its consequence
   */
  synchronized void failed(Object whose, String what, Throwable failure) {
    try {
      // The cause: of exceptions that only wrap another one, all are of the same kind.
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      Kind kind = new Kind(whose, what, failure.getClass(), cause.getClass());
      int before = said;
      if (said < MAX_WARNINGS && !kinds.contains(kind)) {
        warn(what + "; further failures of this kind are only counted", failure);
        if (said > before) {
          kinds.add(kind);
        }
      }
    } catch (Throwable e) {
      // There is not even memory to find out; the next one may be told.
    }
  }

  /** Waits for the warnings under way. */
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
