package io.github.requestree.sampling;

import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Holds the notes of a profile's threads: events, its distributed trace, and the reasons why awaits
 * ended. Thread-safe; taking a note throws nothing.
 */
final class Noted {

  private static final int MAX_AWAIT_REASONS = 16;
  private static final int MAX_TRACE_LOOKS = 3;
  private static final int MAX_TAGS = 8;
  private static final int MAX_TAG_NAME = 20;
  private static final int MAX_TAG_VALUE = 100;
  private static final long TAG_BYTES = 400;

  private static final AtomicReferenceFieldUpdater<Noted, @Nullable EventRecorder> EVENTS =
      AtomicReferenceFieldUpdater.newUpdater(Noted.class, EventRecorder.class, "events");

  // An end may come when the application's class loader no longer loads classes.
  static final Class<?> LOADED_EARLY = AwaitReason.class;

  /** The followers of the profile. */
  final Followers followers;

  private volatile @Nullable EventRecorder events;

  /** The trace in the logging context, and the number of times it was asked for. */
  private volatile Surroundings.@Nullable Trace loggedTrace;

  private int traceLooks;
  private @Nullable List<AwaitReason> awaitReasons;
  private volatile boolean unfollowed;
  private volatile Map<String, String> tags = Map.of();

  Noted(Followers followers) {
    this.followers = followers;
  }

  /** Returns the events; made at the first call. */
  EventRecorder events(CallPlace callPlace) {
    EventRecorder known = events;
    if (known == null) {
      EVENTS.compareAndSet(this, null, new EventRecorder(callPlace));
      known = Objects.requireNonNull(events);
    }
    return known;
  }

  /** Returns the events; null if there are none. */
  @Nullable EventRecorder eventsIfAny() {
    return events;
  }

  /** Takes the distributed trace from the calling thread, unless it is known. */
  void takeTrace() {
    // The logging context may name an inner span; who follows the profile knows the server's.
    if (followers.trace() == null && loggedTrace == null) {
      loggedTrace = LoggedTrace.read();
    }
  }

  /** As {@link #takeTrace}, for callers that come too often. */
  void takeTraceSeldom() {
    if (traceLooks < MAX_TRACE_LOOKS) {
      traceLooks++;
      takeTrace();
    }
  }

  /** Returns the distributed trace: that of followers, else the logged one, else the subject's. */
  Surroundings.@Nullable Trace trace(ActiveProfile.Subject subject) {
    Surroundings.Trace followed = followers.trace();
    if (followed != null) {
      return followed;
    }
    Surroundings.Trace logged = loggedTrace;
    return logged == null ? subject.trace() : logged;
  }

  /** Notes the reason for the end of an await. */
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

  /** Keeps a tag; returns whether there is room for it. */
  synchronized boolean tag(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put(SafeText.cut(name, MAX_TAG_NAME), SafeText.cut(value, MAX_TAG_VALUE));
    boolean fits = more.size() <= MAX_TAGS;
    tags = fits ? more : tags;
    return fits;
  }

  Map<String, String> tags() {
    return tags;
  }

  /** Notes that a task was handed over unchanged, so that its work is not seen. */
  void handsOverUnfollowed() {
    unfollowed = true;
  }

  boolean hasUnfollowed() {
    return unfollowed;
  }

  /** Returns the memory that it holds, roughly, in bytes. */
  long bytes() {
    EventRecorder known = events;
    return TAG_BYTES * tags.size() + (known == null ? 0 : known.bytes());
  }
}
