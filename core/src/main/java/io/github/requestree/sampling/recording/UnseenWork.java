package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Charges the time of a gap that neither a stack nor an event has. All in nanoseconds. <em>Not</em>
 * thread-safe: part of one {@link SegmentTree}.
 *
 * <p>Right before an event and right after it, the thread was at the call that caused it. Before
 * and after a wait, it was at the call that waited. So work beside them is that call's, up to the
 * limit, as it is beside a stack that ran. The rest is not sampled.
 */
final class UnseenWork {

  /**
   * An event or an end of the gap, right before or after the time.
   *
   * @param event the event; null at an end of the gap
   * @param waiting the stack at that end, if it may wait; null otherwise
   */
  record Side(@Nullable EventPiece event, @Nullable SeenStack waiting) {

    static Side of(EventPiece piece) {
      return new Side(piece, null);
    }

    static Side of(Gap.Edge edge) {
      return new Side(null, edge.mayWait() ? edge.stack() : null);
    }

    private boolean hasCall() {
      return event == null ? waiting != null && waiting.size() > 1 : event.event.place() != null;
    }
  }

  private final EventNodes nodes;
  private final Charges charges;

  UnseenWork(EventNodes nodes, Charges charges) {
    this.nodes = nodes;
    this.charges = charges;
  }

  /**
   * Charges such time.
   *
   * @param previous the side before it
   * @param next the side after it
   * @param shares the division of the gap
   * @param ancestor the node below which all of the gap was
   */
  void charge(
      long nanos,
      long cpuNanos,
      Side previous,
      Side next,
      Gap gap,
      GapShares shares,
      RecordedNode ancestor) {
    boolean besideEvent = previous.event != null || next.event != null;
    GapSplit split = shares.split;
    long most = gap.limitNanos() - (besideEvent ? 0 : split.before + split.after);
    long work = Math.max(cpuNanos, gap.took(cpuNanos));
    long known = Math.max(0, Math.min(Math.min(nanos, most), work));
    long first = !previous.hasCall() ? 0 : next.hasCall() ? known / 2 : known;
    long last = next.hasCall() ? known - first : 0;
    long cpuKnown = Math.min(cpuNanos, known);
    long cpuFirst = GapSplit.share(cpuKnown, first, known);
    long cpuLast = next.hasCall() ? cpuKnown - cpuFirst : 0;
    chargeCall(previous, first, cpuFirst, gap, shares, ancestor);
    charges.addNotSampled(ancestor, nanos - first - last, cpuNanos - cpuFirst - cpuLast);
    chargeCall(next, last, cpuLast, gap, shares, ancestor);
  }

  private void chargeCall(
      Side side, long nanos, long cpuNanos, Gap gap, GapShares shares, RecordedNode ancestor) {
    if (nanos == 0) {
      return;
    }
    EventPiece piece = side.event;
    RecordedNode call =
        piece == null
            ? nodes.callerIn(Objects.requireNonNull(side.waiting), nanos)
            : nodes.node(piece.event, nanos, gap, shares.pieces, ancestor);
    charges.add(call, nanos, cpuNanos, WaitKind.NOT_SCHEDULED);
    double errorSquare = (double) nanos * nanos / 2;
    for (RecordedNode at = call; at.parent != null && at != ancestor; at = at.parent) {
      at.errorSquares += errorSquare;
    }
  }
}
