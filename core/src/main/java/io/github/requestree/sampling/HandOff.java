package io.github.requestree.sampling;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on its way from one thread to another: which segment handed it off, where and when.
 * Immutable and thread-safe.
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
  private final long dueNanos;

  HandOff(
      Segment submitter, StackTraceElement @Nullable [] place, long handedOffNanos, long dueNanos) {
    this.submitter = submitter;
    this.place = place;
    this.handedOffNanos = handedOffNanos;
    this.dueNanos = dueNanos;
  }

  /** What the calling thread hands off now; null if it works for no profile. */
  static @Nullable HandOff capture() {
    return capture(0);
  }

  /**
   * What the calling thread hands off now; null if it works for no profile.
   *
   * @param delayNanos how long it is not to begin
   */
  static @Nullable HandOff capture(long delayNanos) {
    try {
      Segment current = CurrentSegment.get();
      if (current == null || current.profile.isFinished()) {
        return null;
      }
      Profiler profiler = current.profile.profiler();
      StackTraceElement[] place = capturePlace(profiler);
      // Only now: until the stack is captured nothing has been handed off.
      long now = profiler.jvm().nanoTime();
      long delay = Math.max(0, Math.min(delayNanos, Long.MAX_VALUE - now));
      return new HandOff(current, place, now, now + delay);
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** The calling thread's stack, if there is a token for it. */
  static StackTraceElement @Nullable [] capturePlace(Profiler profiler) {
    return profiler.budget().tryTakeForCapture(CAPTURE_NANOS)
        ? profiler.jvm().stack(Thread.currentThread())
        : null;
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

  /** When it was handed off, on the clock of {@link Jvm#nanoTime()}. */
  long handedOffNanos() {
    return handedOffNanos;
  }

  /**
   * From when on it was to run, on the clock of {@link Jvm#nanoTime()}: from when it was handed
   * off, or so much later as it was to be delayed. {@link Jvm#UNKNOWN} for what runs again, as a
   * periodic task does, and for what the context of another library has carried.
   */
  long dueNanos() {
    return dueNanos;
  }

  /** The same for a further run, of which nobody knows when it was to begin. */
  private HandOff again() {
    return new HandOff(submitter, place, handedOffNanos, Jvm.UNKNOWN);
  }

  /** Whether the task carries the profile that the calling thread works for already. */
  static boolean isCarried(Object task) {
    Segment current = CurrentSegment.get();
    return current != null && task instanceof Carried carried && carried.isFor(current.profile);
  }

  /** The task, carried on to whichever thread runs it; itself if there is no hand-off. */
  static Runnable carry(@Nullable HandOff handOff, Runnable task) {
    return handOff == null ? task : new CarriedRunnable(handOff, task);
  }

  /** The task, carried on to whichever thread calls it; itself if there is no hand-off. */
  static <T> Callable<T> carry(@Nullable HandOff handOff, Callable<T> task) {
    return handOff == null ? task : new CarriedCallable<>(handOff, task);
  }

  /** The task, carried on to whichever thread asks it; itself if there is no hand-off. */
  static <T extends @Nullable Object> Supplier<T> carry(
      @Nullable HandOff handOff, Supplier<T> task) {
    return handOff == null ? task : new CarriedSupplier<>(handOff, task);
  }

  /** Opens a lane that one of our frames is going to call. */
  private @Nullable Segment open() {
    return open(StackBase.marked(CurrentSegment.marked(CurrentSegment.latest())));
  }

  /**
   * Opens a lane on the calling thread; null if there is to be none: the profile has ended, has too
   * many lanes, or the thread works for it anyway.
   */
  @Nullable Segment open(StackBase base) {
    try {
      ActiveProfile profile = submitter.profile;
      if (profile.isEnteredHere()) {
        return null;
      }
      Segment outer = CurrentSegment.firstNotLeft(CurrentSegment.latest());
      Segment lane = profile.open(Thread.currentThread(), base, this, outer);
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

  private static <T extends @Nullable Object> T getAsLane(Segment lane, Supplier<T> task) {
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

  /** A task with its hand-off, which it forgets with its profile: a periodic task may run on. */
  private abstract static class Carried {
    private volatile @Nullable HandOff handOff;

    Carried(HandOff handOff) {
      this.handOff = handOff;
    }

    final boolean isFor(ActiveProfile profile) {
      HandOff carried = handOff;
      return carried != null && carried.submitter.profile == profile;
    }

    /** The lane that the calling thread is in from now on; null if there is to be none. */
    final @Nullable Segment open() {
      HandOff carried = handOff;
      if (carried == null) {
        return null;
      }
      if (carried.submitter.profile.isFinished()) {
        handOff = null;
        return null;
      }
      if (carried.dueNanos != Jvm.UNKNOWN) {
        handOff = carried.again();
      }
      return carried.open();
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

  private static final class CarriedSupplier<T extends @Nullable Object> extends Carried
      implements Supplier<T> {
    private final Supplier<T> task;

    CarriedSupplier(HandOff handOff, Supplier<T> task) {
      super(handOff);
      this.task = task;
    }

    @Override
    public T get() {
      Segment lane = open();
      return lane == null ? task.get() : getAsLane(lane, task);
    }
  }
}
