package io.github.requestree.sampling.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a gap between two checks that lies within an event. All in nanoseconds. <em>Not</em>
 * thread-safe.
 */
final class EventPiece {

  final EventSpan event;
  final long from;
  final long to;

  /** True if the thread ran, as far as is known; and the time that it ran. */
  boolean runs;

  long cpuNanos;

  EventPiece(EventSpan event, long from, long to) {
    this.event = event;
    this.from = from;
    this.to = to;
  }

  /**
   * Returns the pieces of a gap, in order and without overlaps. Of nested events, the innermost has
   * the time: the one that ended first.
   *
   * @param ended the events, those that ended first in front
   */
  static List<EventPiece> of(List<EventSpan> ended, long gapStart, long gapEnd) {
    List<EventPiece> pieces = new ArrayList<>();
    for (EventSpan event : ended) {
      // Backwards: an event mostly comes after all that have ended before it.
      for (int i = pieces.size(); i >= 0; i--) {
        long free = i == 0 ? gapStart : pieces.get(i - 1).to;
        long from = Math.max(event.startNanos(), free);
        long to = Math.min(event.endNanos(), i == pieces.size() ? gapEnd : pieces.get(i).from);
        if (from < to) {
          pieces.add(i, new EventPiece(event, from, to));
        }
        if (free <= event.startNanos()) {
          break;
        }
      }
    }
    return pieces;
  }

  long nanos() {
    return to - from;
  }
}
