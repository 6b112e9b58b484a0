package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.sampling.pacing.Budget;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final Budget budget = new Budget(0.02, 0);
  private final Budget onDemandBudget = new Budget(0.02, 0);
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private Runnable work = () -> {};

  private final Worker.Job<String> job =
      new Worker.Job<>() {
        @Override
        public void take(String next) {
          taken.add(next);
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
      new Worker<>(job, budget, onDemandBudget, jvm, "requestree-worker-test");

  @AfterEach
  void stop() {
    worker.stop();
    worker.join(System.nanoTime() + 10 * SECOND);
  }

  @Test
  void entriesThatCostMuchWaitForTheBudget() {
    work = () -> cpuNanos.addAndGet(SECOND);

    worker.offer("one", 1, false);
    worker.offer("two", 1, false);

    Await.until("a pause", worker::isHeldByBudget);
  }

  @Test
  void whatSomebodyWaitsForComesFirstAndIsPaidByItsOwnBudget() {
    budget.chargeRequests(2 * budget.saved());
    work = () -> cpuNanos.addAndGet(SECOND);
    worker.offer("one", 1, false);
    Await.until("a pause of many seconds", worker::isHeldByBudget);
    long used = budget.usedNanos();

    worker.offer("two", 1, false);
    worker.offer("asked", 1, true);

    Await.until("its cost is stated", () -> onDemandBudget.usedNanos() == SECOND);
    assertThat(taken).containsExactly("one", "asked");
    assertThat(budget.usedNanos()).isEqualTo(used);
  }

  @Test
  void whatSomebodyWaitsForKeepsNothingBackWhileItsOwnBudgetIsUsedUp() {
    onDemandBudget.chargeReport(SECOND);

    worker.offer("asked", 1, true);
    worker.offer("one", 1, false);

    Await.until("the other one", () -> !taken.isEmpty());
    assertThat(taken).containsExactly("one");
    nanos.addAndGet(60 * SECOND);
    Await.until("both", () -> taken.size() == 2);
  }

  @Test
  void whatNoBudgetPaysForAnyMoreIsDoneBeforeTheEnd() {
    onDemandBudget.chargeReport(SECOND);
    worker.offer("asked", 1, true);

    worker.stop();

    assertThat(worker.join(System.nanoTime() + 10 * SECOND)).isEmpty();
    assertThat(taken).containsExactly("asked");
  }

  @Test
  void entriesThatTakeLongWaitForWhatIsDoneWithThem() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    work =
        () -> {
          nanos.addAndGet(SECOND);
          both.countDown();
        };

    worker.offer("one", 1, false);
    worker.offer("two", 1, false);
    both.await();

    assertThat(worker.isHeldByBudget()).isFalse();
  }
}
