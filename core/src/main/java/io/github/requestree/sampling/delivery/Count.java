package io.github.requestree.sampling.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count that is right whatever happens: an adder may need memory, and there may be none.
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
