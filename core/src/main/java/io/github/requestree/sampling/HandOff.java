package io.github.requestree.sampling;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work on its way from one thread to another: which segment handed it off, and where. Immutable and
 * thread-safe.
 */
final class HandOff {

  /** What capturing one's own stack costs, roughly: 40 to 90 us for 60 frames. */
  private static final long CAPTURE_NANOS = 60_000;

  private final Segment submitter;

  /**
   * The submitting thread's stack, the innermost frame first; null if there was no token for it.
   */
  private final StackTraceElement @Nullable [] place;

  private HandOff(Segment submitter, StackTraceElement @Nullable [] place) {
    this.submitter = submitter;
    this.place = place;
  }

  /** What the calling thread hands off now; null if it works for no profile. */
  static @Nullable HandOff capture() {
    try {
      Segment current = CurrentSegment.get();
      if (current == null || current.profile.isFinished()) {
        return null;
      }
      Profiler profiler = current.profile.profiler();
      boolean token = profiler.budget().tryTake(CAPTURE_NANOS);
      return new HandOff(current, token ? profiler.jvm().stack(Thread.currentThread()) : null);
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  Segment submitter() {
    return submitter;
  }

  StackTraceElement @Nullable [] place() {
    return place;
  }

  /** Runs the task on the calling thread, as a lane if its profile still runs. */
  void runAsLane(Runnable task) {
    Segment lane = open();
    try {
      task.run();
    } finally {
      close(lane);
    }
  }

  /** Calls the task on the calling thread, as a lane if its profile still runs. */
  <T> T callAsLane(Callable<T> task) throws Exception {
    Segment lane = open();
    try {
      return task.call();
    } finally {
      close(lane);
    }
  }

  private @Nullable Segment open() {
    try {
      ActiveProfile profile = submitter.profile;
      if (profile.isEnteredHere()) {
        return null;
      }
      StackBase base = StackBase.marked(CurrentSegment.marked());
      Segment lane = profile.open(Thread.currentThread(), base, this, CurrentSegment.get());
      if (lane != null) {
        CurrentSegment.set(lane);
      }
      return lane;
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static void close(@Nullable Segment lane) {
    if (lane != null) {
      lane.profile.close(lane);
      CurrentSegment.restore(lane);
    }
  }
}
