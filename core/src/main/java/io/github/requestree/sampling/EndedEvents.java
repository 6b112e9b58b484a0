package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.EventSpan;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The events that have ended in a segment and that no check has taken yet. The owner puts them, the
 * thread that may write the attribution takes them all at once; both by one atomic change. A base
 * class, since a request should not need one object more.
 */
abstract sealed class EndedEvents permits Segment {

  private static final AtomicReferenceFieldUpdater<EndedEvents, @Nullable EventSpan> EVENTS =
      AtomicReferenceFieldUpdater.newUpdater(EndedEvents.class, EventSpan.class, "events");

  private volatile @Nullable EventSpan events;

  /** Notes an event that has ended on the owner's thread. For the owner alone. */
  final void ended(EventSpan event) {
    EventSpan latest;
    do {
      latest = events;
    } while (!EVENTS.compareAndSet(this, latest, event.after(latest)));
  }

  final boolean hasEvents() {
    return events != null;
  }

  /** Returns the events that have ended since the last call, the latest first. */
  final @Nullable EventSpan takeEvents() {
    return EVENTS.getAndSet(this, null);
  }
}
