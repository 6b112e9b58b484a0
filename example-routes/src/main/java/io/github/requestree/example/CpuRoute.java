package io.github.requestree.example;

import java.util.Map;

/**
 * Keeps a CPU busy in two methods, 70 to 30.
 *
 * <p>They take turns in five rounds, so that the tree has to add up times that lay apart. A turn is
 * long against the gap between two checks of the sampler, so that the shares come out right, and
 * not by luck. Each turn ends by the clock, not after a fixed amount of work, so the shares hold on
 * every machine, warmed up or not. Each loop ends on a condition that cannot be computed in
 * advance, so the compiler leaves a safepoint poll in it. Without one, a JVM cannot see the thread.
 */
final class CpuRoute {

  private static final int ROUNDS = 5;

  void cpu(Exchange exchange) {
    long heavyNanos = exchange.seconds(0.7 / ROUNDS).toNanos();
    long lightNanos = exchange.seconds(0.3 / ROUNDS).toNanos();
    long collatzSteps = 0;
    long primes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      collatzSteps += countCollatzSteps(heavyNanos);
      exchange.lap("countCollatzSteps");
      primes += countPrimes(lightNanos);
      exchange.lap("countPrimes");
    }
    exchange.answer(Map.of("collatzSteps", collatzSteps, "primes", primes));
  }

  private static long countCollatzSteps(long howLongNanos) {
    long startNanos = System.nanoTime();
    long steps = 0;
    for (long first = 2; System.nanoTime() - startNanos < howLongNanos; first++) {
      for (long n = first; n != 1; steps++) {
        n = n % 2 == 0 ? n / 2 : 3 * n + 1;
      }
    }
    return steps;
  }

  private static long countPrimes(long howLongNanos) {
    long startNanos = System.nanoTime();
    long primes = 0;
    for (long candidate = 3; System.nanoTime() - startNanos < howLongNanos; candidate += 2) {
      long divisor = 3;
      while (divisor * divisor <= candidate && candidate % divisor != 0) {
        divisor += 2;
      }
      if (divisor * divisor > candidate) {
        primes++;
      }
    }
    return primes;
  }
}
