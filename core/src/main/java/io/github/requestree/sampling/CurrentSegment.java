package io.github.requestree.sampling;

import org.jspecify.annotations.Nullable;

/**
 * Knows the segment that the calling thread is in. The only thread-local of the library. It is
 * removed when the outermost segment closes, and emptied when a young profile ends, so that a
 * pooled thread keeps nothing of ours.
 */
final class CurrentSegment {

  /**
   * The place of each thread: the segment that it entered last, or the profile that is young or
   * was; and the thread itself. An array, so that nothing of ours stays once it is emptied.
   */
  private static final ThreadLocal<Object[]> CURRENT =
      ThreadLocal.withInitial(() -> new Object[] {null, Thread.currentThread()});

  /** The index of what its thread has entered, in a place. */
  static final int ENTERED = 0;

  private static final int THREAD = 1;

  private CurrentSegment() {}

  /** Returns the place of the calling thread. */
  static Object[] place() {
    return CURRENT.get();
  }

  /** Returns the thread whose place this is. */
  static Thread thread(Object[] place) {
    return (Thread) place[THREAD];
  }

  /** Returns the innermost open segment of the calling thread. */
  static @Nullable Segment get() {
    Segment s = latest();
    while (s != null && !s.isOpen()) {
      s = s.outer;
    }
    return s;
  }

  /** Returns the segment that the calling thread entered last; it may have left or ended it. */
  static @Nullable Segment latest() {
    try {
      return latest(place());
    } catch (Throwable e) {
      // Asking for an absent one takes memory.
      return null;
    }
  }

  /** As {@link #latest()}, for the place of the calling thread. */
  static @Nullable Segment latest(Object[] place) {
    if (place[ENTERED] instanceof ActiveProfile young) {
      place[ENTERED] = young.firstSegment();
    }
    return (Segment) place[ENTERED];
  }

  /** Sets the segment that the calling thread has entered. */
  static void set(Segment entered) {
    place()[ENTERED] = entered;
  }

  /** Has the calling thread end a profile that is still young; false if it is not. */
  static boolean endYoung(ActiveProfile young, Object[] place) {
    try {
      if (place[ENTERED] == young && thread(place) == Thread.currentThread() && young.endYoung()) {
        // The place stays: the next request of this thread would make it again.
        place[ENTERED] = null;
        return true;
      }
    } catch (Throwable e) {
      // Its segment can still be left.
    }
    return false;
  }

  /** Goes back to the segment around this one; one inside it that is not left yet stays. */
  static void restore(Segment closed) {
    closed.left = true;
    Segment current = firstNotLeft(latest());
    if (current == null) {
      CURRENT.remove();
    } else {
      set(current);
    }
  }

  /**
   * Returns the innermost segment of this profile that the calling thread entered and did not
   * leave.
   */
  static @Nullable Segment of(ProfileState profile) {
    for (Segment s = latest(); s != null; s = s.outer) {
      if (s.profile == profile && !s.left) {
        return s;
      }
    }
    return null;
  }

  /**
   * Returns the number of the calling thread's segments that have one of our frames on its stack.
   */
  static int marked(@Nullable Segment latest) {
    int count = 0;
    for (Segment s = latest; s != null; s = s.outer) {
      if (s.base.isMarked() && !s.left) {
        count++;
      }
    }
    return count;
  }

  /**
   * Returns the innermost segment that the calling thread is still in, though it may have been
   * ended.
   *
   * <p>A segment entered through a frame of ours is left when that frame returns, whichever thread
   * ended it before. A segment that began in the middle of a method may have been ended by another
   * thread for good.
   */
  static @Nullable Segment firstNotLeft(@Nullable Segment latest) {
    Segment s = latest;
    while (s != null && (s.left || !(s.base.isMarked() || s.isOpen()))) {
      s = s.outer;
    }
    return s;
  }
}
