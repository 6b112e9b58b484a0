package io.github.requestree.example;

import java.time.Duration;

/** Stands for any slow and blocking work: a query, a remote call, a file on a slow disk. */
final class SlowWork {

  private SlowWork() {}

  /** Keeps the calling thread for this long. */
  static void slowOperation(Duration howLong) throws InterruptedException {
    Thread.sleep(howLong.toMillis());
  }
}
