package org.example.app;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Code to be profiled; in a package of its own, since the engine leaves out its own frames. */
public final class App {

  private App() {}

  /** Hands off eleven tasks, in every way there is. */
  public static void submits(ScheduledExecutorService executor) throws Exception {
    Callable<String> task = () -> "done";
    CountDownLatch executed = new CountDownLatch(1);
    require(executor.submit(task).get(), "done");
    require(executor.submit(() -> {}, "result").get(), "result");
    require(executor.submit(() -> {}).get(), null);
    require(executor.invokeAny(List.of(task)), "done");
    require(executor.invokeAny(List.of(task), 1, TimeUnit.MINUTES), "done");
    require(executor.invokeAll(List.of(task, task)).get(1).get(), "done");
    require(executor.invokeAll(List.of(task), 1, TimeUnit.MINUTES).get(0).get(), "done");
    require(executor.schedule(task, 1, TimeUnit.MICROSECONDS).get(), "done");
    require(executor.schedule(() -> {}, 1, TimeUnit.MICROSECONDS).get(), null);
    executor.execute(executed::countDown);
    executed.await();
  }

  /** Hands off so many tasks at once and waits for all of them. */
  public static String submitsAll(ExecutorService executor, int tasks) throws Exception {
    Callable<String> task = () -> "done";
    for (Future<String> done : executor.invokeAll(Collections.nCopies(tasks, task))) {
      require(done.get(), "done");
    }
    return "all done";
  }

  private static void require(Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError(actual + " instead of " + expected);
    }
  }

  public static void submitsPeriodic(ScheduledExecutorService executor) throws Exception {
    CountDownLatch rate = new CountDownLatch(4);
    CountDownLatch delay = new CountDownLatch(4);
    ScheduledFuture<?> first =
        executor.scheduleAtFixedRate(rate::countDown, 0, 1, TimeUnit.MICROSECONDS);
    ScheduledFuture<?> second =
        executor.scheduleWithFixedDelay(delay::countDown, 0, 1, TimeUnit.MICROSECONDS);
    rate.await();
    delay.await();
    first.cancel(false);
    second.cancel(false);
  }

  /** A frame of the application around something else. */
  public static <T> T calls(Callable<T> work) throws Exception {
    return work.call();
  }

  public static void waits(CountDownLatch end) throws InterruptedException {
    end.await();
  }

  public static String spins(BooleanSupplier until) {
    while (!until.getAsBoolean()) {
      Thread.onSpinWait();
    }
    return "spun";
  }
}
