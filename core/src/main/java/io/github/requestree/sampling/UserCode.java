package io.github.requestree.sampling;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks subjects, which may be anybody's. Whatever they throw, an assertion included, costs what
 * they would have answered and nothing else: they are asked on threads that serve requests, when an
 * application starts, and for the reports of others.
 */
final class UserCode {

  private UserCode() {}

  /** Says what others may know of a subject, whenever it is asked. Equal for the same subject. */
  record Route(ActiveProfile.Subject subject) implements Supplier<@Nullable String> {

    @Override
    public @Nullable String get() {
      return route(subject);
    }

    // Written out for the reason that Frame gives.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Route that && subject.equals(that.subject);
    }

    @Override
    public int hashCode() {
      return subject.hashCode();
    }
  }

  /** What others may know of a subject; null if it throws. */
  static @Nullable String route(ActiveProfile.Subject subject) {
    try {
      return subject.route();
    } catch (Throwable e) {
      return null;
    }
  }

  /** Whether somebody waits for a subject's profile; nobody does, if it throws. */
  static boolean isOnDemand(ActiveProfile.Subject subject) {
    try {
      return subject.onDemand();
    } catch (Throwable e) {
      return false;
    }
  }

  /** Whether a subject has failed; it has, if it throws. */
  static boolean hasFailed(ActiveProfile.Subject subject) {
    try {
      return subject.failed();
    } catch (Throwable e) {
      return true;
    }
  }
}
