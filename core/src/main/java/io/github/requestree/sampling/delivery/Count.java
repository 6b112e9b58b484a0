package io.github.requestree.sampling.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count that needs no memory, unlike an adder, so that it is right even when memory is short.
 * Thread-safe.
 */
public final class Count {
  private final AtomicLong value = new AtomicLong();

  public void increment() {
    value.getAndIncrement();
  }

  public long sum() {
    return value.get();
  }
}
