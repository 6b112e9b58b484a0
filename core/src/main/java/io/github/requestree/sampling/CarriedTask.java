package io.github.requestree.sampling;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes tasks that open a lane wherever they run. Stateless; the tasks are thread-safe. */
final class CarriedTask {

  private CarriedTask() {}

  /** Returns whether the task already carries the profile that the calling thread works for. */
  static boolean isCarried(Object task) {
    Segment current = CurrentSegment.get();
    return current != null && task instanceof Carried<?> carried && carried.isFor(current.profile);
  }

  /** Returns the task, carried on to any thread that runs it; itself if there is no hand-off. */
  static Runnable carry(@Nullable HandOff handOff, Runnable task) {
    try {
      return handOff == null ? task : new CarriedRunnable(handOff, task);
    } catch (Throwable e) {
      // No memory for it: the task runs, and is not followed.
      return task;
    }
  }

  /**
   * As {@link #carry}, for a task of a {@link CompletableFuture}. Code that checks its type still
   * recognises it.
   */
  static Runnable carryCompletion(@Nullable HandOff handOff, Runnable task) {
    return handOff == null ? task : new CarriedCompletion(new CarriedRunnable(handOff, task));
  }

  /** Returns the task, carried on to any thread that calls it; itself if there is no hand-off. */
  static <T> Callable<T> carry(@Nullable HandOff handOff, Callable<T> task) {
    try {
      return handOff == null ? task : new CarriedCallable<>(handOff, task);
    } catch (Throwable e) {
      // No memory for it: the task runs, and is not followed.
      return task;
    }
  }

  /** Returns the task, carried on to any thread that asks it; itself if there is no hand-off. */
  static <T extends @Nullable Object> Supplier<T> carry(
      @Nullable HandOff handOff, Supplier<T> task) {
    try {
      return handOff == null ? task : new CarriedSupplier<>(handOff, task);
    } catch (Throwable e) {
      // No memory for it: the task runs, and is not followed.
      return task;
    }
  }

  /**
   * A task with its hand-off. It forgets both with its profile, since a periodic task may run on.
   */
  private abstract static class Carried<K> {
    final K task;
    private volatile @Nullable HandOff handOff;

    Carried(HandOff handOff, K task) {
      this.handOff = handOff;
      this.task = task;
    }

    final boolean isFor(ProfileState profile) {
      HandOff carried = handOff;
      return carried != null && carried.submitter().profile == profile;
    }

    /**
     * Opens and returns the lane that the calling thread is in from now on; null if there is to be
     * none.
     */
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
        try {
          handOff = carried.again();
        } catch (Throwable e) {
          // No memory for it: a further run is not followed.
          handOff = null;
        }
      }
      return carried.open();
    }

    /** Returns the text by which futures and rejections describe the task. */
    @Override
    public final String toString() {
      return String.valueOf(task);
    }
  }

  private static final class CarriedRunnable extends Carried<Runnable> implements Runnable {
    CarriedRunnable(HandOff handOff, Runnable task) {
      super(handOff, task);
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

  private static final class CarriedCallable<T> extends Carried<Callable<T>>
      implements Callable<T> {
    CarriedCallable(HandOff handOff, Callable<T> task) {
      super(handOff, task);
    }

    @Override
    public T call() throws Exception {
      Segment lane = open();
      return lane == null ? task.call() : HandOff.callAsLane(lane, task);
    }
  }

  private static final class CarriedSupplier<T extends @Nullable Object>
      extends Carried<Supplier<T>> implements Supplier<T> {
    CarriedSupplier(HandOff handOff, Supplier<T> task) {
      super(handOff, task);
    }

    @Override
    public T get() {
      Segment lane = open();
      return lane == null ? task.get() : HandOff.getAsLane(lane, task);
    }
  }

  /** Has the type of a completable future's tasks, since a pool that helps others looks for it. */
  private static final class CarriedCompletion extends ForkJoinTask<Void>
      implements Runnable, CompletableFuture.AsynchronousCompletionTask {
    private static final long serialVersionUID = 1;

    private final transient CarriedRunnable carried;

    CarriedCompletion(CarriedRunnable carried) {
      this.carried = carried;
    }

    @Override
    public void run() {
      carried.run();
    }

    @Override
    protected boolean exec() {
      run();
      // It is never joined.
      return false;
    }

    @Override
    public @Nullable Void getRawResult() {
      return null;
    }

    @Override
    protected void setRawResult(@Nullable Void value) {}

    @Override
    public String toString() {
      return carried.toString();
    }
  }
}
