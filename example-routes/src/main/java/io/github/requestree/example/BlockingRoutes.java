package io.github.requestree.example;

import io.github.requestree.sampling.Profiler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Three ways to do something slow and then wait, with different effects on other requests. */
final class BlockingRoutes {

  private final ScheduledExecutorService eventLoop;
  private final ExecutorService workers;

  BlockingRoutes(DemoThreads threads) {
    eventLoop = threads.eventLoop();
    workers = threads.workers();
  }

  /** Blocks the thread that the container lent to this request. */
  void syncBlocking(Exchange exchange) throws InterruptedException {
    // Blocking: the container has one thread less for everybody else.
    SlowWork.slowOperation(exchange.seconds(2));
    exchange.lap("slowOperation");

    // Not blocking: the thread goes back to the container, and the event loop answers.
    exchange.startAsync();
    after(exchange.seconds(1), exchange.task(this::finish));
  }

  /** Blocks the one thread that all asynchronous waits of this application share. */
  void asyncBlocking(Exchange exchange) {
    exchange.startAsync();
    after(exchange.seconds(2), exchange.task(this::finishSlowly));
  }

  private void finishSlowly(Exchange exchange) throws InterruptedException {
    exchange.lap("asynchronous wait");

    // Blocking the event loop: no other asynchronous request gets on meanwhile.
    SlowWork.slowOperation(exchange.seconds(1));
    exchange.lap("slowOperation");
    exchange.answer();
  }

  /** Blocks a thread that is there for it, and keeps no other waiting. */
  void syncBlockingFixed(Exchange exchange) {
    exchange.startAsync();
    workers.execute(Profiler.wrap(exchange.task(this::workThenWait)));
  }

  private void workThenWait(Exchange exchange) throws InterruptedException {
    SlowWork.slowOperation(exchange.seconds(2));
    exchange.lap("slowOperation");
    after(exchange.seconds(1), exchange.task(this::finish));
  }

  /** Does nothing slow. */
  void fast(Exchange exchange) {
    exchange.answer();
  }

  private void finish(Exchange exchange) {
    exchange.lap("asynchronous wait");
    exchange.answer();
  }

  /** Waits asynchronously: no thread waits, the event loop has the task on its list. */
  private void after(Duration wait, Runnable task) {
    // What becomes of the task is the request's answer, so nobody needs the future.
    Future<?> unused = eventLoop.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
