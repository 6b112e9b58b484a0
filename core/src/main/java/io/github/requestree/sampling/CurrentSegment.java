package io.github.requestree.sampling;

import org.jspecify.annotations.Nullable;

/**
 * Which segment the calling thread is in. The only thread-local of the library; it is removed when
 * the outermost segment closes, so that a pooled thread keeps nothing of us.
 */
final class CurrentSegment {

  private static final ThreadLocal<Segment> CURRENT = new ThreadLocal<>();

  private CurrentSegment() {}

  /** The innermost open segment of the calling thread. */
  static @Nullable Segment get() {
    return firstOpen(CURRENT.get());
  }

  static void set(Segment segment) {
    CURRENT.set(segment);
  }

  /** Goes back to the segment that was current before this one. */
  static void restore(Segment closed) {
    Segment outer = firstOpen(closed.outer);
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /** The innermost segment of this profile that the calling thread entered and did not leave. */
  static @Nullable Segment of(ActiveProfile profile) {
    for (Segment s = CURRENT.get(); s != null; s = s.outer) {
      if (s.profile == profile) {
        return s;
      }
    }
    return null;
  }

  /** How many open segments of the calling thread have one of our frames on its stack. */
  static int marked() {
    int count = 0;
    for (Segment s = get(); s != null; s = s.outer) {
      if (s.base.isMarked()) {
        count++;
      }
    }
    return count;
  }

  /** Ended segments remain where a profile was stopped by another thread. */
  private static @Nullable Segment firstOpen(@Nullable Segment segment) {
    Segment s = segment;
    while (s != null && !s.isOpen()) {
      s = s.outer;
    }
    return s;
  }
}
