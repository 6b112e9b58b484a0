package io.github.requestree.sampling.recording;

import io.github.requestree.profile.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Makes a stack fit that is deeper than a tree may be, or whose outer frames the JVM has cut.
 * <em>Not</em> thread-safe.
 *
 * <p>Recursion is folded before anything is cut: a method that calls itself, and a short cycle of
 * calls that runs again. A stack that the JVM has cut is put below the last known path, with a
 * frame that says so. It goes below the innermost call that both share, or else below the frames
 * that a request passes once.
 */
final class DeepStack {

  /**
   * The longest cycle, as for the readable tree: a stream within a recursive method takes a dozen
   * frames.
   */
  private static final int MAX_CYCLE = 24;

  /** Methods by which containers and frameworks hand a request on, once for each dispatch. */
  private static final Set<String> HAND_ON =
      Set.of("doFilter", "internalDoFilter", "doFilterInternal", "service");

  /** The number of other frames in a row after which the handing on is over. */
  private static final int MAX_OTHERS = 3;

  private static final StackTraceElement CUT =
      new StackTraceElement("", Frame.OUTER_FRAMES_CUT.name(), null, -1);

  /** The outermost frame first. */
  private final List<StackTraceElement> frames = new ArrayList<>();

  private DeepStack() {}

  /**
   * Returns a stack that fits: itself, if it does.
   *
   * @param last the path of the segment's previous stack
   */
  static SeenStack fitting(StackPath last, SeenStack seen) {
    boolean cut = seen.cut();
    if (!cut && seen.size() <= TreeSize.MAX_DEPTH) {
      return seen;
    }
    StackTraceElement[] stack = seen.frames();
    int first = seen.first();
    int end = seen.end();
    DeepStack deep = new DeepStack();
    if (cut && end > first) {
      int shared = sharedWith(last, stack, first, end);
      int known = shared < 0 ? handedOn(last) : shared;
      for (int i = 0; i < known; i++) {
        deep.push(last.frame(i));
      }
      if (shared < 0) {
        deep.push(CUT);
      }
    }
    for (int i = end - 1; i >= first; i--) {
      deep.push(stack[i]);
    }
    Collections.reverse(deep.frames);
    return new SeenStack(deep.frames.toArray(new StackTraceElement[0]));
  }

  /**
   * Returns the place on the last path of a cut stack's outermost frame, with as many of the frames
   * after it as possible. It is the innermost place of several, or -1 if there is none.
   */
  private static int sharedWith(StackPath last, StackTraceElement[] stack, int first, int end) {
    int best = -1;
    int most = 0;
    for (int i = last.depth() - 1; i >= 0; i--) {
      int same = 0;
      while (same < end - first
          && i + same < last.depth()
          && last.at(i + same + 1).is(stack[end - 1 - same])) {
        same++;
      }
      if (same > most) {
        most = same;
        best = i;
      }
    }
    return best;
  }

  /**
   * Returns the number of outer frames of the last path that merely hand the request on, or were
   * cut.
   */
  private static int handedOn(StackPath last) {
    int known = 0;
    for (int i = 0; i < last.depth() && i <= known + MAX_OTHERS; i++) {
      RecordedNode node = last.at(i + 1);
      if (node.is(CUT)) {
        break;
      }
      if (HAND_ON.contains(node.methodName)) {
        known = i + 1;
      }
    }
    return known;
  }

  /** Adds a call, or goes back to its place in the round before. */
  private void push(StackTraceElement frame) {
    int size = frames.size();
    for (int length = 1; length <= Math.min(size, MAX_CYCLE); length++) {
      if (isSame(frames.get(size - length), frame) && isRound(length)) {
        frames.subList(size - length + 1, size).clear();
        return;
      }
    }
    frames.add(frame);
  }

  private boolean isRound(int length) {
    int size = frames.size();
    if (size < 2 * length - 1) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (!isSame(frames.get(size - i), frames.get(size - i - length))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether both are calls of the same method. */
  static boolean isSame(StackTraceElement one, StackTraceElement other) {
    return one.getMethodName().equals(other.getMethodName())
        && one.getClassName().equals(other.getClassName());
  }
}
