package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong cpuNanos = new AtomicLong();
  private final Jvm jvm =
      new FakeWorld() {
        @Override
        public long nanoTime() {
          return nanos.get();
        }

        @Override
        public long ownCpuNanos() {
          return cpuNanos.get();
        }
      };
  private final Counters counters = new Counters();
  private Runnable work = () -> {};

  private final Worker.Job<String> job =
      new Worker.Job<>() {
        @Override
        public void take(String next) {
          work.run();
        }

        @Override
        public long upkeep() {
          return Worker.NOTHING_DUE;
        }

        @Override
        public void end() {}

        @Override
        public void failed(Throwable e) {
          throw new AssertionError(e);
        }
      };
  private final Worker<String> worker =
      new Worker<>(job, new Budget(0.02, 0), counters, jvm, "requestree-worker-test");

  @AfterEach
  void stop() {
    worker.stop();
    worker.join(System.nanoTime() + 10 * SECOND);
  }

  @Test
  void entriesThatCostMuchWaitForTheBudget() {
    work = () -> cpuNanos.addAndGet(SECOND);

    worker.offer("one", 1);
    worker.offer("two", 1);

    Await.until("a pause", worker::isHeldByBudget);
  }

  @Test
  void entriesThatTakeLongWaitForWhatIsDoneWithThem() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    work =
        () -> {
          nanos.addAndGet(SECOND);
          both.countDown();
        };

    worker.offer("one", 1);
    worker.offer("two", 1);
    both.await();

    assertThat(worker.isHeldByBudget()).isFalse();
  }
}
