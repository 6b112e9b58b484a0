package io.github.requestree.sampling;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes executors that carry the profile of each submitting thread to the thread that runs the
 * task. Tasks that others may see are handed over unchanged; see {@link HiddenTasks}. The result
 * can schedule if the wrapped executor can, for any declared type.
 */
final class ProfiledExecutor {

  private ProfiledExecutor() {}

  static Executor of(Executor executor) {
    if (executor instanceof Plain<?>) {
      return executor;
    }
    return executor instanceof ExecutorService service ? of(service) : new Plain<>(executor);
  }

  static ExecutorService of(ExecutorService executor) {
    if (executor instanceof Service<?>) {
      return executor;
    }
    return executor instanceof ScheduledExecutorService scheduled
        ? of(scheduled)
        : new Service<>(executor);
  }

  static ScheduledExecutorService of(ScheduledExecutorService executor) {
    return executor instanceof Scheduled ? executor : new Scheduled(executor);
  }

  static class Plain<E extends Executor> implements Executor {
    final E executor;
    final HiddenTasks hidden;

    Plain(E executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      hidden = HiddenTasks.of(executor);
    }

    @Override
    public final void execute(Runnable task) {
      executor.execute(carryExecuted(task));
    }

    private Runnable carryExecuted(Runnable task) {
      if (HiddenTasks.isOfCompletableFuture(task)) {
        return CarriedTask.carryCompletion(HandOff.capture(), task);
      }
      if (hidden.ifExecuted(task)) {
        return CarriedTask.carry(HandOff.capture(), task);
      }
      noteUnfollowed(task);
      return task;
    }

    final void noteUnfollowed(@Nullable Object task) {
      NotFollowed.note(task, executor.getClass().getName());
    }

    /** Returns the text by which the executor describes itself. */
    @Override
    public final String toString() {
      return executor.toString();
    }
  }

  static class Service<E extends ExecutorService> extends Plain<E> implements ExecutorService {

    Service(E executor) {
      super(executor);
    }

    final Runnable carry(Runnable task) {
      return carry(task, 0, TimeUnit.NANOSECONDS);
    }

    /**
     * @param unit null if the executor is to refuse it
     */
    final Runnable carry(Runnable task, long delay, @Nullable TimeUnit unit) {
      if (unit != null && hidden.ifSubmitted(task)) {
        return CarriedTask.carry(HandOff.capture(unit.toNanos(delay)), task);
      }
      noteUnfollowed(task);
      return task;
    }

    final <T> Callable<T> carry(Callable<T> task, long delay, @Nullable TimeUnit unit) {
      if (unit != null && hidden.ifSubmitted(task)) {
        return CarriedTask.carry(HandOff.capture(unit.toNanos(delay)), task);
      }
      noteUnfollowed(task);
      return task;
    }

    private <T> @Nullable Collection<? extends Callable<T>> carryAll(
        @Nullable Collection<? extends Callable<T>> tasks) {
      HandOff handOff = tasks == null ? null : HandOff.capture();
      if (handOff == null || tasks == null) {
        return tasks;
      }
      return new AbstractCollection<Callable<T>>() {
        @Override
        public int size() {
          return tasks.size();
        }

        @Override
        public Iterator<Callable<T>> iterator() {
          Iterator<? extends Callable<T>> each = tasks.iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return each.hasNext();
            }

            @Override
            public Callable<T> next() {
              Callable<T> task = each.next();
              if (hidden.ifSubmitted(task)) {
                return CarriedTask.carry(handOff, task);
              }
              noteUnfollowed(task);
              return task;
            }
          };
        }
      };
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
      return executor.submit(carry(task, 0, TimeUnit.NANOSECONDS));
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

    /**
     * Overrides a method that every executor service has from JDK 19 on. Its default would wait for
     * ever for the common pool, whose own close does nothing.
     */
    public void close() {
      if (executor instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException("closing an executor failed", e);
        }
      } else {
        shutdown();
      }
    }
  }

  static final class Scheduled extends Service<ScheduledExecutorService>
      implements ScheduledExecutorService {

    Scheduled(ScheduledExecutorService executor) {
      super(executor);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      return executor.schedule(carry(task, delay, unit), delay, unit);
    }

    @Override
    public <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
      return executor.schedule(carry(task, delay, unit), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      Runnable carried = carry(task, initialDelay, unit);
      return executor.scheduleAtFixedRate(carried, initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long initialDelay, long delay, TimeUnit unit) {
      Runnable carried = carry(task, initialDelay, unit);
      return executor.scheduleWithFixedDelay(carried, initialDelay, delay, unit);
    }
  }
}
