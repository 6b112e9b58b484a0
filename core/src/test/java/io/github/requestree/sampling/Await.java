package io.github.requestree.sampling;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for other threads by looking at what they did, not by sleeping. */
public final class Await {

  private static final long NANOS = TimeUnit.SECONDS.toNanos(60);

  private Await() {}

  public static void until(String what, BooleanSupplier reached) {
    until(() -> what, reached);
  }

  @SuppressWarnings("ThreadPriorityCheck")
  public static void until(Supplier<String> what, BooleanSupplier reached) {
    long deadline = System.nanoTime() + NANOS;
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not come true: " + what.get());
      }
      Thread.yield();
    }
  }
}
