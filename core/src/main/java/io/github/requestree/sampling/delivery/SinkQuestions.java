package io.github.requestree.sampling.delivery;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Asks sinks, which may be code of anybody. An exception or assertion of a sink costs its own
 * answer and nothing else. Stateless.
 */
public final class SinkQuestions {

  private static final int MAX_NAME = 200;

  private SinkQuestions() {}

  /** Returns whether it wants timelines; false if it throws. */
  public static boolean wantsTimeline(ProfileSink sink) {
    try {
      return sink.wantsTimeline();
    } catch (Throwable e) {
      return false;
    }
  }

  /**
   * Returns the sink as one of the interfaces that it may also have; null if it has not, or throws.
   */
  public static <T> @Nullable T as(ProfileSink sink, Class<T> part) {
    try {
      return sink.as(part);
    } catch (Throwable e) {
      return null;
    }
  }

  /** Returns the number of profiles that it did not write, as it says itself; 0 if it throws. */
  public static long notWritten(ProfileSink sink) {
    try {
      ProfileSink.Lossy lossy = as(sink, ProfileSink.Lossy.class);
      return lossy == null ? 0 : lossy.notWritten();
    } catch (Throwable e) {
      return 0;
    }
  }

  /** Returns its name; the name of its class if it throws, or has none. */
  public static String name(ProfileSink sink) {
    try {
      // It is logged, and may contain text from outside.
      return SafeText.printable(sink.name(), MAX_NAME);
    } catch (Throwable e) {
      return sink.getClass().getName();
    }
  }
}
