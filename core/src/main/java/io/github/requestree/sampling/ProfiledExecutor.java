package io.github.requestree.sampling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Carries the profile of each submitting thread to the thread that runs what it submits. */
final class ProfiledExecutor implements ScheduledExecutorService {

  private final ScheduledExecutorService executor;

  ProfiledExecutor(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  private static Runnable carry(Runnable task) {
    Objects.requireNonNull(task, "task");
    return HandOff.carry(HandOff.capture(), task);
  }

  private static <T> Callable<T> carry(Callable<T> task) {
    Objects.requireNonNull(task, "task");
    return HandOff.carry(HandOff.capture(), task);
  }

  private static <T> List<Callable<T>> carryAll(Collection<? extends Callable<T>> tasks) {
    HandOff handOff = HandOff.capture();
    List<Callable<T>> carried = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      carried.add(HandOff.carry(handOff, Objects.requireNonNull(task, "task")));
    }
    return carried;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(carry(task));
  }

  @Override
  public Future<?> submit(Runnable task) {
    return executor.submit(carry(task));
  }

  @Override
  public <T> Future<T> submit(Runnable task, T result) {
    return executor.submit(carry(task), result);
  }

  @Override
  public <T> Future<T> submit(Callable<T> task) {
    return executor.submit(carry(task));
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return executor.schedule(carry(task), delay, unit);
  }

  @Override
  public <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
    return executor.schedule(carry(task), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return executor.scheduleAtFixedRate(carry(task), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    return executor.scheduleWithFixedDelay(carry(task), initialDelay, delay, unit);
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return executor.invokeAll(carryAll(tasks));
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return executor.invokeAll(carryAll(tasks), timeout, unit);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return executor.invokeAny(carryAll(tasks));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return executor.invokeAny(carryAll(tasks), timeout, unit);
  }

  @Override
  public void shutdown() {
    executor.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return executor.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }
}
