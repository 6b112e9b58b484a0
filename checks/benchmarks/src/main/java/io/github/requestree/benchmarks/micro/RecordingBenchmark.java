package io.github.requestree.benchmarks.micro;

import io.github.requestree.sampling.recording.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Merging a captured stack into the tree of a request whose paths repeat. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class RecordingBenchmark {

  /** The number of stacks that take turns. */
  private static final int STACKS = 8;

  private static final int DEEP_CHANGE = 5;
  private static final long GAP_NANOS = 1_000_000;

  /** In what a stack differs from the one before. */
  public enum Change {
    NOTHING,
    LEAF,
    BELOW_FIFTH_FRAME
  }

  @Param({"20", "100"})
  public int depth;

  @Param public Change change = Change.NOTHING;

  private final StackTraceElement[][] stacks = new StackTraceElement[STACKS][];
  private final Recording recording = new Recording();
  private int next;

  @Setup
  public void makeStacks() {
    int common =
        switch (change) {
          case NOTHING -> depth;
          case LEAF -> depth - 1;
          case BELOW_FIFTH_FRAME -> DEEP_CHANGE;
        };
    for (int i = 0; i < STACKS; i++) {
      stacks[i] = stack(depth, common, i);
      recording.take(stacks[i], GAP_NANOS);
    }
    int found = recording.take(stacks[0], GAP_NANOS);
    if (found != common) {
      throw new IllegalStateException(found + " frames in common, not " + common);
    }
  }

  /** A stack of which so many outer frames are common to all variants. */
  static StackTraceElement[] stack(int depth, int common, int variant) {
    StackTraceElement[] stack = new StackTraceElement[depth];
    for (int i = 0; i < depth; i++) {
      int which = i < common ? 0 : variant;
      // The JVM's own stacks have interned names.
      String className = ("com.acme.shop.Layer" + i + "Service").intern();
      String method = ("step" + which).intern();
      stack[depth - 1 - i] = new StackTraceElement(className, method, "Layer.java", 10 + i);
    }
    return stack;
  }

  @Benchmark
  public int merge() {
    next = (next + 1) % STACKS;
    return recording.take(stacks[next], GAP_NANOS);
  }
}
