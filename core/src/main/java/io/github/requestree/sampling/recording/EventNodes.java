package io.github.requestree.sampling.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nodes of the calls that caused events. <em>Not</em> thread-safe: part of one {@link
 * SegmentTree}.
 */
final class EventNodes {

  private static final int MAX_PLACES = 64;

  private final StackPath path;
  private final TreeSize size;

  /** The calls through which the places of events were reached, as far as they were seen. */
  private final Map<StackTraceElement, RecordedNode> places = new HashMap<>();

  EventNodes(StackPath path, TreeSize size) {
    this.path = path;
    this.size = size;
  }

  /**
   * Returns the node of the call that caused an event. Its own stack or one seen around it gives
   * the node. Otherwise it is the node by which the place was reached before, or a child of the
   * last known caller.
   *
   * @param beside the pieces of the same gap
   * @param ancestor the node below which all of the gap was
   */
  RecordedNode node(
      EventSpan event, long nanos, Gap gap, List<EventPiece> beside, RecordedNode ancestor) {
    StackTraceElement place = event.place();
    if (place == null) {
      return ancestor;
    }
    RecordedNode node = below(event.stack(), place, nanos);
    if (node == null) {
      node = below(gap.first().stack(), place, nanos);
    }
    if (node == null) {
      node = below(gap.last().stack(), place, nanos);
    }
    for (int i = 0; node == null && i < beside.size(); i++) {
      node = below(beside.get(i).event.stack(), place, nanos);
    }
    if (node != null) {
      if (places.size() < MAX_PLACES) {
        places.put(place, node);
      }
      return node;
    }
    node = places.get(place);
    if (node == null) {
      node = size.childOf(ancestor, place);
    }
    if (node == null) {
      return ancestor;
    }
    node.lines.add(place.getLineNumber(), nanos);
    return node;
  }

  /** Returns the node of the call that called the innermost frame of a stack. */
  RecordedNode callerIn(SeenStack seen, long nanos) {
    return StackPath.node(path.root(), size, seen.from(seen.first() + 1), nanos);
  }

  private @Nullable RecordedNode below(
      @Nullable SeenStack captured, StackTraceElement place, long nanos) {
    if (captured == null) {
      return null;
    }
    SeenStack seen = DeepStack.fitting(path, captured);
    int index = seen.indexOf(place);
    return index < 0 ? null : StackPath.node(path.root(), size, seen.from(index), nanos);
  }
}
