package io.github.requestree.benchmarks.memory;

/**
 * A loop over 50 stacks that part at their fifth frame: no 50 paths have more nodes. At each round
 * the innermost frame is at another of three lines.
 */
final class RepeatingPaths extends Paths {

  static final int STACKS = 50;

  private static final int COMMON = 5;
  private static final int LINES = 3;

  private final StackTraceElement[][] stacks = new StackTraceElement[STACKS * LINES][];

  RepeatingPaths(int depth) {
    for (int i = 0; i < stacks.length; i++) {
      stacks[i] = inContainer(frames(depth, i % STACKS, i / STACKS));
    }
  }

  private static StackTraceElement[] frames(int depth, int path, int line) {
    StackTraceElement[] frames = new StackTraceElement[depth];
    for (int i = 0; i < depth; i++) {
      String className = "com.acme.shop.Layer" + i;
      String method = i < COMMON ? "common" : "path" + path;
      frames[depth - 1 - i] = frame(className, method, 100 + (i == depth - 1 ? line : 0));
    }
    if (!runsIn(path)) {
      frames[0] = frame("jdk.internal.misc.Unsafe", "park", -2);
    }
    return frames;
  }

  @Override
  StackTraceElement[] stackOf(long phase) {
    return stacks[(int) (phase % stacks.length)];
  }
}
