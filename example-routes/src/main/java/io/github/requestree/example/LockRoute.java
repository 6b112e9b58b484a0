package io.github.requestree.example;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/** Wants a lock that a background thread of the application holds. */
final class LockRoute {

  private final Object stock = new Object();
  private final ExecutorService lockHolder;
  private long updates;

  LockRoute(DemoThreads threads) {
    lockHolder = threads.lockHolder();
  }

  void lock(Exchange exchange) throws InterruptedException {
    letOtherHoldStock(exchange.seconds(1));
    exchange.lap("until the other thread held the lock");

    long number = updateStock();
    exchange.lap("updateStock");
    exchange.answer(Map.of("updates", number));
  }

  /** Changes the stock, as quickly as possible once the lock is free. */
  private long updateStock() {
    synchronized (stock) {
      return ++updates;
    }
  }

  /** Returns once the background thread holds the lock, which it then keeps for this long. */
  private void letOtherHoldStock(Duration howLong) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    lockHolder.execute(() -> holdStock(held, howLong));
    held.await();
  }

  private void holdStock(CountDownLatch held, Duration howLong) {
    synchronized (stock) {
      held.countDown();
      try {
        SlowWork.slowOperation(howLong);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
