package io.github.requestree.example;

import io.github.requestree.sampling.Profiler;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The application's own threads: started when first needed, stopped with the application. */
final class DemoThreads implements ServletContextListener {

  private static final int WORKERS = 4;

  /** All asynchronous waits of the application end on this one thread. */
  private final ScheduledExecutorService eventLoop =
      Profiler.wrap(Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "event-loop")));

  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, numbered("worker"));

  private final ExecutorService lockHolder =
      Executors.newSingleThreadExecutor(task -> daemon(task, "lock-holder"));

  ScheduledExecutorService eventLoop() {
    return eventLoop;
  }

  ExecutorService workers() {
    return workers;
  }

  ExecutorService lockHolder() {
    return lockHolder;
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    List<ExecutorService> all = List.of(eventLoop, workers, lockHolder);
    all.forEach(ExecutorService::shutdownNow);
    try {
      for (ExecutorService each : all) {
        each.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory numbered(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> daemon(task, name + "-" + count.incrementAndGet());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
