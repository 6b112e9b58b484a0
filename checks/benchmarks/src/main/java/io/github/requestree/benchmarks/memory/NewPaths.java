package io.github.requestree.benchmarks.memory;

import java.util.SplittableRandom;

/** A request whose every stack is a new one: each frame is one of 64 methods, by chance. */
final class NewPaths extends Paths {

  private static final int METHODS = 64;

  private final StackTraceElement[] methods = new StackTraceElement[METHODS];
  private final int depth;
  private StackTraceElement[] latest = {};
  private long latestPhase = -1;

  NewPaths(int depth) {
    this.depth = depth;
    for (int i = 0; i < METHODS; i++) {
      methods[i] = frame("com.acme.shop.Layer" + i, "step", 100 + i);
    }
    stackOf(0);
  }

  @Override
  StackTraceElement[] stackOf(long phase) {
    if (phase != latestPhase) {
      SplittableRandom random = new SplittableRandom(phase);
      StackTraceElement[] frames = new StackTraceElement[depth];
      for (int i = 0; i < depth; i++) {
        frames[i] = methods[random.nextInt(METHODS)];
      }
      latest = inContainer(frames);
      latestPhase = phase;
    }
    return latest;
  }
}
