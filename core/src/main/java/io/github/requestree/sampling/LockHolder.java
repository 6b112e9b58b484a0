package io.github.requestree.sampling;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread that holds a lock, and whom it works for. Immutable and thread-safe.
 *
 * @param threadName its name
 * @param subject what it works for; null if that is not profiled
 */
record LockHolder(String threadName, ActiveProfile.@Nullable Subject subject) {

  // Written out for the reason that Frame gives.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LockHolder that
        && threadName.equals(that.threadName)
        && Objects.equals(subject, that.subject);
  }

  @Override
  public int hashCode() {
    return 31 * threadName.hashCode() + Objects.hashCode(subject);
  }

  /** In words, with the route as far as it is known by now. */
  String text() {
    ActiveProfile.Subject other = subject;
    if (other == null) {
      return "held by " + threadName;
    }
    String route = UserCode.route(other);
    return "held by " + threadName + " for " + (route == null ? "another request" : route);
  }
}
