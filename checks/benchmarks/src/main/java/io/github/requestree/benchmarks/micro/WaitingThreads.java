package io.github.requestree.benchmarks.micro;

import io.github.requestree.sampling.Profiler;
import java.util.ArrayList;
import java.util.List;

/** Threads that wait deep in their stacks, each with a profile of its own. */
final class WaitingThreads {

  private static final int DEPTH = 80;

  private final List<DeepThread> threads = new ArrayList<>();

  /** Starts them one after the other; returns once all wait. */
  WaitingThreads(Profiler profiler, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      threads.add(DeepThread.start(DEPTH, DeepThread.Doing.PARKED, profiler));
    }
  }

  /** Lets them go and waits for their end. */
  void end() throws InterruptedException {
    for (DeepThread thread : threads) {
      thread.end();
    }
  }
}
