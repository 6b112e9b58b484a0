package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An executor does the same whether it is wrapped or not, in a profile or not: what its tasks do,
 * what its hooks, handlers and queues see, what it returns and throws. Each way of using it writes
 * down all of that, for the same random sequences of calls.
 */
class SameBehaviourTest {

  private static final int SEQUENCES = Repeats.of(60);
  private static final int CALLS = 14;

  private final Profiler profiler =
      Profiler.builder().options(SamplingOptions.DEFAULT.withMaxOverhead(1)).sink(p -> {}).build();

  @AfterEach
  void close() {
    profiler.close();
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameWrappedOrNotInAProfileOrNot(Kind kind) throws Exception {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      List<String> raw = new Run(kind, seed).use(executor -> executor);
      List<String> wrapped = new Run(kind, seed).use(Profiler::wrap);
      Run profiled = new Run(kind, seed);
      List<String> inProfile = profiler.call("test", () -> profiled.use(Profiler::wrap));

      assertThat(raw).as("what came of the calls").isNotEmpty();
      assertThat(wrapped).as("wrapped, seed %d", seed).isEqualTo(raw);
      assertThat(inProfile).as("in a profile, seed %d", seed).isEqualTo(raw);
    }
  }

  /** The executors. Those that queue have one thread, which waits while they are used. */
  enum Kind {
    FIXED(true, run -> Executors.newFixedThreadPool(1)),
    SINGLE(true, run -> Executors.newSingleThreadExecutor()),
    UNCONFIGURABLE(
        true, run -> Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1))),
    CACHED(false, run -> Executors.newCachedThreadPool()),
    SCHEDULED(true, run -> Executors.newScheduledThreadPool(1)),
    SINGLE_SCHEDULED(true, run -> Executors.newSingleThreadScheduledExecutor()),
    WORK_STEALING(false, run -> Executors.newWorkStealingPool(2)),
    FORK_JOIN_POOL(false, run -> new ForkJoinPool(2)),
    PRIORITIES(true, run -> pool(new PriorityBlockingQueue<>())),
    PRIORITIES_BY_CLASS(
        true,
        run ->
            pool(
                new PriorityBlockingQueue<>(
                    10, Comparator.comparingInt((Runnable task) -> ((Job) task).priority)))),
    HIDDEN_PRIORITIES(
        true, run -> Executors.unconfigurableExecutorService(pool(new PriorityBlockingQueue<>()))),
    DELAYS(true, run -> delaying()),
    NEWEST_FIRST(
        true,
        run ->
            pool(
                new LinkedBlockingDeque<>() {
                  private static final long serialVersionUID = 1;

                  @Override
                  public boolean offer(Runnable task) {
                    return offerFirst(task);
                  }
                })),
    REJECTING(
        true,
        run ->
            new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(3),
                (task, pool) -> run.say("rejected " + run.identify(task)))),
    REJECTING_AT_ONCE(
        true,
        run ->
            new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                (task, pool) -> run.say("rejected " + run.identify(task)))),
    CALLER_RUNS(
        true,
        run ->
            new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(3),
                new ThreadPoolExecutor.CallerRunsPolicy())),
    HOOKED(true, HookedPool::new),
    HOOKED_SCHEDULED(true, DecoratingPool::new),
    OWN(true, OwnExecutor::new);

    private final boolean queues;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Function<Run, ExecutorService> make;

    Kind(boolean queues, Function<Run, ExecutorService> make) {
      this.queues = queues;
      this.make = make;
    }
  }

  private static ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ThreadPoolExecutor delaying() {
    return pool((BlockingQueue) new DelayQueue<>());
  }

  /** Knows its tasks by class, and by what it is given before and after. */
  private static final class HookedPool extends ThreadPoolExecutor {
    private final Run run;

    HookedPool(Run run) {
      super(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
      this.run = run;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      run.say("before " + run.identify(task));
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
      run.say("after " + run.identify(task) + " " + thrown);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
      run.say("new task for " + run.identify(task));
      return super.newTaskFor(task);
    }
  }

  private static final class DecoratingPool extends ScheduledThreadPoolExecutor {
    private final Run run;

    DecoratingPool(Run run) {
      super(1);
      this.run = run;
    }

    @Override
    protected <V> RunnableScheduledFuture<V> decorateTask(
        Runnable task, RunnableScheduledFuture<V> future) {
      run.say("decorate " + run.identify(task));
      return future;
    }

    @Override
    protected <V> RunnableScheduledFuture<V> decorateTask(
        Callable<V> task, RunnableScheduledFuture<V> future) {
      run.say("decorate " + run.identify(task));
      return future;
    }
  }

  /** Of an application: knows what it runs, takes no null and hands the rest to a pool. */
  private static final class OwnExecutor extends AbstractExecutorService {
    private final ExecutorService pool = Executors.newFixedThreadPool(1);
    private final Run run;

    OwnExecutor(Run run) {
      this.run = run;
    }

    @Override
    public void execute(Runnable task) {
      run.say("takes " + run.identify(task));
      if (task != null) {
        pool.execute(task);
      }
    }

    @Override
    public void shutdown() {
      pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return pool.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return pool.awaitTermination(timeout, unit);
    }
  }

  /** A task that is more than a task. */
  private static final class Job implements Runnable, Callable<String>, Delayed {
    final int priority;
    private final Runnable work;

    Job(int priority, Runnable work) {
      this.priority = priority;
      this.work = work;
    }

    @Override
    public void run() {
      work.run();
    }

    @Override
    public String call() {
      work.run();
      return "called " + priority;
    }

    @Override
    public int compareTo(Delayed other) {
      return Integer.compare(priority, ((Job) other).priority);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public String toString() {
      return "job " + priority;
    }
  }

  /** One sequence of calls and what came of it. */
  private static final class Run {
    private final Kind kind;
    private final Random random;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<Object> tasks = Collections.synchronizedList(new ArrayList<>());
    private final List<Future<?>> futures = new ArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    Run(Kind kind, int seed) {
      this.kind = kind;
      random = new Random(seed);
    }

    void say(String what) {
      said.add(withoutHash(what));
    }

    private static String withoutHash(String text) {
      return text.replaceAll("@[0-9a-f]+", "");
    }

    /** Which of our tasks it is; else its class and what it says of itself. */
    @SuppressWarnings("ReferenceEquality")
    String identify(Object task) {
      if (task == null) {
        return "null";
      }
      synchronized (tasks) {
        for (int i = 0; i < tasks.size(); i++) {
          if (tasks.get(i) == task) {
            return "task " + i;
          }
        }
      }
      if (task instanceof CompletableFuture.AsynchronousCompletionTask) {
        return "a task of a future, for pools that help: " + (task instanceof ForkJoinTask<?>);
      }
      return withoutHash(task.getClass().getName() + " " + task);
    }

    List<String> use(Function<ExecutorService, ExecutorService> wrapping) throws Exception {
      ExecutorService own = kind.make.apply(this);
      ExecutorService used = wrapping.apply(own);
      CountDownLatch inside = new CountDownLatch(1);
      Runnable first =
          add(
              new Job(
                  -1,
                  () -> {
                    inside.countDown();
                    pause(gate);
                  }));
      if (kind.queues) {
        used.execute(first);
        pause(inside);
      }
      for (int i = 0; i < CALLS; i++) {
        call(used, own, i);
      }
      List<Runnable> left = List.of();
      if (kind.queues && random.nextBoolean()) {
        left = (random.nextBoolean() ? used : own).shutdownNow();
      } else {
        used.shutdown();
      }
      gate.countDown();
      assertThat(own.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      say("left " + left.stream().map(this::identify).sorted().toList());
      for (Future<?> future : futures) {
        say("future " + future.getClass().getName() + " " + outcome(future));
      }
      say(used.isShutdown() + " " + used.isTerminated());
      return List.copyOf(said);
    }

    private void call(ExecutorService used, ExecutorService own, int i) throws Exception {
      CountDownLatch done = new CountDownLatch(1);
      Runnable work =
          () -> {
            say("runs " + i);
            done.countDown();
          };
      boolean taken = true;
      try {
        switch (random.nextInt(kind.queues ? 12 : 8)) {
          case 0, 1 -> used.execute(add(new Job(random.nextInt(100), work)));
          case 2 -> used.execute(add(work));
          case 3 -> used.execute(add(new FutureTask<>(work, "result " + i)));
          case 4 -> used.execute((Runnable) add(ForkJoinTask.adapt(work)));
          case 5 -> futures.add(used.submit((Callable<String>) add(new Job(i, work))));
          case 6 -> futures.add(used.submit(add(new Job(i, work)), "given"));
          case 7 -> futures.add(CompletableFuture.runAsync(work, used));
          case 8 -> {
            taken = false;
            used.execute(null);
          }
          case 9 -> {
            taken = false;
            say(identify(used.submit((Callable<String>) null)));
          }
          default -> {
            taken = false;
            if (own instanceof ThreadPoolExecutor pool) {
              Object task = tasks.get(random.nextInt(tasks.size()));
              say("has " + pool.getQueue().contains(task));
              say("queue " + pool.getQueue().stream().map(this::identify).sorted().toList());
              say("removes " + pool.remove((Runnable) task));
            }
          }
        }
      } catch (RuntimeException e) {
        taken = false;
        say("throws " + e.getClass().getName());
      }
      if (taken && !kind.queues) {
        pause(done);
      }
    }

    private <T> T add(T task) {
      tasks.add(task);
      return task;
    }

    private static String outcome(Future<?> future) throws InterruptedException {
      if (!future.isDone()) {
        return "not done";
      }
      try {
        return String.valueOf(future.get());
      } catch (ExecutionException e) {
        return e.getCause().getClass().getName();
      }
    }

    private static void pause(CountDownLatch latch) {
      try {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        // As by shutdownNow: the work is over.
        Thread.currentThread().interrupt();
      }
    }
  }
}
