package io.github.requestree.sampling;

import java.util.Arrays;
import java.util.List;

/**
 * Which parts of a gap between two looks lie within which event, in order and without overlaps. All
 * in nanoseconds. <em>Not</em> thread-safe; one instance is used again and again.
 *
 * <p>Where events lie within one another, the innermost has it: the one that ended first.
 */
final class EventPieces {

  private long[] from = new long[4];
  private long[] to = new long[4];
  private EventSpan[] events = new EventSpan[4];
  private EventSpan[] open = new EventSpan[4];
  private int size;
  private int depth;
  private long cursor;

  /**
   * Divides a gap.
   *
   * @param ended the events, those that ended first in front
   */
  void divide(List<EventSpan> ended, long gapStart, long gapEnd) {
    size = 0;
    depth = 0;
    cursor = gapEnd;
    // Backwards: an event is met before those within it.
    for (int i = ended.size() - 1; i >= 0; i--) {
      EventSpan event = ended.get(i);
      if (event.endNanos() > gapStart && event.startNanos() < Math.min(event.endNanos(), gapEnd)) {
        meet(event, gapStart);
      }
    }
    leaveUntil(gapStart, gapStart);
    reverse();
  }

  private void meet(EventSpan event, long gapStart) {
    long end = Math.min(event.endNanos(), cursor);
    leaveUntil(end, gapStart);
    if (depth > 0) {
      add(end, open[depth - 1]);
    }
    cursor = Math.min(cursor, end);
    if (event.startNanos() < cursor) {
      if (depth == open.length) {
        open = Arrays.copyOf(open, 2 * depth);
      }
      open[depth++] = event;
    }
  }

  /** Leaves the events that began at this time or later. */
  private void leaveUntil(long nanos, long gapStart) {
    while (depth > 0 && (nanos == gapStart || open[depth - 1].startNanos() >= nanos)) {
      EventSpan left = open[--depth];
      add(Math.max(left.startNanos(), gapStart), left);
    }
  }

  private void add(long start, EventSpan event) {
    if (start < cursor) {
      makeRoom();
      from[size] = start;
      to[size] = cursor;
      events[size++] = event;
      cursor = start;
    }
  }

  private void makeRoom() {
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
  }

  private void reverse() {
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      long start = from[i];
      long end = to[i];
      EventSpan event = events[i];
      from[i] = from[j];
      to[i] = to[j];
      events[i] = events[j];
      from[j] = start;
      to[j] = end;
      events[j] = event;
    }
  }

  /** Makes two pieces of one. */
  void cut(int index, long nanos) {
    makeRoom();
    System.arraycopy(from, index, from, index + 1, size - index);
    System.arraycopy(to, index, to, index + 1, size - index);
    System.arraycopy(events, index, events, index + 1, size - index);
    to[index] = nanos;
    from[index + 1] = nanos;
    size++;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  long from(int index) {
    return from[index];
  }

  long to(int index) {
    return to[index];
  }

  long nanos(int index) {
    return to[index] - from[index];
  }

  EventSpan event(int index) {
    return events[index];
  }
}
