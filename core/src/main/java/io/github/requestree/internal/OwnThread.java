package io.github.requestree.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes and ends the library's threads. Stateless. */
public final class OwnThread {

  private OwnThread() {}

  /**
   * Makes a daemon, since a profiler must not keep a JVM alive. A thread that serves a request
   * starts it, and it inherits nothing from that one. A context class loader or thread-locals would
   * keep a web application's classes in memory after its stop.
   */
  public static Thread create(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(OwnThread.class.getClassLoader());
    return thread;
  }

  /** Wakes a thread that has been told to end, and waits for it, at most so long. */
  public static void join(Thread thread, long millis) {
    LockSupport.unpark(thread);
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (thread != Thread.currentThread() && thread.isAlive()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        break;
      }
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
