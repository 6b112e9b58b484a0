package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.StackBase;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on its way from one thread to another, with the segment, place and time of the hand-off.
 * Immutable and thread-safe.
 *
 * @param place the submitting thread's stack, the innermost frame first; null if there was no token
 *     for it
 * @param handedOffNanos its time, on the clock of {@link Jvm#nanoTime()}
 * @param dueNanos the time at which the work was due, on that clock: the time of the hand-off, plus
 *     its delay. It is {@link Jvm#UNKNOWN} for a further run of a periodic task, and for work that
 *     the context of another library has carried
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and no one writes into it
record HandOff(
    Segment submitter, StackTraceElement @Nullable [] place, long handedOffNanos, long dueNanos) {

  /** The rough cost of capturing one's own stack: 40 to 90 us for 60 frames. */
  private static final long CAPTURE_NANOS = 60_000;

  /** Returns a hand-off by the calling thread; null if it works for no profile. */
  static @Nullable HandOff capture() {
    return capture(0);
  }

  /**
   * Returns a hand-off by the calling thread; null if it works for no profile.
   *
   * @param delayNanos the delay after which the work is to begin
   */
  static @Nullable HandOff capture(long delayNanos) {
    try {
      Segment current = CurrentSegment.get();
      if (current == null || current.profile.isFinished()) {
        return null;
      }
      Engine engine = current.profile.engine();
      StackTraceElement[] place = capturePlace(current.profile);
      // Only now: until the stack is captured nothing has been handed off.
      long now = engine.jvm().nanoTime();
      long delay = Math.max(0, Math.min(delayNanos, Long.MAX_VALUE - now));
      return new HandOff(current, place, now, now + delay);
    } catch (Throwable e) {
      return null;
    }
  }

  /** Returns the calling thread's stack, if there is a token for it. */
  static StackTraceElement @Nullable [] capturePlace(ProfileState profile) {
    return profile.budget().tryTakeForCapture(CAPTURE_NANOS)
        ? profile.engine().jvm().stack(Thread.currentThread())
        : null;
  }

  /**
   * Returns the delay between the moment a lane was due and its beginning; 0 if that is not known.
   */
  long lateNanos(Segment lane) {
    long due = dueNanos();
    return due == Jvm.UNKNOWN ? 0 : Math.max(0, lane.startNanos - due);
  }

  /** Returns the same for a further run, for which the due time is unknown. */
  HandOff again() {
    return new HandOff(submitter, place, handedOffNanos, Jvm.UNKNOWN);
  }

  /** Opens a lane below one of our own frames. */
  @Nullable Segment open() {
    try {
      return open(StackBase.marked(CurrentSegment.marked(CurrentSegment.latest())));
    } catch (Throwable e) {
      return null;
    }
  }

  /**
   * Opens a lane on the calling thread. Returns null if the profile has ended or has too many
   * lanes, or if the thread works for it anyway.
   */
  @Nullable Segment open(StackBase base) {
    try {
      ProfileState profile = submitter.profile;
      if (profile.isEnteredHere()) {
        return null;
      }
      return profile.openHere(base, this, CurrentSegment.latest());
    } catch (Throwable e) {
      return null;
    }
  }

  static void runAsLane(Segment lane, Runnable task) {
    try {
      task.run();
    } finally {
      close(lane);
    }
  }

  static <T> T callAsLane(Segment lane, Callable<T> task) throws Exception {
    try {
      return task.call();
    } finally {
      close(lane);
    }
  }

  static <T extends @Nullable Object> T getAsLane(Segment lane, Supplier<T> task) {
    try {
      return task.get();
    } finally {
      close(lane);
    }
  }

  static void close(Segment lane) {
    lane.profile.close(lane);
    CurrentSegment.restore(lane);
  }
}
