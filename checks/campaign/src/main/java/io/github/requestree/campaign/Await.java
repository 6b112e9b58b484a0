package io.github.requestree.campaign;

import java.util.concurrent.Callable;

/** Waits for what must come, however slow the machine is. */
public final class Await {

  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long PAUSE_MILLIS = 5;

  private Await() {}

  /** Returns whether it came true within a minute. */
  public static boolean until(Callable<Boolean> isThere) throws Exception {
    long start = System.nanoTime();
    while (!isThere.call()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
