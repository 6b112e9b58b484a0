package io.github.requestree.sampling.recording;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that holds a lock, and the route it works for. Immutable and thread-safe.
 *
 * @param threadName its name
 * @param route gives the route that it works for, or null while that is not known; two are equal if
 *     they are of the same. Null if it works for no profile
 */
public record LockHolder(String threadName, @Nullable Supplier<@Nullable String> route) {

  // Written out for the reason that Frame gives.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LockHolder that
        && threadName.equals(that.threadName)
        && Objects.equals(route, that.route);
  }

  @Override
  public int hashCode() {
    return 31 * threadName.hashCode() + Objects.hashCode(route);
  }

  /** Returns it in words, with the route as far as it is known by now. */
  String text() {
    if (route == null) {
      return "held by " + threadName;
    }
    String known = route.get();
    return "held by " + threadName + " for " + (known == null ? "another request" : known);
  }
}
