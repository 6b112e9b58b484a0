package io.github.requestree.servlet;

import io.github.requestree.internal.DetachedLog;
import io.github.requestree.internal.WarningLimit;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Warns of our own failures, on logger {@code requestree}: of each kind once, and then once an hour
 * with the number of times it happened meanwhile. Thread-safe. Nothing here throws.
 */
final class Warnings {

  private final LongSupplier nanoTime;
  private final WarningLimit kinds = new WarningLimit(TimeUnit.HOURS.toNanos(1));
  private final WarningLimit secrets = new WarningLimit(TimeUnit.MINUTES.toNanos(1));

  Warnings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Warns of a failure of ours that the request did not notice. */
  void ownFailure(String doing, Throwable failure) {
    failure("requestree failed while " + doing, "; the request was served all the same", failure);
  }

  /** Warns of a failure that the request did notice, since it was refused something. */
  void refusal(String why, Throwable failure) {
    failure(why, "", failure);
  }

  private void failure(String what, String more, Throwable failure) {
    try {
      String kind = what + " " + failure.getClass().getName();
      long times = kinds.due(kind, nanoTime.getAsLong());
      if (times > 0) {
        DetachedLog.warn("{} ({} times since the last such warning){}", what, times, more, failure);
      }
    } catch (Throwable e) {
      // Memory is short, so nobody can be told.
    }
  }

  /** Warns the person who set up the application. */
  void setup(String message) {
    try {
      if (kinds.due(message, nanoTime.getAsLong()) > 0) {
        DetachedLog.warn("{}", message);
      }
    } catch (Throwable e) {
      // As above.
    }
  }

  /** Warns of a request that asked to be profiled with a wrong secret, once a minute. */
  void wrongSecret() {
    try {
      long times = secrets.due("", nanoTime.getAsLong());
      if (times > 0) {
        DetachedLog.warn(
            "requests that asked for a profile with a wrong secret: {} since the last warning",
            times);
      }
    } catch (Throwable e) {
      // As above.
    }
  }
}
