package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The threads between which requests hop. After each task they must be free of any profile. */
final class StressPool implements AutoCloseable {

  /** What a request that fails throws. */
  static final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestFailure() {
      super("the request fails", null, false, false);
    }
  }

  private static final int THREADS = 24;

  private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS);
  private final ScheduledExecutorService wrapped = Profiler.wrap(threads);
  private final AtomicLong pending = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  void execute(Runnable task) {
    pending.incrementAndGet();
    threads.execute(
        () -> {
          run(task);
          if (CurrentSegment.latest() != null) {
            failures.add(new AssertionError("a thread has kept a segment"));
          }
        });
  }

  /** Executes it as a lane of the calling thread's request. */
  void handOff(Runnable task) {
    pending.incrementAndGet();
    wrapped.execute(() -> run(task));
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RequestFailure e) {
      // As a container would: it answers 500 and goes on.
    } catch (Throwable e) {
      failures.add(e);
    } finally {
      pending.decrementAndGet();
    }
  }

  boolean isIdle() {
    return pending.get() == 0;
  }

  /** Asserts that nothing has gone wrong, and looks at all threads at once. */
  void assertClean() throws Exception {
    CyclicBarrier all = new CyclicBarrier(THREADS);
    Callable<Boolean> isFree =
        () -> {
          all.await(60, TimeUnit.SECONDS);
          return CurrentSegment.latest() == null;
        };
    List<Callable<Boolean>> looks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      looks.add(isFree);
    }
    for (Future<Boolean> free : threads.invokeAll(looks)) {
      assertThat(free.get()).as("a thread is free of profiles").isTrue();
    }
    assertThat(failures).isEmpty();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
