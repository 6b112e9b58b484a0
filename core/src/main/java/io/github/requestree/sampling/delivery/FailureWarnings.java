package io.github.requestree.sampling.delivery;

import io.github.requestree.internal.DetachedLog;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells of each kind of failure once, and gives at most {@value #MAX_WARNINGS} warnings in all.
 * Thread-safe. Nothing here throws or waits.
 *
 * <p>Without a thread or memory for a warning it is not given, since the caller must go on.
 */
final class FailureWarnings {

  private static final int MAX_WARNINGS = 100;

  /** A kind of failure, of which one is told. */
  private record Kind(Object whose, String what, Class<?> failure, Class<?> cause) {}

  private final Set<Kind> kinds = new HashSet<>();
  private int said;

  /** Gives a warning that its caller gives once. */
  synchronized void warn(String message) {
    if (said < MAX_WARNINGS && DetachedLog.warn("{}", message)) {
      said++;
    }
  }

  /**
   * Tells of a failure, unless one of the same kind was told.
   *
   * @param whose the object that failed: two of the same name are told apart
   * @param what names the failure and its consequence
   */
  synchronized void failed(Object whose, String what, Throwable failure) {
    try {
      // The cause: of exceptions that only wrap another one, all are of the same kind.
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      Kind kind = new Kind(whose, what, failure.getClass(), cause.getClass());
      if (said < MAX_WARNINGS
          && !kinds.contains(kind)
          && DetachedLog.warn(
              "{}; further failures of this kind are only counted", what, failure)) {
        said++;
        kinds.add(kind);
      }
    } catch (Throwable e) {
      // There is not even memory to find out; the next one may be told.
    }
  }
}
