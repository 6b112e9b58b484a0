package io.github.requestree.sampling.recording;

import org.jspecify.annotations.Nullable;

/**
 * The part of a captured stack that belongs to a segment. Immutable.
 *
 * @param frames the innermost frame first
 * @param first the innermost frame that is not ours
 * @param end the end of the segment's frames
 * @param cut whether the JVM has left out the frames outside of these
 */
@SuppressWarnings("ArrayRecordComponent")
public record SeenStack(StackTraceElement[] frames, int first, int end, boolean cut) {

  static final SeenStack NONE = new SeenStack(new StackTraceElement[0]);

  /** A whole stack that belongs to a segment. */
  public SeenStack(StackTraceElement... frames) {
    this(frames, 0, frames.length, false);
  }

  /** Returns the innermost frame of this method; -1 if it is not there. */
  int indexOf(@Nullable StackTraceElement call) {
    for (int i = first; call != null && i < end; i++) {
      if (DeepStack.isSame(frames[i], call)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the same stack from this frame on. */
  SeenStack from(int index) {
    return new SeenStack(frames, index, end, cut);
  }

  int size() {
    return end - first;
  }

  boolean endsInNativeMethod() {
    return first < end && frames[first].isNativeMethod();
  }
}
