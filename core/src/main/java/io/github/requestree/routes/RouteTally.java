package io.github.requestree.routes;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one route in one window, each as it ends, on its own thread. Thread-safe.
 *
 * <p>A thread that finds others counting goes to a place beside them instead of waiting; such
 * places are made when they are first needed. It tries again only if all of them are taken at once.
 */
final class RouteTally {

  private static final int PLACES = 8;
  private static final long PAUSE_NANOS = 20_000;

  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

  /** One place for counting. All but {@code taken} belongs to the thread that has set it. */
  private static final class Place {
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Sums sums = new Sums(RANDOM);

    boolean tryTake() {
      return !taken.get() && taken.compareAndSet(false, true);
    }
  }

  /** The counts of a tally. <em>Not</em> thread-safe. */
  static final class Sums {
    final Durations durations;
    long errors;

    /** The requests that were long enough to be delivered. */
    long longEnough;

    long longEnoughNanos;

    Sums(RandomGenerator random) {
      durations = new Durations(random);
    }

    void add(long nanos, boolean failed, boolean isLongEnough) {
      durations.add(nanos);
      errors += failed ? 1 : 0;
      longEnough += isLongEnough ? 1 : 0;
      longEnoughNanos += isLongEnough ? nanos : 0;
    }

    void addAll(Sums others) {
      durations.addAll(others.durations);
      errors += others.errors;
      longEnough += others.longEnough;
      longEnoughNanos += others.longEnoughNanos;
    }
  }

  private final AtomicReferenceArray<@Nullable Place> places = new AtomicReferenceArray<>(PLACES);
  private volatile boolean closed;

  // Two threads that count at once may both be the first: then it was seen twice, not once.
  private volatile boolean seen;
  private volatile boolean seenAgain;

  /** Returns whether it has counted one request at most, as far as other threads have told. */
  boolean isSeenOnce() {
    return !seenAgain;
  }

  /**
   * Counts a request, unless the window is over or this was closed.
   *
   * @param window asked whether it is over when nobody can read this before it is counted
   * @return whether it was counted
   */
  boolean add(long nanos, boolean failed, boolean longEnough, RouteWindow window) {
    for (int i = 0; ; i++) {
      Place place = place(i % PLACES);
      if (place.tryTake()) {
        try {
          if (closed || window.isOver()) {
            return false;
          }
          place.sums.add(nanos, failed, longEnough);
          if (!seenAgain) {
            seenAgain = seen;
            seen = true;
          }
          return true;
        } finally {
          place.taken.set(false);
        }
      }
      if (i >= PLACES) {
        Thread.onSpinWait();
      }
    }
  }

  private Place place(int index) {
    Place known = places.get(index);
    if (known != null) {
      return known;
    }
    Place made = new Place();
    Place witness = places.compareAndExchange(index, null, made);
    return witness == null ? made : witness;
  }

  /** Ends the counting here, and returns the counts. */
  Sums close() {
    closed = true;
    return read();
  }

  /** Adds the counts of another one; not while it is read. */
  void addAll(Sums others) {
    Place place = place(0);
    while (!place.tryTake()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    try {
      place.sums.addAll(others);
    } finally {
      place.taken.set(false);
    }
  }

  /**
   * Returns all counts. Call it only once counting has ended; it waits for a thread that is just
   * counting.
   */
  Sums read() {
    Sums all = new Sums(RANDOM);
    for (int i = 0; i < PLACES; i++) {
      Place place = places.get(i);
      if (place != null) {
        while (!place.tryTake()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        all.addAll(place.sums);
        place.taken.set(false);
      }
    }
    return all;
  }
}
