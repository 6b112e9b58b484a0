package io.github.requestree.internal;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives so many permits in any one second. It remembers when each was given: a count that starts
 * anew each second would give twice as many around a boundary. Thread-safe; a thread that gets no
 * permit waits for no lock.
 */
public final class Rate {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;

  /**
   * The times at which the permits are free again, in a ring: the one given first is free first.
   */
  private final long[] freeAgain;

  private int next;
  private volatile long nextFree;

  public Rate(int perSecond, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    freeAgain = new long[perSecond];
    nextFree = nanoTime.getAsLong();
    Arrays.fill(freeAgain, nextFree);
  }

  /** Returns whether all permits of the last second are given. */
  public boolean isSpent() {
    return nanoTime.getAsLong() - nextFree < 0;
  }

  /** Takes a permit, if there is one. */
  public boolean take() {
    if (isSpent()) {
      return false;
    }
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (now - nextFree < 0) {
        return false;
      }
      freeAgain[next] = now + SECOND;
      next = (next + 1) % freeAgain.length;
      nextFree = freeAgain[next];
      return true;
    }
  }
}
