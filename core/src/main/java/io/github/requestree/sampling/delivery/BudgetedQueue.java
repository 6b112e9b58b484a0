package io.github.requestree.sampling.delivery;

import io.github.requestree.internal.OwnThread;
import io.github.requestree.sampling.pacing.Backoff;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.SamplerClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A queue, bounded in entries and in bytes, with the daemon thread that empties it within the
 * budget. The thread starts with the first entry. If it ends without being told to, the next entry
 * starts another one. Thread-safe.
 */
final class BudgetedQueue<T> implements Runnable {

  /** Processes the entries, on the worker's thread alone. Nothing here may throw. */
  interface Consumer<T> {
    void take(T next);

    /**
     * Does the upkeep that is due by now.
     *
     * @return the nanoseconds until more is due, or {@link #NOTHING_DUE}
     */
    long upkeep();

    /** Comes last, once. */
    void end();

    /** Takes a failure that belongs to no entry, such as that of starting a thread. */
    void failed(Throwable e);
  }

  static final long NOTHING_DUE = Long.MAX_VALUE;

  private static final int MAX_WAITING = 1_000;
  private static final int MAX_WAITING_ON_DEMAND = 100;

  /** The bytes that may wait, so that the queue does not fill a small heap. */
  private static final long MAX_WAITING_BYTES =
      Math.min(80_000_000, Runtime.getRuntime().maxMemory() / 16);

  /** The pause after some work: more is likely to come, and waking for each would cost more. */
  private static final long PAUSE_NANOS = 20_000_000;

  /** The shortest pause, since waking up from each costs as much as some reports. */
  private static final long MIN_PAUSE_NANOS = 20_000_000;

  private static final long INTERRUPTED_MILLIS = 200;

  /**
   * @param what null just wakes the thread
   * @param paying the budget that pays for its processing
   */
  private record Entry<T>(@Nullable T what, long bytes, Budget paying) {}

  private final BlockingQueue<Entry<T>> queue = new ArrayBlockingQueue<>(MAX_WAITING);

  /**
   * Entries that somebody waits for. They come before all others, as long as their own budget pays.
   */
  private final BlockingQueue<Entry<T>> onDemandQueue =
      new ArrayBlockingQueue<>(MAX_WAITING_ON_DEMAND);

  private final AtomicLong waitingBytes = new AtomicLong();
  private final Backoff starts = new Backoff();
  private final Consumer<T> consumer;
  private final Budget budget;
  private final Budget onDemandBudget;
  private final SamplerClock clock;
  private final String name;
  private boolean hasWorked;

  /**
   * The time that it has worked and paused since the queue was last empty; for its thread alone.
   */
  private long workedNanos;

  private long pausedNanos;
  private volatile boolean heldByBudget;

  private volatile @Nullable Thread thread;

  /**
   * The time until which no thread is started, as the last one has just ended or failed to start.
   */
  private long restNanos = Long.MIN_VALUE;

  private volatile boolean stopped;
  private volatile boolean abandoned;

  BudgetedQueue(Consumer<T> consumer, Funds funds, String name) {
    this.consumer = consumer;
    budget = funds.usual();
    onDemandBudget = funds.onDemand();
    clock = funds.clock();
    this.name = name;
  }

  /**
   * Takes an entry; returns false if there is no room for it, or no more are taken. Never waits or
   * throws.
   *
   * @param bytes the memory that it holds, roughly; one entry always has room
   * @param onDemand whether it comes before the others, and may hold a quarter more memory
   */
  @SuppressWarnings("ReferenceEquality")
  boolean offer(T what, long bytes, boolean onDemand) {
    if (stopped) {
      return false;
    }
    long most = onDemand ? MAX_WAITING_BYTES / 4 * 5 : MAX_WAITING_BYTES;
    long waiting = waitingBytes.addAndGet(bytes);
    if ((waiting > most && waiting > bytes)
        || !enqueued(what, bytes, onDemand)
        // Stopped meanwhile: nobody looks for what came after the last look into the queues.
        || (stopped
            && (queue.removeIf(e -> e.what() == what)
                || onDemandQueue.removeIf(e -> e.what() == what)))) {
      waitingBytes.addAndGet(-bytes);
      return false;
    }
    start();
    return true;
  }

  private boolean enqueued(T what, long bytes, boolean onDemand) {
    try {
      if (!onDemand) {
        return queue.offer(new Entry<>(what, bytes, budget));
      }
      boolean taken = onDemandQueue.offer(new Entry<>(what, bytes, onDemandBudget));
      wake(thread);
      return taken;
    } catch (Throwable e) {
      // There is not even memory to wait for it.
      return false;
    }
  }

  /** Returns whether it was told to stop, so that it takes no more. */
  boolean isStopped() {
    return stopped;
  }

  /** Returns whether entries wait for the budget, rather than for their processing. */
  boolean isHeldByBudget() {
    return heldByBudget;
  }

  int waiting() {
    return queue.size() + onDemandQueue.size();
  }

  private synchronized void start() {
    boolean runs = thread != null && thread.isAlive();
    if (!runs && !stopped && clock.nanoTime() >= restNanos) {
      try {
        Thread starting = OwnThread.create(this, name);
        starting.start();
        thread = starting;
      } catch (Throwable e) {
        // Native threads may be exhausted. A later entry tries again; the queue is bounded.
        rest();
        failed(e);
      }
    }
  }

  private void rest() {
    long now = clock.nanoTime();
    restNanos = now + starts.pauseNanos(now);
  }

  /**
   * Tells of a failure. A failure of telling, such as for lack of memory, does not end the thread.
   */
  private void failed(Throwable e) {
    try {
      consumer.failed(e);
    } catch (Throwable again) {
      // There will be others.
    }
  }

  @Override
  public void run() {
    boolean worked = false;
    try {
      while (!worked) {
        try {
          work();
          worked = true;
        } catch (Throwable e) {
          failed(e);
          LockSupport.parkNanos(this, PAUSE_NANOS);
        }
      }
      consumer.end();
    } finally {
      if (!worked) {
        ended();
      }
    }
  }

  private synchronized void ended() {
    thread = null;
    rest();
  }

  /** Processes entries until it is told to stop. */
  private void work() {
    long cpuNanos = clock.ownCpuNanos();
    long due = NOTHING_DUE;
    Budget paying = budget;
    while (!abandoned) {
      Entry<T> next = next(due);
      if (next != null) {
        paying = next.paying();
        waitingBytes.addAndGet(-next.bytes());
        T what = next.what();
        if (what != null) {
          hasWorked = true;
          long began = clock.nanoTime();
          consumer.take(what);
          workedNanos += clock.nanoTime() - began;
          heldByBudget = pausedNanos > workedNanos;
        }
      } else if (stopped) {
        break;
      }
      due = consumer.upkeep();
      long now = clock.ownCpuNanos();
      long spent = now - cpuNanos;
      paying.chargeReport(spent);
      cpuNanos = now;
      long pause = stopped ? 0 : budget.nanosUntilReport(clock.nanoTime());
      if (pause >= MIN_PAUSE_NANOS) {
        pausedNanos += pause;
        heldByBudget = pausedNanos > workedNanos;
        pause(pause);
      }
    }
  }

  /** Waits, unless something on demand can be paid meanwhile. */
  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !stopped; left = end - System.nanoTime()) {
      if (!onDemandQueue.isEmpty() && nanosUntilOnDemand() == 0) {
        return;
      }
      LockSupport.parkNanos(this, left);
    }
  }

  private long nanosUntilOnDemand() {
    return stopped ? 0 : onDemandBudget.nanosUntilReport(clock.nanoTime());
  }

  private @Nullable Entry<T> poll() {
    boolean demanded = !onDemandQueue.isEmpty() && nanosUntilOnDemand() == 0;
    Entry<T> next = demanded ? onDemandQueue.poll() : null;
    return next == null ? queue.poll() : next;
  }

  /** Returns the next entry, or null if it is time for upkeep or to stop. */
  private @Nullable Entry<T> next(long dueInNanos) {
    try {
      Entry<T> next = poll();
      if (next == null) {
        workedNanos = 0;
        pausedNanos = 0;
        heldByBudget = false;
      }
      if (next == null && hasWorked && !stopped) {
        hasWorked = false;
        LockSupport.parkNanos(this, PAUSE_NANOS);
        next = poll();
      }
      if (next != null || stopped) {
        return next;
      }
      long wait = dueInNanos;
      if (!onDemandQueue.isEmpty()) {
        wait = Math.min(wait, Math.max(MIN_PAUSE_NANOS, nanosUntilOnDemand()));
      }
      return wait == NOTHING_DUE
          ? queue.take()
          : queue.poll(Math.max(1, wait), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return null;
    }
  }

  /** Takes nothing more, and ends the thread once the queue is empty. Does not wait for it. */
  void stop() {
    Thread running;
    synchronized (this) {
      if (!stopped) {
        // The thread ends it even if nothing else is left: a hanging sink must not hold up our
        // caller.
        start();
        stopped = true;
      }
      running = thread;
    }
    if (running == null) {
      consumer.end();
    } else {
      wake(running);
    }
  }

  private void wake(@Nullable Thread running) {
    if (queue.isEmpty()) {
      queue.offer(new Entry<>(null, 0, budget));
    }
    LockSupport.unpark(running);
  }

  /**
   * Waits for the end of a thread that was told to stop, and then gives it up.
   *
   * @return the entries that were not processed
   */
  List<T> join(long deadlineNanos) {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      // No interrupt at first: a sink in the middle of writing would lose its output.
      long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      OwnThread.join(running, abandoned ? 0 : left);
      if (running.isAlive() && running != Thread.currentThread()) {
        abandoned = true;
        running.interrupt();
        OwnThread.join(running, INTERRUPTED_MILLIS);
      }
    }
    List<Entry<T>> entries = new ArrayList<>();
    onDemandQueue.drainTo(entries);
    queue.drainTo(entries);
    return entries.stream().map(Entry::what).filter(Objects::nonNull).toList();
  }
}
