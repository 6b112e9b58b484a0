package io.github.requestree.routes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Both clocks, moved by one thread of the test alone. */
final class FakeTime implements LongSupplier, InstantSource {

  static final Instant START = Instant.parse("2026-11-22T14:53:35.120Z");

  /** Near the largest value, since the origin of such a clock is arbitrary and it may wrap. */
  private volatile long nanos = Long.MAX_VALUE - 1_000;

  private volatile Instant instant = START;

  /** Lets time pass; for one thread. */
  void pass(Duration time) {
    long before = nanos;
    nanos = before + time.toNanos();
    instant = instant.plus(time);
  }

  @Override
  public long getAsLong() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return instant;
  }
}
