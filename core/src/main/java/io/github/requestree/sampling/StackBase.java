package io.github.requestree.sampling;

/**
 * Where the part of a stack begins that belongs to a segment: the frames below, the container's,
 * are never recorded. Immutable.
 *
 * @param marker which of our frames on the stack, counted from its outer end, called the code that
 *     is profiled; -1 if none did
 * @param depth without a marker: how many outer frames to leave out
 */
record StackBase(int marker, int depth) {

  /** The default of -XX:MaxJavaStackTraceDepth. */
  private static final int JVM_MAX_DEPTH = 1024;

  /** The one class of ours that asks the JDK, and how many frames that takes at most. */
  private static final String ASKS = "io.github.requestree.sampling.RealJvm";

  private static final int MOST_ASKED = 10;

  private static final StackBase OUTERMOST = new StackBase(0, 0);

  /** A segment entered through one of our own frames, inside so many others of its kind. */
  static StackBase marked(int enclosing) {
    return enclosing == 0 ? OUTERMOST : new StackBase(enclosing, 0);
  }

  /**
   * A segment that began in the middle of a method, this many frames from the outer end; or, with
   * none, one that has the whole stack of its thread.
   */
  static StackBase atDepth(int depth) {
    return new StackBase(-1, depth);
  }

  boolean isMarked() {
    return marker >= 0;
  }

  /** How many frames, from the innermost on, belong to the segment. */
  int frames(StackTraceElement[] stack) {
    if (!isMarked()) {
      return Math.max(0, stack.length - depth);
    }
    int seen = 0;
    for (int i = stack.length - 1; i >= 0; i--) {
      if (isMarker(stack[i]) && seen++ == marker) {
        return i;
      }
    }
    // Between entering and calling, or back again, no marker is there and nothing is profiled. In
    // a stack so deep that the JVM cut its outer end, the marker went with it.
    return stack.length >= JVM_MAX_DEPTH ? stack.length : 0;
  }

  /**
   * The first frame that is not ours, so that what we do ourselves is charged to its caller. The
   * library that asks us for what it carries to other threads counts as ours.
   */
  static int firstForeign(StackTraceElement[] stack, int end) {
    int first = askedByUs(stack, end);
    while (first < end && isOurs(stack[first].getClassName())) {
      first++;
    }
    return first;
  }

  /** How many frames of the JDK stand on top of ours since we asked it for a clock or a stack. */
  private static int askedByUs(StackTraceElement[] stack, int end) {
    for (int i = 0; i < Math.min(end, MOST_ASKED); i++) {
      if (stack[i].getClassName().equals(ASKS)) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isOurs(String className) {
    return className.startsWith("io.github.requestree.sampling.")
        || className.startsWith("io.github.requestree.servlet.")
        || className.startsWith("io.github.requestree.context.")
        || className.startsWith("io.micrometer.context.");
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
