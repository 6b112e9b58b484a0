package io.github.requestree.sampling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A thread that follows a script on fake time: for so long it runs or waits on this stack, then for
 * so long on that one. Its CPU clock moves only while it runs.
 */
final class FakeThread {

  @SuppressWarnings("ArrayRecordComponent")
  private record Phase(long nanos, boolean runs, Thread.State state, StackTraceElement[] stack) {}

  /** What every stack of a request begins with, the outermost frame first. */
  private static final List<String> CONTAINER =
      List.of(
          "java.lang.Thread.run:840",
          "org.example.container.Server.handle:77",
          "io.github.requestree.servlet.ProfilingFilter.doFilter:60",
          "io.github.requestree.servlet.ProfilingFilter.profiled:80");

  /** What every stack of a lane begins with. */
  private static final List<String> POOL =
      List.of(
          "java.lang.Thread.run:840",
          "java.util.concurrent.ThreadPoolExecutor.runWorker:1136",
          "io.github.requestree.sampling.HandOff.runAsLane:72");

  final Thread thread;
  private final List<String> base;
  private final List<Phase> phases = new ArrayList<>();
  private boolean hasCpuClock = true;
  private long startNanos;

  private FakeThread(String name, List<String> base) {
    thread = new Thread(() -> {}, name);
    this.base = base;
  }

  static FakeThread request(String name) {
    return new FakeThread(name, CONTAINER);
  }

  static FakeThread lane(String name) {
    return new FakeThread(name, POOL);
  }

  /** Frames are written {@code Class.method:line}, the outermost first. */
  FakeThread runs(long nanos, String... frames) {
    return phase(nanos, true, Thread.State.RUNNABLE, frames);
  }

  FakeThread sleeps(long nanos, String... frames) {
    return waits(nanos, Thread.State.TIMED_WAITING, with(frames, "java.lang.Thread.sleep:-2"));
  }

  FakeThread parks(long nanos, String... frames) {
    return waits(nanos, Thread.State.WAITING, with(frames, "jdk.internal.misc.Unsafe.park:-2"));
  }

  FakeThread waits(long nanos, Thread.State state, String... frames) {
    return phase(nanos, false, state, frames);
  }

  /** As a virtual thread. */
  FakeThread withoutCpuClock() {
    hasCpuClock = false;
    return this;
  }

  private FakeThread phase(long nanos, boolean runs, Thread.State state, String... frames) {
    phases.add(new Phase(nanos, runs, state, stack(frames)));
    return this;
  }

  private static String[] with(String[] frames, String innermost) {
    List<String> all = new ArrayList<>(List.of(frames));
    all.add(innermost);
    return all.toArray(String[]::new);
  }

  private StackTraceElement[] stack(String... frames) {
    List<StackTraceElement> elements = new ArrayList<>();
    base.forEach(frame -> elements.add(element(frame)));
    for (String frame : frames) {
      elements.add(element(frame));
    }
    Collections.reverse(elements);
    return elements.toArray(StackTraceElement[]::new);
  }

  private static StackTraceElement element(String frame) {
    int colon = frame.lastIndexOf(':');
    int dot = frame.lastIndexOf('.', colon);
    String className = frame.substring(0, dot);
    String file = className.substring(className.lastIndexOf('.') + 1) + ".java";
    return new StackTraceElement(
        className,
        frame.substring(dot + 1, colon),
        file,
        Integer.parseInt(frame.substring(colon + 1)));
  }

  void startsAt(long nanos) {
    startNanos = nanos;
  }

  long lengthNanos() {
    return phases.stream().mapToLong(Phase::nanos).sum();
  }

  /** How long it ran up to this time. */
  long ranUntil(long nanos) {
    long left = nanos - startNanos;
    long ran = 0;
    for (Phase phase : phases) {
      long part = Math.max(0, Math.min(left, phase.nanos));
      ran += phase.runs ? part : 0;
      left -= part;
    }
    return ran;
  }

  /** How many waits it has begun by this time. */
  long waitsAt(long nanos) {
    long left = nanos - startNanos;
    long waits = 0;
    for (Phase phase : phases) {
      if (left < 0) {
        break;
      }
      waits += phase.runs ? 0 : 1;
      left -= phase.nanos;
    }
    return waits;
  }

  long cpuAt(long nanos) {
    return hasCpuClock ? 1_000_000 + ranUntil(nanos) : Jvm.UNKNOWN;
  }

  StackTraceElement[] stackAt(long nanos) {
    return phaseAt(nanos).stack.clone();
  }

  Thread.State stateAt(long nanos) {
    return phaseAt(nanos).state;
  }

  private Phase phaseAt(long nanos) {
    long left = nanos - startNanos;
    for (Phase phase : phases) {
      if (left < phase.nanos) {
        return phase;
      }
      left -= phase.nanos;
    }
    return phases.get(phases.size() - 1);
  }
}
