package io.github.requestree.sampling;

import io.github.requestree.profile.Surroundings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of a profile have noted for it: events, its distributed trace, how awaits ended.
 * Thread-safe; nothing is thrown by what notes.
 */
final class Noted {

  private static final int MAX_AWAIT_REASONS = 16;
  private static final int MAX_TRACE_LOOKS = 3;

  private static final VarHandle EVENTS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      EVENTS = lookup.findVarHandle(Noted.class, "events", EventRecorder.class);
      // An end may come when an application's class loader loads nothing any more.
      lookup.ensureInitialized(AwaitReason.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable EventRecorder events;

  /** What the logging context said of a distributed trace, and how often it was asked. */
  private volatile Surroundings.@Nullable Trace loggedTrace;

  private int traceLooks;
  private @Nullable List<AwaitReason> awaitReasons;
  private volatile boolean unfollowed;

  /** The events; made when they are asked for first. */
  EventRecorder events(CallPlace callPlace) {
    EventRecorder known = events;
    if (known == null) {
      EVENTS.compareAndSet(this, null, new EventRecorder(callPlace));
      known = Objects.requireNonNull(events);
    }
    return known;
  }

  /** The events; null if there are none. */
  @Nullable EventRecorder eventsIfAny() {
    return events;
  }

  /** Takes the distributed trace from the calling thread's logging context, unless it is known. */
  void takeTrace() {
    if (loggedTrace == null) {
      loggedTrace = LoggedTrace.read();
    }
  }

  /** As {@link #takeTrace}, for where it would be asked too often. */
  void takeTraceSeldom() {
    if (loggedTrace == null && traceLooks < MAX_TRACE_LOOKS) {
      traceLooks++;
      takeTrace();
    }
  }

  /** The distributed trace: what the application logs comes before what the subject knows. */
  Surroundings.@Nullable Trace trace(ActiveProfile.Subject subject) {
    Surroundings.Trace logged = loggedTrace;
    return logged == null ? subject.trace() : logged;
  }

  /** Notes how an await ended. */
  synchronized void awaitEnded(long nanos, String how) {
    try {
      if (awaitReasons == null) {
        awaitReasons = new ArrayList<>(1);
      }
      if (awaitReasons.size() < MAX_AWAIT_REASONS) {
        awaitReasons.add(new AwaitReason(nanos, how));
      }
    } catch (Throwable e) {
      // No memory for it: then the report does not say how the await ended.
    }
  }

  synchronized List<AwaitReason> awaitReasons() {
    return awaitReasons == null ? List.of() : List.copyOf(awaitReasons);
  }

  /** Notes that a task was handed over as it is, so that what it does is not seen. */
  void handsOverUnfollowed() {
    unfollowed = true;
  }

  boolean hasUnfollowed() {
    return unfollowed;
  }

  /** How much memory it holds, roughly, in bytes. */
  long bytes() {
    EventRecorder known = events;
    return known == null ? 0 : known.bytes();
  }
}
