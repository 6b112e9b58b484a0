package com.example.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the application of the contract does; outside our packages, whose frames are not shown. */
public final class Workload {

  private Workload() {}

  /** Sleeps, and returns how many nanoseconds that took. */
  public static long pause(long millis) {
    long start = System.nanoTime();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return System.nanoTime() - start;
  }

  /** Sleeps until somebody has seen it, and returns how many nanoseconds that took. */
  public static long pause(BooleanSupplier seen) {
    long nanos = 0;
    do {
      nanos += pause(20);
    } while (!seen.getAsBoolean());
    return nanos;
  }

  /** Keeps a CPU busy, and returns how many nanoseconds that took. */
  public static long burn(long millis) {
    long start = System.nanoTime();
    long end = start + millis * 1_000_000;
    long value = 1;
    while (System.nanoTime() - end < 0) {
      value = value * 6_364_136_223_846_793_005L + 1;
    }
    return Math.max(1, System.nanoTime() - start + (value & 1));
  }

  /** Waits for somebody else. */
  public static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sleeps in a call that a method of the JDK makes. */
  public static void pauseInsideTheJdk(long millis) {
    Stream.of(millis).map(Math::abs).forEach(Workload::pause);
  }

  /** Sleeps in two methods, one after the other. */
  public static void pauseTwice(long millis) {
    first(millis);
    second(millis);
  }

  /** Sleeps in two methods, one after the other, until somebody has seen it. */
  public static void pauseTwice(BooleanSupplier seen) {
    do {
      pauseTwice(20);
    } while (!seen.getAsBoolean());
  }

  private static void first(long millis) {
    pause(millis);
  }

  private static void second(long millis) {
    pause(millis);
  }

  public static void alpha() {
    mix();
  }

  public static void beta() {
    mix();
  }

  public static void gamma() {
    mix();
  }

  public static void delta() {
    mix();
  }

  private static void mix() {
    for (int i = 0; i < 3; i++) {
      if (ThreadLocalRandom.current().nextBoolean()) {
        burn(1);
      } else {
        pause(1);
      }
    }
  }
}
