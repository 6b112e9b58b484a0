package io.github.requestree.sampling;

import org.jspecify.annotations.Nullable;

/**
 * The part of a captured stack that belongs to a segment. Immutable.
 *
 * @param frames the innermost frame first
 * @param first the innermost frame that is not ours
 * @param end where the segment's frames end
 */
@SuppressWarnings("ArrayRecordComponent")
record SeenStack(StackTraceElement[] frames, int first, int end) {

  static final SeenStack NONE = new SeenStack(new StackTraceElement[0], 0, 0);

  /** The innermost frame of this method; -1 if it is not there. */
  int indexOf(@Nullable StackTraceElement call) {
    for (int i = first; call != null && i < end; i++) {
      if (frames[i].getMethodName().equals(call.getMethodName())
          && frames[i].getClassName().equals(call.getClassName())) {
        return i;
      }
    }
    return -1;
  }

  /** The same stack from this frame on. */
  SeenStack from(int index) {
    return new SeenStack(frames, index, end);
  }

  boolean endsInNativeMethod() {
    return first < end && frames[first].isNativeMethod();
  }
}
