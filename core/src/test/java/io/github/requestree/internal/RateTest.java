package io.github.requestree.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

  @Test
  void inNoSecondAreThereMoreThanThat() {
    Rate rate = new Rate(5, now::get);
    SplittableRandom random = new SplittableRandom(1);
    Deque<Long> taken = new ArrayDeque<>();
    for (int i = 0; i < 100_000; i++) {
      now.addAndGet(random.nextLong(SECOND / 4));
      while (!taken.isEmpty() && now.get() - taken.element() >= SECOND) {
        taken.remove();
      }
      boolean spent = rate.isSpent();
      // Neither more than that, nor less.
      assertThat(rate.take()).isEqualTo(taken.size() < 5).isEqualTo(!spent);
      if (!spent) {
        taken.add(now.get());
      }
    }
  }

  @Test
  void manyThreadsTogetherGetNoMore() throws Exception {
    Rate rate = new Rate(100, now::get);
    Callable<Integer> takes =
        () -> {
          int got = 0;
          for (int i = 0; i < 1_000; i++) {
            got += rate.take() ? 1 : 0;
          }
          return got;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        counts.add(threads.submit(takes));
      }
      int got = 0;
      for (Future<Integer> count : counts) {
        got += count.get();
      }
      assertThat(got).isEqualTo(100);
    } finally {
      threads.shutdownNow();
    }
  }
}
