package io.github.requestree.sampling.recording;

import java.util.function.LongSupplier;

/**
 * Asks the JVM's count of waits whether a thread is in the same wait as when its stack was
 * captured. On a virtual machine whose CPU was stolen, the kernel takes the stolen time from the
 * thread that runs next. A thread that runs for some microseconds between two waits may then leave
 * its CPU clock as it was. Seen once in 30,000 wake-ups. <em>Not</em> thread-safe. In nanoseconds.
 */
final class WaitWitness {

  /** Another wait is noticed after this part of the wait at the latest. */
  private static final int PARTS = 8;

  private long atWalk = Attribution.UNKNOWN;
  private long walkedNanos;
  private long askedNanos;

  WaitWitness(long startNanos) {
    walked(startNanos);
  }

  void walked(long now) {
    walkedNanos = now;
    askedNanos = now;
  }

  /** Sets the number of waits that the thread had begun; unknown if it cannot tell. */
  void expects(long waits) {
    atWalk = waits;
  }

  boolean canTell() {
    return atWalk != Attribution.UNKNOWN;
  }

  /** Asking costs three times as much as reading the clock, so it is done at growing distances. */
  boolean isDue(long now) {
    return now - askedNanos >= (askedNanos - walkedNanos) / PARTS;
  }

  boolean confirms(long now, LongSupplier waits) {
    boolean same = atWalk == waits.getAsLong();
    askedNanos = same ? now : askedNanos;
    return same;
  }

  boolean wasAskedAt(long now) {
    return askedNanos == now;
  }
}
