package io.github.requestree.sampling;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes virtual threads on JDK 21 and later, while tests are compiled for 17. */
public final class VirtualThreads {

  private VirtualThreads() {}

  /** A virtual thread of its own for each task. */
  public static ExecutorService executor() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  public static Thread start(Runnable task) {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
