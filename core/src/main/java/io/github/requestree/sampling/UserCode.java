package io.github.requestree.sampling;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks subjects, which may be code of anybody. An exception or assertion of a subject costs its own
 * answer and nothing else. Subjects are asked on threads that serve requests, when an application
 * starts, and for the reports of others. Stateless.
 */
final class UserCode {

  private UserCode() {}

  /**
   * Gives the name of a subject that others may show, whenever it is asked. Equal for the same
   * subject.
   */
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

  /** Returns the name of a subject that others may show; null if it throws. */
  static @Nullable String route(ActiveProfile.Subject subject) {
    try {
      return subject.route();
    } catch (Throwable e) {
      return null;
    }
  }

  /** Returns the subject that is kept; this one if it throws. */
  static ActiveProfile.Subject lasting(ActiveProfile.Subject subject) {
    try {
      return subject.lasting();
    } catch (Throwable e) {
      return subject;
    }
  }

  /** Returns whether somebody waits for a subject's profile; false if it throws. */
  static boolean isOnDemand(ActiveProfile.Subject subject) {
    try {
      return subject.onDemand();
    } catch (Throwable e) {
      return false;
    }
  }

  /** Returns whether a subject has failed; true if it throws. */
  static boolean hasFailed(ActiveProfile.Subject subject) {
    try {
      return subject.failed();
    } catch (Throwable e) {
      return true;
    }
  }
}
