package io.github.requestree.pyroscope;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The pushes that wait, of a bounded number of bytes; the newest push out the oldest. Thread-safe.
 */
final class PushQueue {

  static final long MAX_BYTES = 8L << 20;

  /** A server takes nothing older than an hour, by its own clock. */
  static final Duration MAX_AGE = Duration.ofMinutes(59);

  /** One push; it is the only one with its body. */
  static final class Push {
    private final byte[] body;
    private final Instant profileTime;

    /**
     * @param profileTime the time that its profile begins with
     */
    Push(byte[] body, Instant profileTime) {
      this.body = body;
      this.profileTime = profileTime;
    }

    byte[] body() {
      return body;
    }
  }

  private final Deque<Push> waiting = new ArrayDeque<>();
  private long bytes;
  private long lost;
  private boolean closed;

  synchronized void add(Push push) {
    if (closed || push.body.length > MAX_BYTES) {
      lost++;
      return;
    }
    waiting.add(push);
    bytes += push.body.length;
    while (bytes > MAX_BYTES) {
      bytes -= waiting.remove().body.length;
      lost++;
    }
    notifyAll();
  }

  /** Takes the oldest one that a server would still accept; null if there is none. */
  synchronized @Nullable Push poll(Instant now) {
    while (!waiting.isEmpty()) {
      Push push = waiting.remove();
      bytes -= push.body.length;
      if (isFresh(push, now)) {
        return push;
      }
      lost++;
    }
    return null;
  }

  static boolean isFresh(Push push, Instant now) {
    return push.profileTime.plus(MAX_AGE).isAfter(now);
  }

  /** Counts one that was taken and will not arrive. */
  synchronized void countLost() {
    lost++;
  }

  synchronized long lost() {
    return lost;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until there is something to take, or it is closed. */
  synchronized void awaitPush() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
  }

  /** Waits so long, or until it is closed. */
  synchronized void awaitClose(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  /** Takes no more; what is in it may still be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Gives up what is left. */
  synchronized void clear() {
    lost += waiting.size();
    waiting.clear();
    bytes = 0;
  }
}
