package io.github.requestree.sampling.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.sampling.Await;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.SamplerClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetedQueueTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong cpuNanos = new AtomicLong();
  private final SamplerClock clock =
      new SamplerClock() {
        @Override
        public long nanoTime() {
          return nanos.get();
        }

        @Override
        public long ownCpuNanos() {
          return cpuNanos.get();
        }

        @Override
        public long wakingCost(long spentNanos) {
          return spentNanos;
        }
      };
  private final Budget budget = new Budget(0.02, 0);
  private final Budget onDemandBudget = new Budget(0.02, 0);
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private Runnable work = () -> {};

  private final BudgetedQueue.Consumer<String> consumer =
      new BudgetedQueue.Consumer<>() {
        @Override
        public void take(String next) {
          taken.add(next);
          work.run();
        }

        @Override
        public long upkeep() {
          return BudgetedQueue.NOTHING_DUE;
        }

        @Override
        public void end() {}

        @Override
        public void failed(Throwable e) {
          throw new AssertionError(e);
        }
      };
  private final BudgetedQueue<String> queue =
      new BudgetedQueue<>(
          consumer, new Funds(budget, onDemandBudget, clock), "requestree-queue-test");

  @AfterEach
  void stop() {
    queue.stop();
    queue.join(System.nanoTime() + 10 * SECOND);
  }

  @Test
  void whatComesWhileItIsStoppedIsProcessedOrHandedBackOrRefused() throws Exception {
    for (int i = 0; i < 500; i++) {
      taken.clear();
      BudgetedQueue<String> stopping =
          new BudgetedQueue<>(
              consumer, new Funds(budget, onDemandBudget, clock), "requestree-queue-test");
      CyclicBarrier together = new CyclicBarrier(4);
      AtomicInteger accepted = new AtomicInteger();
      List<Thread> offering = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        Thread thread =
            new Thread(
                () -> {
                  awaitAll(together);
                  for (int k = 0; k < 100; k++) {
                    accepted.addAndGet(stopping.offer("entry " + k, 1, false) ? 1 : 0);
                  }
                });
        thread.start();
        offering.add(thread);
      }
      awaitAll(together);
      stopping.stop();
      int left = stopping.join(System.nanoTime() + 60 * SECOND).size();
      for (Thread thread : offering) {
        thread.join();
      }

      assertThat(stopping.waiting()).isZero();
      assertThat(taken.size() + left).isEqualTo(accepted.get());
    }
  }

  private static void awaitAll(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void entriesThatCostMuchWaitForTheBudget() {
    work = () -> cpuNanos.addAndGet(SECOND);

    queue.offer("one", 1, false);
    queue.offer("two", 1, false);

    Await.until("a pause", queue::isHeldByBudget);
  }

  @Test
  void whatSomebodyWaitsForComesFirstAndIsPaidByItsOwnBudget() {
    budget.chargeRequests(2 * budget.saved());
    work = () -> cpuNanos.addAndGet(SECOND);
    queue.offer("one", 1, false);
    Await.until("a pause of many seconds", queue::isHeldByBudget);
    long used = budget.usedNanos();

    queue.offer("two", 1, false);
    queue.offer("asked", 1, true);

    Await.until("its cost is stated", () -> onDemandBudget.usedNanos() == SECOND);
    assertThat(taken).containsExactly("one", "asked");
    assertThat(budget.usedNanos()).isEqualTo(used);
  }

  @Test
  void whatSomebodyWaitsForKeepsNothingBackWhileItsOwnBudgetIsUsedUp() {
    onDemandBudget.chargeReport(SECOND);

    queue.offer("asked", 1, true);
    queue.offer("one", 1, false);

    Await.until("the other one", () -> !taken.isEmpty());
    assertThat(taken).containsExactly("one");
    nanos.addAndGet(60 * SECOND);
    Await.until("both", () -> taken.size() == 2);
  }

  @Test
  void whatNoBudgetPaysForAnyMoreIsDoneBeforeTheEnd() {
    onDemandBudget.chargeReport(SECOND);
    queue.offer("asked", 1, true);

    queue.stop();

    assertThat(queue.join(System.nanoTime() + 10 * SECOND)).isEmpty();
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

    queue.offer("one", 1, false);
    queue.offer("two", 1, false);
    both.await();

    assertThat(queue.isHeldByBudget()).isFalse();
  }
}
