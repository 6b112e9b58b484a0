package io.github.requestree.benchmarks.memory;

import io.github.requestree.sampling.Script;

/**
 * A request that is on one stack after the other, each for 7 ms: it runs on every second one and
 * waits on the others. What stacks these are is for subclasses to say.
 */
abstract class Paths implements Script {

  static final long PHASE_NANOS = 7_000_000;

  private static final StackTraceElement[] CONTAINER = {
    // The frame above which a request's own begin.
    frame("io.github.requestree.servlet.ProfilingFilter", "profiled", 120),
    frame("io.github.requestree.servlet.ProfilingFilter", "doFilter", 105),
    frame("org.eclipse.jetty.ee10.servlet.ServletHandler", "handle", 707),
    frame("java.lang.Thread", "run", 840),
  };

  /** The stack of a phase, counted from 0. */
  abstract StackTraceElement[] stackOf(long phase);

  static boolean runsIn(long phase) {
    return phase % 2 == 0;
  }

  static StackTraceElement frame(String className, String method, int line) {
    // The JVM's own stacks have interned names.
    return new StackTraceElement(className.intern(), method.intern(), "Source.java", line);
  }

  /** These frames, the innermost first, and the container's below them. */
  static StackTraceElement[] inContainer(StackTraceElement[] frames) {
    StackTraceElement[] stack = new StackTraceElement[frames.length + CONTAINER.length];
    System.arraycopy(frames, 0, stack, 0, frames.length);
    System.arraycopy(CONTAINER, 0, stack, frames.length, CONTAINER.length);
    return stack;
  }

  @Override
  public final StackTraceElement[] stackAt(long nanos) {
    return stackOf(nanos / PHASE_NANOS);
  }

  @Override
  public final boolean runsAt(long nanos) {
    return runsIn(nanos / PHASE_NANOS);
  }

  @Override
  public final long cpuNanosAt(long nanos) {
    long phase = nanos / PHASE_NANOS;
    long before = (phase + 1) / 2 * PHASE_NANOS;
    return runsIn(phase) ? before + nanos % PHASE_NANOS : before;
  }

  @Override
  public final long waitsAt(long nanos) {
    return (nanos / PHASE_NANOS + 1) / 2;
  }
}
