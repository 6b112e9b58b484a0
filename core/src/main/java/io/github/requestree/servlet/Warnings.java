package io.github.requestree.servlet;

import io.github.requestree.internal.WarningLimit;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings about ourselves, on logger {@code requestree}: each kind once, and then once an hour
 * with how often it happened meanwhile. Thread-safe. Nothing here throws.
 */
final class Warnings {

  private final Logger logger = LoggerFactory.getLogger("requestree");
  private final LongSupplier nanoTime;
  private final WarningLimit kinds = new WarningLimit(TimeUnit.HOURS.toNanos(1));
  private final WarningLimit secrets = new WarningLimit(TimeUnit.MINUTES.toNanos(1));

  Warnings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A failure of ours that the request did not notice. */
  void ownFailure(String doing, Throwable failure) {
    failure("requestree failed while " + doing, "; the request was served all the same", failure);
  }

  /** A failure that the request did notice: what it was refused. */
  void refusal(String why, Throwable failure) {
    failure(why, "", failure);
  }

  private void failure(String what, String more, Throwable failure) {
    try {
      long times = due(what + " " + failure.getClass().getName());
      if (times > 0) {
        logger.warn("{} ({} times since the last such warning){}", what, times, more, failure);
      }
    } catch (Throwable e) {
      // A logger that throws, or no memory left: there is nobody to tell.
    }
  }

  /** Something that whoever set up the application ought to know. */
  void setup(String message) {
    try {
      if (due(message) > 0) {
        logger.warn("{}", message);
      }
    } catch (Throwable e) {
      // As above.
    }
  }

  /** A request that asked to be profiled with a wrong secret: said once a minute. */
  void wrongSecret() {
    try {
      long times = secrets.due("", nanoTime.getAsLong());
      if (times > 0) {
        logger.warn(
            "requests to be profiled with a wrong secret: {} since the last such warning", times);
      }
    } catch (Throwable e) {
      // As above.
    }
  }

  /** How often this happened since the last warning of its kind, or 0 if it is not due again. */
  private long due(String kind) {
    return kinds.due(kind, nanoTime.getAsLong());
  }
}
