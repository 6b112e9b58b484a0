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

  private final long handedOffNanos;

  private HandOff(Segment submitter, StackTraceElement @Nullable [] place, long handedOffNanos) {
    this.submitter = submitter;
    this.place = place;
    this.handedOffNanos = handedOffNanos;
  }

  /** What the calling thread hands off now; null if it works for no profile. */
  static @Nullable HandOff capture() {
    try {
      Segment current = CurrentSegment.get();
      if (current == null || current.profile.isFinished()) {
        return null;
      }
      Profiler profiler = current.profile.profiler();
      boolean token = profiler.budget().tryTakeForCapture(CAPTURE_NANOS);
      return new HandOff(
          current,
          token ? profiler.jvm().stack(Thread.currentThread()) : null,
          profiler.jvm().nanoTime());
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** When it was handed off. */
  long handedOffNanos() {
    return handedOffNanos;
  }

  /** When it was to begin, or {@link Jvm#UNKNOWN}. */
  long dueNanos() {
    return handedOffNanos;
  }

  /** How long after it was due a lane began; 0 if that is not known. */
  long lateNanos(Segment lane) {
    long due = dueNanos();
    return due == Jvm.UNKNOWN ? 0 : Math.max(0, lane.startNanos - due);
  }

  Segment submitter() {
    return submitter;
  }

  StackTraceElement @Nullable [] place() {
    return place;
  }

  /** The task, carried on to whichever thread runs it; itself if there is no hand-off. */
  static Runnable carry(@Nullable HandOff handOff, Runnable task) {
    return handOff == null ? task : new CarriedRunnable(handOff, task);
  }

  /** The task, carried on to whichever thread calls it; itself if there is no hand-off. */
  static <T> Callable<T> carry(@Nullable HandOff handOff, Callable<T> task) {
    return handOff == null ? task : new CarriedCallable<>(handOff, task);
  }

  private @Nullable Segment open() {
    try {
      ActiveProfile profile = submitter.profile;
      if (profile.isEnteredHere()) {
        return null;
      }
      Segment latest = CurrentSegment.latest();
      StackBase base = StackBase.marked(CurrentSegment.marked(latest));
      Segment lane =
          profile.open(Thread.currentThread(), base, this, CurrentSegment.firstNotLeft(latest));
      if (lane != null) {
        CurrentSegment.set(lane);
      }
      return lane;
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static void runAsLane(Segment lane, Runnable task) {
    try {
      task.run();
    } finally {
      close(lane);
    }
  }

  private static <T> T callAsLane(Segment lane, Callable<T> task) throws Exception {
    try {
      return task.call();
    } finally {
      close(lane);
    }
  }

  private static void close(Segment lane) {
    lane.profile.close(lane);
    CurrentSegment.restore(lane);
  }

  /** A task with its hand-off, which it forgets with its profile: a periodic task may run on. */
  private abstract static class Carried {
    private volatile @Nullable HandOff handOff;

    Carried(HandOff handOff) {
      this.handOff = handOff;
    }

    /** The lane that the calling thread is in from now on; null if there is to be none. */
    final @Nullable Segment open() {
      HandOff carried = handOff;
      if (carried != null && carried.submitter.profile.isFinished()) {
        handOff = null;
        return null;
      }
      return carried == null ? null : carried.open();
    }
  }

  private static final class CarriedRunnable extends Carried implements Runnable {
    private final Runnable task;

    CarriedRunnable(HandOff handOff, Runnable task) {
      super(handOff);
      this.task = task;
    }

    @Override
    public void run() {
      Segment lane = open();
      if (lane == null) {
        task.run();
      } else {
        runAsLane(lane, task);
      }
    }
  }

  private static final class CarriedCallable<T> extends Carried implements Callable<T> {
    private final Callable<T> task;

    CarriedCallable(HandOff handOff, Callable<T> task) {
      super(handOff);
      this.task = task;
    }

    @Override
    public T call() throws Exception {
      Segment lane = open();
      return lane == null ? task.call() : callAsLane(lane, task);
    }
  }
}
