package io.github.requestree.sampling;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A note of something that has begun. It may end on any thread, and once. If the profile ends
 * first, the note ends with it. Thread-safe; nothing here throws, blocks or waits.
 */
public final class OpenNote {

  final @Nullable Segment segment;
  final @Nullable StackTraceElement place;
  private final Consumer<OpenNote> ending;
  private final long startNanos;
  private volatile boolean endsWithProfile;

  /** Guarded by the recorder of its profile. */
  boolean hasEnded;

  OpenNote(
      @Nullable Segment segment,
      @Nullable StackTraceElement place,
      Consumer<OpenNote> ending,
      long startNanos) {
    this.segment = segment;
    this.place = place;
    this.ending = ending;
    this.startNanos = startNanos;
  }

  /** Returns whether the profile ends it, rather than its own end. */
  public boolean endsWithProfile() {
    return endsWithProfile;
  }

  /**
   * Notes that it has ended, with the time since its beginning. Without a profile, or at a second
   * end, it does nothing. After the profile's end it is left to {@link #endWithProfile}.
   *
   * @param kind as {@link CurrentProfile#note(String, String, long, Map)} has it, like the others
   */
  public void end(String kind, String text, Map<String, String> attributes) {
    Segment current = segment;
    if (current == null) {
      return;
    }
    try {
      ProfileState profile = current.profile;
      if (endsWithProfile) {
        long nanos = Math.max(0, profile.endNanos() - startNanos);
        profile.events().add(current, kind, text, nanos, attributes, place, this);
      } else {
        // The clock comes first, so that none is longer than its profile.
        long nanos = profile.engine().jvm().nanoTime() - startNanos;
        if (!profile.isFinished()) {
          profile.events().add(current, kind, text, nanos, attributes, place, this);
        }
      }
    } catch (Throwable e) {
      CurrentProfile.lost(current);
    }
  }

  /** Ends what is still open when its profile is assembled. */
  void endWithProfile() {
    endsWithProfile = true;
    try {
      ending.accept(this);
    } catch (Throwable e) {
      Segment current = segment;
      if (current != null) {
        CurrentProfile.lost(current);
      }
    }
  }
}
