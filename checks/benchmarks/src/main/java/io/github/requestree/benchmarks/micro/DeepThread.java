package io.github.requestree.benchmarks.micro;

import io.github.requestree.sampling.ActiveProfile;
import io.github.requestree.sampling.Profiler;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that stays at a depth of its stack until it is let go, waiting or running there. */
final class DeepThread {

  /** The work at the bottom of the stack. */
  enum Doing {
    PARKED,
    RUNNING
  }

  /** So small that a thousand of them are no matter. */
  private static final long STACK_BYTES = 256_000;

  /** The frames around the recursion: how the thread began, and the innermost ones. */
  private static final int RUN_AND_PARK = 7;

  private static final int LOOK_NANOS = 50_000;

  private final int depth;
  private final Doing doing;
  private final @Nullable Profiler profiler;
  private final Thread thread;
  private volatile boolean there;
  private volatile boolean released;

  private DeepThread(int depth, Doing doing, @Nullable Profiler profiler) {
    this.depth = depth;
    this.doing = doing;
    this.profiler = profiler;
    thread = new Thread(null, this::run, "deep-" + depth, STACK_BYTES);
    thread.setDaemon(true);
  }

  /** Starts one and returns once it is there. */
  static DeepThread start(int depth, Doing doing) throws InterruptedException {
    return start(depth, doing, null);
  }

  /** The same with a profile, if there is a profiler, of all that it does. */
  static DeepThread start(int depth, Doing doing, @Nullable Profiler profiler)
      throws InterruptedException {
    DeepThread deep = new DeepThread(depth, doing, profiler);
    deep.thread.start();
    while (!deep.isThere()) {
      Thread.sleep(0, LOOK_NANOS);
    }
    return deep;
  }

  private boolean isThere() {
    return there && (doing == Doing.RUNNING || thread.getState() == Thread.State.WAITING);
  }

  Thread thread() {
    return thread;
  }

  long id() {
    return thread.getId();
  }

  private void run() {
    ActiveProfile profile = profiler == null ? null : profiler.start("deep");
    descend(depth - RUN_AND_PARK);
    if (profile != null) {
      profile.stop();
    }
  }

  private int descend(int left) {
    if (left > 0) {
      return descend(left - 1) + 1;
    }
    // A flag and no latch: counting one down would take it deeper for a while.
    there = true;
    return doing == Doing.PARKED ? park() : spin();
  }

  private int park() {
    while (!released) {
      LockSupport.park(this);
    }
    return 0;
  }

  private int spin() {
    int sum = 0;
    while (!released) {
      sum += depth;
    }
    return sum;
  }

  /** Lets it go and waits for its end. */
  void end() throws InterruptedException {
    released = true;
    LockSupport.unpark(thread);
    thread.join();
  }
}
