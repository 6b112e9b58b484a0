package io.github.requestree.sampling;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes tasks that open a lane wherever they run. Stateless; what it makes is thread-safe. */
final class CarriedTask {

  private CarriedTask() {}

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

  /** A task with its hand-off, which it forgets with its profile: a periodic task may run on. */
  private abstract static class Carried {
    private volatile @Nullable HandOff handOff;

    Carried(HandOff handOff) {
      this.handOff = handOff;
    }

    final boolean isFor(ActiveProfile profile) {
      HandOff carried = handOff;
      return carried != null && carried.submitter().profile == profile;
    }

    /** The lane that the calling thread is in from now on; null if there is to be none. */
    final @Nullable Segment open() {
      HandOff carried = handOff;
      if (carried == null) {
        return null;
      }
      if (carried.submitter().profile.isFinished()) {
        handOff = null;
        return null;
      }
      if (carried.dueNanos() != Jvm.UNKNOWN) {
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
        HandOff.runAsLane(lane, task);
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
      return lane == null ? task.call() : HandOff.callAsLane(lane, task);
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
      return lane == null ? task.get() : HandOff.getAsLane(lane, task);
    }
  }
}
