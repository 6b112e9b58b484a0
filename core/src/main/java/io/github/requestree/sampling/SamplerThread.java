package io.github.requestree.sampling;

import io.github.requestree.internal.OwnThread;
import io.github.requestree.sampling.pacing.Backoff;
import io.github.requestree.sampling.pacing.LookPlanner;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that ticks. It starts with the first segment, parks while nothing is due, and ends
 * when told to. Thread-safe.
 *
 * <p>New segments come in over a stack without locks. A thread that opens one wakes the sampler
 * only if it would otherwise sleep too long, and only one thread does: waking costs several
 * microseconds.
 *
 * <p>The loop survives any exception of a tick, after a pause that doubles with each failure and is
 * forgotten a minute after the last one. Handling a failure allocates nothing, since there may be
 * no memory left. Should the thread end all the same, it lets go of all segments that wait for it,
 * and the next segment starts another one.
 */
final class SamplerThread implements Runnable {

  /** Stands for a wake-up time: while the sampler wakes then, nobody wakes it. */
  private static final long NOT_TO_BE_WOKEN = Long.MIN_VALUE;

  /**
   * The most segments that may wait while the sampler cannot afford checks; beyond this, they are
   * not sampled.
   */
  private static final int MAX_NEW = 10_000;

  private static final long STOP_MILLIS = 1_000;

  /**
   * Where most requests stay young, the part of {@code slowerThan}, and the most, between two
   * scans. Each serves few, and the tokens are for the slow ones that it finds. A fifth of that is
   * the age from which on it takes them in.
   */
  private static final int SCAN_PARTS = 4;

  private static final long MAX_SCAN_NANOS = 25_000_000;
  private static final int AGE_PARTS = 5;

  private static final AtomicReferenceFieldUpdater<SamplerThread, @Nullable Segment> NEWEST =
      AtomicReferenceFieldUpdater.newUpdater(SamplerThread.class, Segment.class, "newest");
  private static final AtomicReferenceFieldUpdater<SamplerThread, @Nullable ProfileState>
      NEWEST_SUSPENDED =
          AtomicReferenceFieldUpdater.newUpdater(
              SamplerThread.class, ProfileState.class, "newestSuspended");
  private static final AtomicLongFieldUpdater<SamplerThread> WAKE_AT =
      AtomicLongFieldUpdater.newUpdater(SamplerThread.class, "wakeAt");

  private final Engine engine;
  private final Sampler sampler;
  private final Jvm jvm;
  private final String name;
  private final long leastPatienceNanos;
  private final long scanNanos;
  private final Backoff failures = new Backoff();
  private final Backoff starts = new Backoff();
  private volatile @Nullable Segment newest;
  private volatile @Nullable ProfileState newestSuspended;
  private volatile long wakeAt = NOT_TO_BE_WOKEN;

  /** True if a request on demand is new, or somebody asks: the sampler does not sleep on. */
  private volatile boolean hurried;

  /** The sampler is not woken if it wakes within this time; written before that time is. */
  private volatile long patienceNanos;

  /** True if the last look into the queue found something, so that more is likely to come. */
  private boolean tookIn;

  /** The number of young profiles that the last scan left alone. */
  private int leftYoung;

  private volatile @Nullable Thread thread;
  private volatile boolean stopped;

  /** True while it pauses after a failure; segments that open meanwhile are not checked. */
  private volatile boolean pausing;

  /**
   * The time until which no thread is started, as the last one has just ended or failed to start.
   */
  private volatile long restNanos = Long.MIN_VALUE;

  /**
   * The earliest time at which new segments can have opened, or {@link LookPlanner#WOKEN}; for the
   * sampler's thread.
   */
  private long sinceNanos = LookPlanner.WOKEN;

  SamplerThread(Engine engine, Sampler sampler, SamplingOptions options, String name) {
    this.engine = engine;
    this.sampler = sampler;
    jvm = engine.jvm();
    this.name = name;
    leastPatienceNanos = 2 * options.interval().toNanos();
    patienceNanos = leastPatienceNanos;
    scanNanos = Math.min(engine.slowerThanNanos() / SCAN_PARTS, MAX_SCAN_NANOS);
  }

  /** Has a new segment sampled from now on. */
  void register(Segment segment) {
    if (stopped) {
      return;
    }
    Segment before;
    do {
      before = newest;
      segment.newBehind = before == null ? 0 : before.newBehind + 1;
      if (segment.newBehind > MAX_NEW) {
        return;
      }
      segment.nextNew = before;
    } while (!NEWEST.compareAndSet(this, before, segment));
    if (pausing) {
      segment.profile.samplingFailed();
    }
    wakeFor(segment.startNanos);
    if (segment.profile.isOnDemand() && sampler.affordsOnDemand() && !pausing) {
      hurry();
    }
  }

  /** Has it tick at once, if it runs. */
  void hurry() {
    hurried = true;
    LockSupport.unpark(thread);
  }

  /** Has the age of a profile watched for which no thread works. */
  void registerSuspended(ProfileState profile) {
    if (stopped) {
      return;
    }
    ProfileState before;
    do {
      before = newestSuspended;
      profile.nextSuspended = before;
    } while (!NEWEST_SUSPENDED.compareAndSet(this, before, profile));
    wakeFor(jvm.nanoTime());
  }

  /** Wakes the sampler for work that came at this time, unless it comes soon. */
  void wakeFor(long now) {
    Thread running = thread;
    if (running == null || !running.isAlive()) {
      start(now);
      return;
    }
    long at = wakeAt;
    boolean tooLate = at == Sampler.IDLE || at - now > patienceNanos;
    if (at != NOT_TO_BE_WOKEN && tooLate && WAKE_AT.compareAndSet(this, at, NOT_TO_BE_WOKEN)) {
      LockSupport.unpark(running);
    }
  }

  private void start(long now) {
    if (now >= restNanos) {
      tryToStart(now);
    }
    if (thread == null) {
      letGoOfNew();
    }
  }

  private synchronized void tryToStart(long now) {
    // Even its last message may have failed.
    boolean runs = thread != null && thread.isAlive();
    if (runs || stopped || now < restNanos) {
      return;
    }
    try {
      Thread starting = OwnThread.create(this, name + "-sampler");
      // Set before it runs: a thread that sees none here does not wake it.
      thread = starting;
      starting.start();
    } catch (Throwable e) {
      // Native threads may be exhausted; the request that wanted it must not fail for that.
      thread = null;
      rest(now);
      sampler.failed(e);
    }
  }

  private synchronized void rest(long now) {
    restNanos = now + starts.pauseNanos(now);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        try {
          sleepUntil(tick());
        } catch (Throwable e) {
          failed(e);
        }
      }
    } finally {
      ended();
    }
  }

  private void failed(Throwable e) {
    wakeAt = NOT_TO_BE_WOKEN;
    sinceNanos = LookPlanner.WOKEN;
    pausing = true;
    try {
      sampler.recover();
    } finally {
      sampler.failed(e);
    }
    park(failures.pauseNanos(jvm.nanoTime()));
    pausing = false;
  }

  private void ended() {
    wakeAt = NOT_TO_BE_WOKEN;
    pausing = false;
    try {
      sampler.letGoOfAll(stopped);
      rest(jvm.nanoTime());
    } finally {
      // From here on the next segment starts another one.
      thread = null;
      letGoOfNew();
    }
  }

  /** Lets go of new segments once nobody takes them in, so that they do not pile up. */
  private void letGoOfNew() {
    letGoOf(NEWEST.getAndSet(this, null));
    SuspendedProfiles.forget(NEWEST_SUSPENDED.getAndSet(this, null), !stopped);
  }

  private static void letGoOf(@Nullable Segment newest) {
    Segment segment = newest;
    while (segment != null) {
      Segment next = segment.nextNew;
      segment.nextNew = null;
      segment.profile.samplingFailed();
      segment = next;
    }
  }

  private long tick() {
    long now = jvm.nanoTime();
    // This comes first: segments from here on are taken in, or hurry it again.
    hurried = false;
    leftYoung = ActiveProfile.scan(engine, now - scanNanos / AGE_PARTS);
    Segment newSegments = NEWEST.getAndSet(this, null);
    try {
      tookIn = sampler.takeIn(newSegments, sinceNanos);
    } catch (Throwable e) {
      // Nobody else knows of them.
      letGoOf(newSegments);
      throw e;
    }
    sinceNanos = now;
    ProfileState suspended = NEWEST_SUSPENDED.getAndSet(this, null);
    try {
      sampler.takeInSuspended(suspended);
    } catch (Throwable e) {
      SuspendedProfiles.forget(suspended, true);
      throw e;
    }
    return sampler.tick();
  }

  private void sleepUntil(long due) {
    if (isDue(due)) {
      return;
    }
    long broke = sampler.payers().nanosUntilTick();
    if (broke > 0 && !hurried) {
      // Nobody wakes it for a tick that it cannot afford.
      park(due == Sampler.IDLE ? broke : Math.min(broke, due - jvm.nanoTime()));
    }
    if (hurried) {
      return;
    }
    boolean many = !engine.readsClocksAtStart();
    long patience = sampler.payers().usual.planner.patience();
    patience = many ? Math.max(patience, scanNanos) : patience;
    long next = due;
    boolean patient = leftYoung > 0 || (tookIn && (many || patience > leastPatienceNanos));
    if (patient) {
      // It comes by itself for new segments, instead of being woken for each.
      long soon = jvm.nanoTime() + patience;
      next = due == Sampler.IDLE ? soon : Math.min(due, soon);
    }
    patienceNanos = patience;
    wakeAt = next;
    // A thread that registered before this saw NOT_TO_BE_WOKEN and did not wake us.
    boolean waitedFor = newest != null || newestSuspended != null || ActiveProfile.scan(engine) > 0;
    if ((!waitedFor || patient) && !hurried && !stopped && !isDue(next)) {
      long now = jvm.nanoTime();
      park(next == Sampler.IDLE ? Sampler.IDLE : next - now);
      // A thread that opened a segment early enough to wake us for it did wake us.
      boolean woken = !WAKE_AT.compareAndSet(this, next, NOT_TO_BE_WOKEN);
      if (!waitedFor) {
        sinceNanos =
            woken || next == Sampler.IDLE ? LookPlanner.WOKEN : Math.max(now, next - patience);
      }
    }
    wakeAt = NOT_TO_BE_WOKEN;
  }

  private boolean isDue(long next) {
    return next != Sampler.IDLE && next - jvm.nanoTime() <= 0;
  }

  private void park(long nanos) {
    if (stopped) {
      return;
    }
    if (nanos == Sampler.IDLE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
    // A thread that was interrupted would never park again, and spin.
    Thread.interrupted();
  }

  /** Ends the thread and waits for it, a second at most. */
  void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
    }
    if (running != null) {
      OwnThread.join(running, STOP_MILLIS);
    }
  }
}
