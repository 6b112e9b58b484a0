package io.github.requestree.sampling;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.SafeText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks sinks and subjects, which may be anybody's. Whatever they throw, an assertion included,
 * costs what they would have answered and nothing else: they are asked on threads that serve
 * requests, when an application starts, and for the reports of others.
 */
final class UserCode {

  private static final int LONGEST_NAME = 200;

  private UserCode() {}

  /** Whether it wants timelines; if it throws, it gets its profiles without. */
  static boolean wantsTimeline(ProfileSink sink) {
    try {
      return sink.wantsTimeline();
    } catch (Throwable e) {
      return false;
    }
  }

  /** The sink as one of the interfaces that it may also have; null if it has not, or throws. */
  static <T> @Nullable T as(ProfileSink sink, Class<T> part) {
    try {
      return sink.as(part);
    } catch (Throwable e) {
      return null;
    }
  }

  /** How many profiles it did not write, as it says itself; 0 if it throws. */
  static long notWritten(ProfileSink sink) {
    try {
      ProfileSink.Lossy lossy = as(sink, ProfileSink.Lossy.class);
      return lossy == null ? 0 : lossy.notWritten();
    } catch (Throwable e) {
      return 0;
    }
  }

  /** What it is called; the name of its class if it throws, or has none. */
  static String name(ProfileSink sink) {
    try {
      // It is logged, and may be of whatever an application is told.
      return SafeText.printable(sink.name(), LONGEST_NAME);
    } catch (Throwable e) {
      return sink.getClass().getName();
    }
  }

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
