package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.StackBase;
import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a profile in the contexts of other libraries, which set it on a thread and later take
 * it away again. Immutable and thread-safe.
 *
 * <p>A context may live as long as the application, such as that of the first subscriber to
 * something that is cached. So an entry does not keep its profile in memory. Contexts are also
 * compared. So two entries are equal if they are of the same profile, wherever each was captured.
 *
 * <p>High level design: entering opens a lane whose base is the thread itself, since no frame of
 * ours calls the code that runs in it. This also tells these lanes from all other segments of a
 * thread, and only they are ever ended here.
 */
final class ContextEntry {

  /** The rough cost of asking whether work is handed off: a capture of the innermost frames. */
  private static final long ASKING_NANOS = 3_000;

  private static final StackBase WHOLE_THREAD = StackBase.atDepth(0);

  private final WeakReference<Segment> submitter;
  private final StackTraceElement @Nullable [] place;
  private final long nanos;
  private final int hash;

  private ContextEntry(Segment submitter, StackTraceElement @Nullable [] place, long nanos) {
    this.submitter = submitter.weakly();
    this.place = place;
    this.nanos = nanos;
    hash = System.identityHashCode(submitter.profile);
  }

  /**
   * Returns the entry of the profile that the calling thread works for. Returns null if there is
   * none; then nothing is allocated.
   *
   * @param handsOff tells whether work may be on its way to another thread, so that the place
   *     counts; only asked if there is a token for it
   */
  static @Nullable ContextEntry capture(BooleanSupplier handsOff) {
    Segment latest = CurrentSegment.latest();
    if (latest == null) {
      return null;
    }
    Segment current = CurrentSegment.get();
    if (current == null || current.profile.isFinished()) {
      leaveEnded(latest);
      return null;
    }
    Engine engine = current.profile.engine();
    boolean mayAsk = current.profile.budget().tryTakeForCapture(ASKING_NANOS);
    StackTraceElement[] place =
        mayAsk && handsOff.getAsBoolean() ? HandOff.capturePlace(current.profile) : null;
    return new ContextEntry(current, place, engine.jvm().nanoTime());
  }

  /** Opens a lane on the calling thread, unless it works for the profile anyway. */
  void enter() {
    Segment from = submitter.get();
    if (from != null && !from.profile.isFinished()) {
      // Not when it was to begin: a context is set again for each signal that comes with it.
      new HandOff(from, place, nanos, Jvm.UNKNOWN).open(WHOLE_THREAD);
    }
  }

  /**
   * Ends the lanes that were entered on the calling thread after it worked for this entry's
   * profile.
   */
  void backTo() {
    Segment from = submitter.get();
    leaveDownTo(from == null ? null : from.profile);
  }

  /** Ends all lanes that were entered on the calling thread. */
  static void leaveAll() {
    leaveDownTo(null);
  }

  private static void leaveDownTo(@Nullable ProfileState profile) {
    Segment s = CurrentSegment.latest();
    while (s != null && s.profile != profile) {
      if (isEntered(s)) {
        HandOff.close(s);
      }
      s = s.outer;
    }
  }

  /**
   * Forgets segments that ended together with their profile. Not every library takes away each
   * entry that it has set, and a pooled thread would keep the profile.
   */
  private static void leaveEnded(Segment latest) {
    for (Segment s = latest; s != null; s = s.outer) {
      if (isEntered(s) && !s.isOpen()) {
        HandOff.close(s);
      }
    }
  }

  private static boolean isEntered(Segment segment) {
    return segment.isLane() && !segment.base.isMarked() && !segment.left;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Segment mine = submitter.get();
    Segment theirs = other instanceof ContextEntry that ? that.submitter.get() : null;
    return mine != null && theirs != null && mine.profile == theirs.profile;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
