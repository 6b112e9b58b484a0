package io.github.requestree.sampling;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The profile that a thread works for, to take notes of what the application does: queries, remote
 * calls, anything that has a name and takes time. Thread-safe; nothing here throws, blocks or
 * waits, and where no profile is running it does nothing.
 *
 * <p>It may be kept and used by another thread, such as the one that ends an asynchronous call.
 * Once its profile has ended, notes are forgotten.
 */
public final class CurrentProfile {

  static final CurrentProfile NONE = new CurrentProfile(null, null);

  private final @Nullable Segment segment;
  private final @Nullable StackTraceElement place;

  private CurrentProfile(@Nullable Segment segment, @Nullable StackTraceElement place) {
    this.segment = segment;
    this.place = place;
  }

  /** That of the calling thread. */
  static CurrentProfile get() {
    try {
      Segment current = CurrentSegment.get();
      return current == null || current.profile.isFinished()
          ? NONE
          : new CurrentProfile(current, null);
    } catch (Throwable e) {
      return NONE;
    }
  }

  /** Whether anything is profiled; if not, what would be noted need not be found out. */
  public boolean isActive() {
    Segment current = segment;
    return current != null && !current.profile.isFinished();
  }

  /**
   * The same, with the call of the application that the calling thread is in: what is noted with it
   * was caused by that call, wherever it ends. For what begins here and may end on another thread.
   */
  public CurrentProfile withPlace() {
    Segment current = segment;
    if (current == null || current.profile.isFinished() || !current.isOnCallingThread()) {
      return this;
    }
    try {
      Engine engine = current.profile.engine();
      return new CurrentProfile(current, engine.callPlace().ofCaller(current.profile.budget()));
    } catch (RuntimeException | LinkageError e) {
      return this;
    }
  }

  /**
   * Notes that something has just ended. Notes of the same kind and text from the same place count
   * together; a profile tells 500 texts apart and counts the rest.
   *
   * <p>It stands in the tree below the call of the application that caused it, and its time is part
   * of the time of that call. On another thread than the one that this was asked on, or after the
   * request has left that thread, its time is known and its place only by {@link #withPlace}.
   *
   * @param kind what it is, in one word, such as {@code sql}; of 20 characters at most
   * @param text what is worth telling apart, cut after 500 characters. It is printed: no secrets
   * @param duration how long it took
   * @param attributes what else is worth knowing of the longest of them, such as {@code status}; at
   *     most 8, copied now, names cut after 20 characters and values after 100. {@code error} says
   *     that it failed. All attributes of a profile have room for 50,000 characters; what does not
   *     fit is left out, and the report says so
   */
  public void note(String kind, String text, Duration duration, Map<String, String> attributes) {
    long nanos;
    try {
      nanos = duration.toNanos();
    } catch (Throwable e) {
      lost();
      return;
    }
    note(kind, text, nanos, attributes);
  }

  /**
   * The same, for who counts nanoseconds anyway.
   *
   * @param nanos how long it took, in nanoseconds
   */
  public void note(String kind, String text, long nanos, Map<String, String> attributes) {
    Segment current = segment;
    if (current == null || current.profile.isFinished()) {
      return;
    }
    try {
      current.profile.events().add(current, kind, text, Math.max(0, nanos), attributes, place);
      if (!current.isLane() && CurrentSegment.get() == current) {
        // Filters that know the trace often do so only inside of ours.
        current.profile.noted().takeTraceSeldom();
      }
    } catch (Throwable e) {
      lost();
    }
  }

  /** What an application asks us to note must never fail for it, but is not forgotten silently. */
  private void lost() {
    Segment current = segment;
    if (current != null) {
      try {
        current.profile.events().lost();
      } catch (Throwable e) {
        // Not even the count of what is lost has a place.
      }
    }
  }

  /** What the JVM's clock says now, on the clock of {@link Jvm#nanoTime()}; 0 if inactive. */
  long nanoTime() {
    Segment current = segment;
    return current == null ? 0 : current.profile.engine().jvm().nanoTime();
  }
}
