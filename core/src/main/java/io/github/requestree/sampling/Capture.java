package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.SamplerCosts;
import io.github.requestree.sampling.recording.WaitTable;
import java.util.ArrayList;
import java.util.List;

/** The stack of a thread, with the clocks that were read just before. For the sampler alone. */
final class Capture {

  final Thread thread;

  /** The time and the thread's CPU time before its stack was captured, in nanoseconds. */
  final long nanos;

  final long cpuNanos;

  /** The stack, the innermost frame first; empty if the thread has none. */
  StackTraceElement[] stack = {};

  Thread.State state = Thread.State.RUNNABLE;

  /** The part of a common stop that it has to pay for, in CPU time of ours and time of others. */
  private long sharedCpuNanos;

  private long sharedStopNanos;
  private boolean isShared;

  private final boolean mayBlock;

  private Capture(Thread thread, Jvm jvm) {
    this.thread = thread;
    cpuNanos = jvm.cpuNanos(thread);
    nanos = jvm.nanoTime();
    // Without a CPU clock, its earlier block is the only evidence.
    mayBlock = isClocked() || jvm.state(thread) == Thread.State.BLOCKED;
  }

  /** Captures the stack of one thread. */
  static Capture of(Thread thread, Jvm jvm) {
    Capture capture = new Capture(thread, jvm);
    capture.captured(jvm.stack(thread), jvm);
    return capture;
  }

  /**
   * Captures the stacks of several threads in one stop of the JVM, of which each pays its part.
   *
   * @param running the number of segments that were running when they were seen last
   */
  static List<Capture> together(List<Segment> segments, Jvm jvm, SamplerCosts costs, int running) {
    int count = segments.size();
    List<Capture> captures = new ArrayList<>(count);
    Thread[] threads = new Thread[count];
    for (int i = 0; i < count; i++) {
      Thread thread = segments.get(i).thread();
      // One that has just ended is asked for like any other; nothing will be recorded.
      threads[i] = thread == null ? Thread.currentThread() : thread;
      captures.add(new Capture(threads[i], jvm));
    }
    StackTraceElement[][] stacks = jvm.stacks(threads);
    long used = costs.usedByWalk();
    List<Jvm.Walked> walked = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Capture capture = captures.get(i);
      capture.captured(stacks[i], jvm);
      boolean runs = WaitTable.kind(capture.stack, capture.stack.length, capture.state) == null;
      walked.add(capture.walked(runs, running));
    }
    long stopped = jvm.stopCost(used, walked);
    for (Capture capture : captures) {
      capture.sharedCpuNanos = used / count;
      capture.sharedStopNanos = stopped / count;
      capture.isShared = true;
    }
    return captures;
  }

  private void captured(StackTraceElement[] captured, Jvm jvm) {
    stack = captured;
    state = jvm.state(thread);
    if (state == Thread.State.BLOCKED && !(mayBlock && jvm.cpuNanos(thread) == cpuNanos)) {
      // It has run since its stack was captured, and blocks somewhere else now.
      state = Thread.State.RUNNABLE;
    }
  }

  boolean isClocked() {
    return cpuNanos != Jvm.UNKNOWN;
  }

  /**
   * Ends the recording of it, and charges both.
   *
   * @param runs whether the thread was running
   * @param running the number of segments that were running when they were seen last
   * @return the CPU time, including the part that our clock does not see
   */
  long charge(Jvm jvm, SamplerCosts costs, boolean runs, int running) {
    Jvm.Walked walked = walked(runs, running);
    long used = costs.usedByWalk();
    long cpuTime = jvm.walkCost(used + sharedCpuNanos, walked);
    costs.walkEnds(cpuTime, isShared ? sharedStopNanos : jvm.stopCost(used, List.of(walked)));
    return cpuTime;
  }

  private Jvm.Walked walked(boolean runs, int running) {
    return new Jvm.Walked(thread, nanos, cpuNanos, runs, Math.max(0, running - 1));
  }
}
