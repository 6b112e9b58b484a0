package io.github.requestree.sampling.recording;

import io.github.requestree.internal.OwnCode;

/**
 * The place on a stack where the part that belongs to a segment begins. The frames below, the
 * container's, are never recorded. Immutable.
 *
 * @param marker the number, from the outer end, of the frame of ours that called the profiled code;
 *     -1 if none did
 * @param depth without a marker: the number of outer frames to leave out
 */
public record StackBase(int marker, int depth) {

  /** The one class of ours that asks the JDK, and the most frames that takes. */
  private static final String ASKS = "io.github.requestree.sampling.RealJvm";

  private static final int MAX_ASKED = 10;

  /** Three frames: this class, the method of ours that was called, and its caller. */
  private static final int UP_TO_CALLER = 3;

  private static final StackBase OUTERMOST = new StackBase(0, 0);

  /**
   * Returns the base of a segment entered through one of our own frames, inside so many others of
   * its kind.
   */
  public static StackBase marked(int enclosing) {
    return enclosing == 0 ? OUTERMOST : new StackBase(enclosing, 0);
  }

  /**
   * Returns the base of a segment that began in the middle of a method, this many frames from the
   * outer end. With 0 it has the whole stack of its thread.
   */
  public static StackBase atDepth(int depth) {
    return new StackBase(-1, depth);
  }

  /** Returns the base of a segment that begins in the caller of our calling method. */
  public static StackBase ofCaller() {
    int frames =
        StackWalker.getInstance(StackWalker.Option.SHOW_REFLECT_FRAMES)
            .walk(all -> (int) all.count());
    return atDepth(frames - UP_TO_CALLER);
  }

  public boolean isMarked() {
    return marker >= 0;
  }

  /**
   * Returns the part of a captured stack that belongs to the segment.
   *
   * @param stack the innermost frame first
   * @param deepest the number of frames after which the JVM may cut a stack
   */
  public SeenStack seen(StackTraceElement[] stack, int deepest) {
    int end = frames(stack, deepest);
    boolean cut = end == stack.length && isCut(stack, deepest);
    return new SeenStack(stack, firstForeign(stack, end), end, cut);
  }

  /**
   * Returns the number of frames, from the innermost on, that belong to the segment.
   *
   * @param deepest the number of frames after which the JVM may cut a stack
   */
  int frames(StackTraceElement[] stack, int deepest) {
    if (isCut(stack, deepest)) {
      return isMarked() ? innermostMarker(stack) : stack.length;
    }
    if (!isMarked()) {
      return Math.max(0, stack.length - depth);
    }
    int seen = 0;
    for (int i = stack.length - 1; i >= 0; i--) {
      if (isMarker(stack[i]) && seen++ == marker) {
        return i;
      }
    }
    // Between entering and calling, or back again, no marker is there and nothing is profiled.
    return 0;
  }

  /**
   * Returns the innermost marker. Outer markers may have gone with the cut end, so they cannot be
   * counted from there.
   */
  private static int innermostMarker(StackTraceElement[] stack) {
    int end = 0;
    while (end < stack.length && !isMarker(stack[end])) {
      end++;
    }
    return end;
  }

  /** Returns whether the JVM has cut the outer end of a stack, where a thread begins. */
  static boolean isCut(StackTraceElement[] stack, int deepest) {
    if (stack.length < deepest) {
      return false;
    }
    StackTraceElement outermost = stack[stack.length - 1];
    return !outermost.getMethodName().equals("run")
        || !(outermost.getClassName().equals("java.lang.Thread")
            || outermost.getClassName().equals("java.lang.VirtualThread"));
  }

  /**
   * Returns the first frame that is not ours, so that our own work is charged to its caller. A
   * library that asks us for profiles to carry to other threads counts as ours.
   */
  static int firstForeign(StackTraceElement[] stack, int end) {
    int first = askedByUs(stack, end);
    while (first < end && isOurs(stack[first].getClassName())) {
      first++;
    }
    return first;
  }

  /** Returns the number of JDK frames on top of ours since we asked it for a clock or a stack. */
  private static int askedByUs(StackTraceElement[] stack, int end) {
    for (int i = 0; i < Math.min(end, MAX_ASKED); i++) {
      if (stack[i].getClassName().equals(ASKS)) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isOurs(String className) {
    return OwnCode.measures(className) || className.startsWith("io.micrometer.context.");
  }

  private static boolean isMarker(StackTraceElement frame) {
    return switch (frame.getClassName()) {
      case "io.github.requestree.servlet.ProfilingFilter" ->
          frame.getMethodName().equals("profiled");
      case "io.github.requestree.sampling.HandOff" -> frame.getMethodName().endsWith("AsLane");
      case "io.github.requestree.sampling.Profiler" -> frame.getMethodName().equals("profiled");
      default -> false;
    };
  }
}
