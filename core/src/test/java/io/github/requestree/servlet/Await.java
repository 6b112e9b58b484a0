package io.github.requestree.servlet;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads are about to do. */
public final class Await {

  private static final Duration MAX_LENGTH = Duration.ofSeconds(60);

  private Await() {}

  /** Returns as soon as the condition holds, and fails if it does not within a minute. */
  public static void until(Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + MAX_LENGTH.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited in vain for " + what.get());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  public static void until(String what, BooleanSupplier condition) {
    until(() -> what, condition);
  }
}
