package io.github.requestree.campaign.faults;

import io.github.requestree.campaign.trial.Trial;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Injects faults where it is told to, until it is released. Thread-safe. */
final class Injector {

  private static final long SLOW_MILLIS = 2;
  private static final int MAX_SLOW = 100;
  private static final int MAX_HANGS = 20;
  private static final List<Fault> FAULTS = List.of(Fault.values());

  /** The only place and fault; null if both are random. */
  private final @Nullable Seam onlyAt;

  private final @Nullable Fault only;

  /** One in so many calls fails. */
  private final int oneIn;

  /** The longest hang at random; one that is told to hang does so until the release. */
  private static final long MAX_HANG_MILLIS = 200;

  private volatile boolean begun;
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicLong injected = new AtomicLong();
  private final AtomicLong slow = new AtomicLong();
  private final AtomicLong hangs = new AtomicLong();

  private Injector(@Nullable Seam onlyAt, @Nullable Fault only, int oneIn) {
    this.onlyAt = onlyAt;
    this.only = only;
    this.oneIn = oneIn;
  }

  /** Injects this fault into every other call of one place. */
  static Injector of(Seam seam, Fault fault) {
    return new Injector(seam, fault, 2);
  }

  /** Injects any fault anywhere, into one in so many calls. */
  static Injector atRandom(int oneIn) {
    return new Injector(null, null, oneIn);
  }

  /** Is called before each call of a place. */
  void hit(Seam seam) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    boolean elsewhere = onlyAt != null && onlyAt != seam;
    if (elsewhere || !begun || released.getCount() == 0 || random.nextInt(oneIn) > 0) {
      return;
    }
    boolean own = Trial.isOnOwnThread();
    Fault fault = only == null ? FAULTS.get(random.nextInt(FAULTS.size())) : only;
    if (fault.isThrown() && !seam.throwsAnything()) {
      return;
    }
    switch (fault) {
      case SLOW -> {
        if (slow.incrementAndGet() <= MAX_SLOW) {
          injected.incrementAndGet();
          await(SLOW_MILLIS);
        }
      }
      case HANG -> {
        if (own && hangs.incrementAndGet() <= (only == null ? MAX_HANGS : 1)) {
          injected.incrementAndGet();
          await(only == null ? random.nextLong(MAX_HANG_MILLIS) : Long.MAX_VALUE);
        }
      }
      default -> {
        injected.incrementAndGet();
        fault.strike();
      }
    }
  }

  /** Does not come back for an interrupt either. */
  private void await(long millis) {
    boolean interrupted = false;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, 3_600_000));
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      try {
        if (released.await(left, TimeUnit.NANOSECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has calls fail from now on. */
  void begin() {
    begun = true;
  }

  /** Ends all hangs; from now on nothing fails. */
  void release() {
    released.countDown();
  }

  long injected() {
    return injected.get();
  }
}
