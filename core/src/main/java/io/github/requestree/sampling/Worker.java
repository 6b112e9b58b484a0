package io.github.requestree.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A queue, bounded in entries and in nodes, and the daemon thread that empties it within the
 * budget. The thread starts with the first entry. Thread-safe.
 */
final class Worker<T> implements Runnable {

  /** What is done with the entries, by the worker's thread alone. Nothing here may throw. */
  interface Job<T> {
    void take(T next);

    /**
     * Does what is due by now.
     *
     * @return in how many nanoseconds there is more of it, or {@link #NOTHING_DUE}
     */
    long upkeep();

    /** Comes last, once. */
    void end();

    /** A failure that is nobody's fault in particular, such as that of starting a thread. */
    void failed(Throwable e);
  }

  static final long NOTHING_DUE = Long.MAX_VALUE;

  private static final int MAX_WAITING = 1_000;
  private static final int MAX_WAITING_NODES = 200_000;

  /** After some work more is likely to come: it comes by itself then, not woken for each. */
  private static final long PAUSE_NANOS = 20_000_000;

  private static final long INTERRUPTED_MILLIS = 200;

  /**
   * @param what null just wakes the thread
   */
  private record Entry<T>(@Nullable T what, int nodes) {}

  private final BlockingQueue<Entry<T>> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicInteger waitingNodes = new AtomicInteger();
  private final Job<T> job;
  private final Budget budget;
  private final ReportPace pace;
  private final Counters counters;
  private final Jvm jvm;
  private final String name;
  private boolean hasWorked;

  private @Nullable Thread thread;
  private volatile boolean stopped;
  private volatile boolean abandoned;

  Worker(Job<T> job, Budget budget, Counters counters, Jvm jvm, String name) {
    this.job = job;
    this.budget = budget;
    pace = new ReportPace(budget);
    this.counters = counters;
    this.jvm = jvm;
    this.name = name;
  }

  /** Takes an entry; false if there is no room for it, or no more are taken. Never waits. */
  boolean offer(T what, int nodes) {
    if (stopped) {
      return false;
    }
    if (waitingNodes.addAndGet(nodes) > MAX_WAITING_NODES
        || !queue.offer(new Entry<>(what, nodes))) {
      waitingNodes.addAndGet(-nodes);
      return false;
    }
    start();
    return true;
  }

  /** Whether it takes no more, as it was told to stop. */
  boolean isStopped() {
    return stopped;
  }

  int waiting() {
    return queue.size();
  }

  private synchronized void start() {
    if (thread == null && !stopped) {
      try {
        Thread starting = OwnThread.create(this, name);
        starting.start();
        thread = starting;
      } catch (RuntimeException | Error e) {
        // Such as out of native threads. The next entry tries again; the queue is bounded.
        job.failed(e);
      }
    }
  }

  @Override
  public void run() {
    long cpuNanos = jvm.ownCpuNanos();
    long due = NOTHING_DUE;
    while (!abandoned) {
      Entry<T> next = next(due);
      if (next != null) {
        waitingNodes.addAndGet(-next.nodes());
        T what = next.what();
        if (what != null) {
          hasWorked = true;
          job.take(what);
        }
      } else if (stopped) {
        break;
      }
      due = job.upkeep();
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
    job.end();
  }

  /** The next entry, or null if it is time for upkeep or to stop. */
  private @Nullable Entry<T> next(long dueInNanos) {
    try {
      Entry<T> next = queue.poll();
      if (next == null && hasWorked && !stopped) {
        hasWorked = false;
        LockSupport.parkNanos(this, PAUSE_NANOS);
        next = queue.poll();
      }
      if (next != null || stopped) {
        return next;
      }
      return dueInNanos == NOTHING_DUE
          ? queue.take()
          : queue.poll(Math.max(1, dueInNanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return null;
    }
  }

  /** Takes nothing more, and ends the thread once the queue is empty. Does not wait for it. */
  void stop() {
    Thread running;
    synchronized (this) {
      if (!stopped) {
        // Even for the end alone: who calls this must not be kept by what may hang there.
        start();
        stopped = true;
      }
      running = thread;
    }
    if (running == null) {
      job.end();
    } else {
      queue.offer(new Entry<>(null, 0));
      LockSupport.unpark(running);
    }
  }

  /**
   * Waits for the end of a thread that was told to stop, and gives it up then.
   *
   * @return what it did not come to
   */
  List<T> join(long deadlineNanos) {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      // No interrupt at first: who is in the middle of writing would lose what it writes.
      long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      OwnThread.join(running, abandoned ? 0 : left);
      if (running.isAlive() && running != Thread.currentThread()) {
        abandoned = true;
        running.interrupt();
        OwnThread.join(running, INTERRUPTED_MILLIS);
      }
    }
    List<T> left = new ArrayList<>();
    for (Entry<T> entry = queue.poll(); entry != null; entry = queue.poll()) {
      if (entry.what() != null) {
        left.add(entry.what());
      }
    }
    return left;
  }
}
