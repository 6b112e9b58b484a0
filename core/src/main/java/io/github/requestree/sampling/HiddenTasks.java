package io.github.requestree.sampling;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of an executor's tasks only the JDK sees. Only those may be replaced. A queue may
 * compare other tasks, and an executor of the application may know them by their classes. A
 * rejection handler may keep them, and the owner of a pool may remove them. Immutable and
 * thread-safe.
 *
 * <p>A task that the JDK puts into a future of its own is hidden by it. A task that it queues
 * unchanged is not.
 *
 * @param handedThrough a pool whose handler decides, since it may be replaced at any time; else
 *     null
 */
record HiddenTasks(
    boolean submitted, boolean executed, @Nullable ThreadPoolExecutor handedThrough) {

  private static final String JDK = "java.util.concurrent.";

  /** Hides the executor behind it, and therefore how that one treats its tasks. */
  private static final String UNCONFIGURABLE = JDK + "Executors$DelegatedExecutorService";

  /** Exists from JDK 21 on; a task becomes that of a thread and is never queued. */
  private static final String THREAD_PER_TASK = JDK + "ThreadPerTaskExecutor";

  private static final String SINGLE_SCHEDULED =
      JDK + "Executors$DelegatedScheduledExecutorService";

  /** A class that overrides one of these sees tasks before they are in a future. */
  private static final Set<String> TAKE_TASKS =
      Set.of(
          "submit",
          "newTaskFor",
          "decorateTask",
          "invoke",
          "invokeAll",
          "invokeAllUninterruptibly",
          "invokeAny",
          "schedule",
          "scheduleAtFixedRate",
          "scheduleWithFixedDelay");

  private static final Set<String> SHOW_EXECUTED =
      Set.of("execute", "beforeExecute", "afterExecute");

  private static final Set<Class<?>> SILENT_HANDLERS =
      Set.of(
          ThreadPoolExecutor.AbortPolicy.class,
          ThreadPoolExecutor.CallerRunsPolicy.class,
          ThreadPoolExecutor.DiscardPolicy.class,
          ThreadPoolExecutor.DiscardOldestPolicy.class);

  static HiddenTasks of(Executor executor) {
    try {
      return look(executor);
    } catch (Throwable e) {
      // Such as a subclass with a method whose types are missing here.
      return new HiddenTasks(false, false, null);
    }
  }

  private static HiddenTasks look(Executor executor) {
    Set<String> overridden = new HashSet<>();
    Class<?> type = executor.getClass();
    while (type.getClassLoader() != null) {
      for (Method method : type.getDeclaredMethods()) {
        overridden.add(method.getName());
      }
      type = type.getSuperclass();
    }
    boolean submitted =
        type.getName().startsWith(JDK)
            && ExecutorService.class.isAssignableFrom(type)
            && !type.getName().equals(UNCONFIGURABLE)
            && TAKE_TASKS.stream().noneMatch(overridden::contains);
    boolean nobodyLooks = submitted && SHOW_EXECUTED.stream().noneMatch(overridden::contains);
    boolean inFutures =
        ForkJoinPool.class.isAssignableFrom(type)
            || type.getName().equals(SINGLE_SCHEDULED)
            || type.getName().equals(THREAD_PER_TASK)
            || (executor instanceof ThreadPoolExecutor
                && executor instanceof ScheduledExecutorService);
    boolean neverQueued =
        executor instanceof ThreadPoolExecutor pool
            && pool.getQueue().getClass() == SynchronousQueue.class;
    return new HiddenTasks(
        submitted,
        nobodyLooks && inFutures,
        nobodyLooks && neverQueued ? (ThreadPoolExecutor) executor : null);
  }

  /** Returns whether a task is hidden that is submitted, invoked or scheduled. */
  boolean ifSubmitted(@Nullable Object task) {
    return submitted && task != null && !isForkJoinTask(task);
  }

  /** Returns whether a task is hidden that is just to be executed. */
  boolean ifExecuted(@Nullable Object task) {
    return task != null
        && !isForkJoinTask(task)
        && (executed
            || (handedThrough != null
                && SILENT_HANDLERS.contains(
                    handedThrough.getRejectedExecutionHandler().getClass())));
  }

  /** Returns whether a pool of its kind takes it unchanged, so that its owner may join it. */
  private static boolean isForkJoinTask(Object task) {
    return task instanceof ForkJoinTask<?>;
  }

  /**
   * Returns whether a task is one of those that {@link CompletableFuture} makes. No other code has
   * it or knows its class, so it is hidden everywhere.
   */
  static boolean isOfCompletableFuture(@Nullable Object task) {
    return task instanceof CompletableFuture.AsynchronousCompletionTask
        && task.getClass().getName().startsWith(JDK)
        && task instanceof Runnable
        && task instanceof ForkJoinTask<?>;
  }
}
