package io.github.requestree.sampling;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileComparison;
import io.github.requestree.profile.ProfileSink;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes finished profiles to the sinks, on a thread of its own: on the request's thread it would
 * delay the response, which Tomcat sends only after {@code onComplete}. Thread-safe.
 *
 * <p>The queue is bounded in profiles and in nodes; what does not fit is dropped and counted.
 */
final class Reporter implements Runnable, News {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  private static final int MAX_WAITING = 1_000;
  private static final int MAX_WAITING_NODES = 200_000;
  private static final long FLUSH_NANOS = 1_000_000_000;

  /** After some work more is likely to come: it comes by itself then, not woken for each. */
  private static final long PAUSE_NANOS = 20_000_000;

  private static final long STOP_MILLIS = 5_000;

  /**
   * What waits in the queue: a profile that has ended, one that still runs, or a blocked thread;
   * nothing at all just wakes the thread.
   *
   * @param standsFor how many others a profile stands for that was too short to be delivered, with
   *     itself; 0 for one that is
   * @param nodes how many nodes it counts there
   */
  private record Waiting(
      @Nullable ActiveProfile ended,
      @Nullable Profile stillRunning,
      @Nullable BlockedThread blocked,
      long standsFor,
      int nodes) {}

  private static final Waiting WAKE_UP = new Waiting(null, null, null, 0, 0);

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicInteger waitingNodes = new AtomicInteger();
  private final List<ProfileSink> sinks;
  private final @Nullable ProfileComparison comparison;
  private final Freezer freezer;
  private final Budget budget;
  private final ReportPace pace;
  private final Counters counters;
  private final Jvm jvm;
  private final String name;
  private long flushNanos;
  private volatile boolean heldBack;

  /** Whether a sink holds back what nobody has delivered to it. */
  private final AtomicBoolean toldHeldBack = new AtomicBoolean();

  private boolean hasWorked;
  private boolean failureLogged;
  private boolean dropsLogged;

  /** Whether there was no room for a profile; it is the reporter's thread that logs it. */
  private volatile boolean hasDropped;

  private @Nullable Thread thread;
  private boolean sinksClosed;
  private volatile boolean stopped;

  Reporter(
      List<ProfileSink> sinks,
      @Nullable ProfileComparison comparison,
      Freezer freezer,
      Budget budget,
      Counters counters,
      Jvm jvm,
      String name) {
    this.sinks = sinks;
    this.comparison = comparison;
    this.freezer = freezer;
    this.budget = budget;
    pace = new ReportPace(budget);
    this.counters = counters;
    this.jvm = jvm;
    this.name = name;
  }

  /** Takes a profile that has ended; false if there is no room for it. Never waits. */
  boolean offer(ActiveProfile profile) {
    return offer(new Waiting(profile, null, null, 0, profile.nodes()));
  }

  /** Takes a profile that is too short to be delivered, for the comparison, if there is room. */
  void offerShort(ActiveProfile profile, long standsFor) {
    offer(new Waiting(profile, null, null, standsFor, profile.nodes()));
  }

  /** Says that a sink was told of something and may hold it back, so that it is flushed. */
  void sinksMayHoldBack() {
    if (!heldBack && toldHeldBack.compareAndSet(false, true)) {
      start();
      // If there is no room, whatever takes it makes the thread look as well.
      queue.offer(WAKE_UP);
    }
  }

  @Override
  public void blocked(BlockedThread blocked) {
    offer(new Waiting(null, null, blocked, 0, 0));
  }

  @Override
  public void stillRunning(Profile soFar, ActiveProfile profile) {
    if (offer(new Waiting(null, soFar, null, 0, profile.nodes()))) {
      counters.stillRunning.increment();
    }
  }

  private boolean offer(Waiting next) {
    if (stopped) {
      return false;
    }
    if (waitingNodes.addAndGet(next.nodes()) > MAX_WAITING_NODES || !queue.offer(next)) {
      waitingNodes.addAndGet(-next.nodes());
      hasDropped = true;
      return false;
    }
    start();
    return true;
  }

  private synchronized void start() {
    if (thread == null && !stopped) {
      try {
        Thread starting = OwnThread.create(this, name + "-reporter");
        starting.start();
        thread = starting;
      } catch (RuntimeException | Error e) {
        // Such as out of native threads. The next profile tries again; the queue is bounded.
        failed(e);
      }
    }
  }

  @Override
  public void run() {
    long cpuNanos = jvm.ownCpuNanos();
    while (true) {
      Waiting next = take();
      if (next != null) {
        deliver(next);
      } else if (stopped) {
        break;
      }
      if (toldHeldBack.getAndSet(false)) {
        holdsBack();
      }
      flushIfDue();
      logDrops();
      long now = jvm.ownCpuNanos();
      long spent = now - cpuNanos;
      budget.owe(spent);
      counters.ownCpuNanos.add(spent);
      cpuNanos = now;
      long pause = stopped ? 0 : pace.pauseNanos(spent, queue.size());
      if (pause > 0) {
        LockSupport.parkNanos(this, pause);
      }
    }
    closeSinks();
  }

  private synchronized void closeSinks() {
    if (!sinksClosed) {
      sinksClosed = true;
      sinks.forEach(sink -> guarded(sink::close));
    }
  }

  /** The next profile, or null if it is time to flush or to stop. */
  private @Nullable Waiting take() {
    try {
      Waiting next = queue.poll();
      if (next == null && hasWorked && !stopped) {
        hasWorked = false;
        LockSupport.parkNanos(this, PAUSE_NANOS);
        next = queue.poll();
      }
      if (next != null || stopped) {
        return next;
      }
      return heldBack
          ? queue.poll(Math.max(1, flushNanos - jvm.nanoTime()), TimeUnit.NANOSECONDS)
          : queue.take();
    } catch (InterruptedException e) {
      return null;
    }
  }

  private void deliver(Waiting next) {
    waitingNodes.addAndGet(-next.nodes());
    BlockedThread blocked = next.blocked();
    if (blocked != null) {
      hasWorked = true;
      for (ProfileSink sink : sinks) {
        countedAndGuarded(() -> sink.blocked(blocked));
      }
    }
    Profile stillRunning = next.stillRunning();
    if (stillRunning != null) {
      deliver(stillRunning);
    }
    ActiveProfile ended = next.ended();
    if (ended != null) {
      Profile profile = frozen(ended);
      if (next.standsFor() > 0) {
        remember(profile, next.standsFor());
      } else if (profile == null) {
        counters.dropped.increment();
      } else {
        counters.reported.increment();
        deliver(profile);
      }
    }
  }

  private void remember(@Nullable Profile profile, long standsFor) {
    if (profile != null && comparison != null) {
      guarded(() -> comparison.remember(profile, standsFor));
    }
  }

  private Profile compared(Profile profile) {
    if (comparison == null) {
      return profile;
    }
    try {
      return comparison.compared(profile);
    } catch (Throwable e) {
      failed(e);
      return profile;
    }
  }

  private void deliver(Profile frozen) {
    hasWorked = true;
    Profile profile = compared(frozen);
    for (ProfileSink sink : sinks) {
      countedAndGuarded(() -> deliver(profile, sink));
    }
    holdsBack();
  }

  private void holdsBack() {
    if (!heldBack) {
      heldBack = true;
      flushNanos = jvm.nanoTime() + FLUSH_NANOS;
    }
  }

  private void flushIfDue() {
    if (heldBack && jvm.nanoTime() - flushNanos >= 0) {
      // First this: who tells of something from now on, tells it again.
      heldBack = false;
      for (ProfileSink sink : sinks) {
        countedAndGuarded(() -> flush(sink));
      }
      flushNanos = jvm.nanoTime() + FLUSH_NANOS;
    }
  }

  private void flush(ProfileSink sink) {
    if (sink.flush()) {
      heldBack = true;
    }
  }

  private @Nullable Profile frozen(ActiveProfile active) {
    try {
      return freezer.freeze(active);
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  private static void deliver(Profile profile, ProfileSink sink) {
    if (sink.isActive()) {
      sink.accept(profile);
    }
  }

  private void countedAndGuarded(Runnable work) {
    if (!guarded(work)) {
      counters.sinkFailures.increment();
    }
  }

  /** Whatever a sink throws, an assertion included, the others get what is theirs. */
  private boolean guarded(Runnable work) {
    try {
      work.run();
      return true;
    } catch (Throwable e) {
      failed(e);
      return false;
    }
  }

  private void logDrops() {
    if (hasDropped && !dropsLogged) {
      dropsLogged = true;
      logger.warn(
          "requestree: profiles are dropped and counted from now on, since more end than maxOverhead"
              + " allows to report; slowerThan reports slow ones only");
    }
  }

  private void failed(Throwable e) {
    if (!failureLogged) {
      failureLogged = true;
      logger.warn("requestree: a report was lost; further failures are only counted", e);
    }
  }

  /** Delivers what is there, closes the sinks and ends the thread, in a few seconds at most. */
  void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
    }
    if (running == null) {
      closeSinks();
    } else {
      // No interrupt: a sink in the middle of writing would lose what it writes.
      queue.offer(WAKE_UP);
      OwnThread.join(running, STOP_MILLIS);
      if (running.isAlive() && running != Thread.currentThread()) {
        running.interrupt();
      }
    }
    for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
      if (left.ended() != null && left.standsFor() == 0) {
        counters.dropped.increment();
      }
    }
  }
}
