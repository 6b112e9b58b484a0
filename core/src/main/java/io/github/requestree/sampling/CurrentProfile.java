package io.github.requestree.sampling;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes notes for the profile that a thread works for: queries, remote calls, or anything else that
 * has a name and takes time. Thread-safe. Nothing here throws, blocks or waits. Without a running
 * profile it does nothing.
 *
 * <p>It may be kept and used by another thread, such as the one that ends an asynchronous call.
 * Once its profile has ended, notes are forgotten.
 */
public final class CurrentProfile {

  static final CurrentProfile NONE = new CurrentProfile(null, null);
  private static final OpenNote NOTHING = new OpenNote(null, null, note -> {}, 0);

  private final @Nullable Segment segment;
  private final @Nullable StackTraceElement place;

  private CurrentProfile(@Nullable Segment segment, @Nullable StackTraceElement place) {
    this.segment = segment;
    this.place = place;
  }

  /** Returns that of the calling thread. */
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

  /** Returns whether a profile takes notes. If not, the caller need not collect them. */
  public boolean isActive() {
    Segment current = segment;
    return current != null && !current.profile.isFinished();
  }

  /**
   * Returns the same, bound to the application call that the calling thread is in: that call caused
   * all that is noted with it, wherever it ends. For work that begins here and may end on another
   * thread.
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
   * <p>The tree shows it below the application call that caused it; its time is part of that call's
   * time. On another thread, or after the request has left this one, its time is known. Its place
   * is then known only by {@link #withPlace}.
   *
   * @param kind one word for its kind, such as {@code sql}; of 20 characters at most
   * @param text describes it, cut after 500 characters. It is printed: no secrets
   * @param duration its duration
   * @param attributes further facts about the longest of them, such as {@code status}: at most 8,
   *     copied now. Names are cut after 20 characters, values after 100. {@code error} says that it
   *     failed. All attributes of a profile have room for 50,000 characters; the report says if
   *     some were left out
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
   * As the method above, for callers that measure nanoseconds.
   *
   * @param nanos its duration in nanoseconds
   */
  public void note(String kind, String text, long nanos, Map<String, String> attributes) {
    Segment current = segment;
    if (current == null || current.profile.isFinished()) {
      return;
    }
    try {
      EventRecorder events = current.profile.events();
      events.add(current, kind, text, Math.max(0, nanos), attributes, place, null);
      if (!current.isLane() && CurrentSegment.get() == current) {
        // Filters that know the trace often do so only inside of ours.
        current.profile.noted().takeTraceSeldom();
      }
    } catch (Throwable e) {
      lost();
    }
  }

  /**
   * Puts a tag on the profile, such as a tenant: it is in the head of reports, in the log and in
   * lists. A profile has eight; the report says if there were more. A tag of the same name replaces
   * the one before.
   *
   * @param name cut after 20 characters
   * @param value cut after 100 characters. It is printed: no secrets
   */
  public void tag(String name, String value) {
    Segment current = segment;
    try {
      if (current != null && isActive() && !current.profile.noted().tag(name, value)) {
        lost();
      }
    } catch (Throwable e) {
      lost();
    }
  }

  /**
   * Begins a note of something that may end after the profile: a reactive client tells of the end
   * of a call when its answer has been read already.
   *
   * @param ending ends the note if the profile has ended before; called on another thread, at most
   *     once. A profile has room for 500 notes that are open; others are lost in that case
   */
  public OpenNote begin(Consumer<OpenNote> ending) {
    Segment current = segment;
    if (current == null || current.profile.isFinished()) {
      return NOTHING;
    }
    try {
      OpenNote note = new OpenNote(current, place, ending, nanoTime());
      current.profile.events().begin(note);
      return note;
    } catch (Throwable e) {
      lost();
      return NOTHING;
    }
  }

  private void lost() {
    Segment current = segment;
    if (current != null) {
      lost(current);
    }
  }

  /**
   * Counts a note that was lost: it must not fail the application, but is not forgotten silently.
   */
  static void lost(Segment segment) {
    try {
      segment.profile.events().lost();
    } catch (Throwable e) {
      // Not even the count of lost notes has room.
    }
  }

  /** Returns the time on the clock of {@link Jvm#nanoTime()}; 0 if inactive. */
  long nanoTime() {
    Segment current = segment;
    return current == null ? 0 : current.profile.engine().jvm().nanoTime();
  }
}
