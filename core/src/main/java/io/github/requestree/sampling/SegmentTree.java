package io.github.requestree.sampling;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Charges what is known of one segment to the nodes of its tree. All in nanoseconds. <em>Not</em>
 * thread-safe: written by whoever may write the segment's {@link Attribution}.
 *
 * <p>A gap is charged when the next walk comes, or later, not at the walk that ends it: an event
 * that the thread was in at that walk says when it began only once it has ended.
 */
final class SegmentTree {

  /** How many gaps wait for events that may have begun in them. */
  private static final int MOST_WAITING = 8;

  private static final int MOST_PLACES = 64;

  /** A gap that is not charged yet, and what came after it on the stack seen at its end. */
  private static final class Waiting {
    private final Gap gap;
    private long provenNanos;
    private WaitKind provenKind = WaitKind.WAITING;
    private @Nullable LockHolder holder;
    private long correctionNanos;

    Waiting(Gap gap) {
      this.gap = gap;
    }
  }

  private final Segment segment;
  private final TreeSize size;
  private final StackPath path;

  /** The order in which its times are charged; null if nobody wants to know. */
  private final RecordedTimeline.@Nullable Track track;

  private final GapShares shares = new GapShares();

  /** Events that may lie within a gap that is not charged yet, those that ended first in front. */
  private final List<EventSpan> events = new ArrayList<>();

  private SeenStack stack = SeenStack.NONE;
  private final Deque<Waiting> waiting = new ArrayDeque<>(1);

  /** By which calls the places of events were reached, as far as that was seen. */
  private final Map<StackTraceElement, RecordedNode> places = new HashMap<>();

  private double explainedSquares;

  SegmentTree(Segment segment, RecordedNode root, TreeSize size) {
    this.segment = segment;
    this.size = size;
    path = new StackPath(root, size);
    RecordedTimeline timeline = segment.profile.timeline();
    track = timeline == null ? null : timeline.begin();
  }

  RecordedTimeline.@Nullable Track track() {
    return track;
  }

  /** The squares of the gaps between looks that events have explained, as far as they did. */
  double explainedSquares() {
    return explainedSquares;
  }

  /** The node of the stack that was seen last; with all that is known of it. */
  RecordedNode leaf() {
    flush();
    return path.leaf();
  }

  /** A deep stack as it fits into the tree, the innermost frame first; see {@link DeepStack}. */
  StackTraceElement[] fitting(StackTraceElement[] captured, int first, int end, boolean cut) {
    flush();
    return DeepStack.fitting(path, captured, first, end, cut);
  }

  /** Takes in that the thread was seen on another stack at the end of this gap. */
  void walked(Gap gap) {
    takeEvents();
    // What the limit leaves of a gap is worth waiting for: an event may last for several walks.
    while (!waiting.isEmpty()
        && (waiting.size() >= MOST_WAITING || waiting.element().gap.isWithinLimit())) {
      charge(waiting.remove());
    }
    waiting.add(new Waiting(gap));
  }

  /** Takes in that the thread has stood still for so long on the stack that was seen last. */
  void proven(long nanos, WaitKind kind) {
    Waiting last = waiting.peekLast();
    if (last != null && last.provenNanos > 0 && last.provenKind != kind) {
      flush();
      last = null;
    }
    if (last == null) {
      chargeProven(nanos, kind);
    } else {
      last.provenKind = kind;
      last.provenNanos += nanos;
    }
  }

  /** Names who holds the lock that the thread waits for on the stack that was seen last. */
  void heldBy(LockHolder holder) {
    Waiting last = waiting.peekLast();
    if (last == null) {
      path.leaf().heldBy(holder);
    } else {
      last.holder = holder;
    }
  }

  /** Corrects what the walk stands for that found the stack that was seen last. */
  void correct(long nanos, boolean running) {
    Waiting last = waiting.peekLast();
    if (last == null) {
      path.leaf().weighed(nanos, running);
    } else {
      last.correctionNanos += nanos;
    }
  }

  /** Makes the tree show all that is known by now. */
  void settle() {
    flush();
    path.settleLines();
  }

  /** Charges a last gap, and CPU time that no wall time is left for. */
  void end(Gap gap, long cpuNanos) {
    flush();
    charge(gap);
    path.root().chargeNotSampled(0, cpuNanos);
    path.leave(errorSquare());
  }

  /** Charges what waits for events that might still have come. */
  void flush() {
    takeEvents();
    while (!waiting.isEmpty()) {
      charge(waiting.remove());
    }
  }

  private void charge(Waiting next) {
    charge(next.gap);
    events.removeIf(event -> event.endNanos() <= next.gap.endNanos());
    path.leaf().weighed(next.correctionNanos, next.gap.last() == GapSplit.End.RUNS);
    if (next.holder != null) {
      path.leaf().heldBy(next.holder);
    }
    if (next.provenNanos > 0) {
      chargeProven(next.provenNanos, next.provenKind);
    }
  }

  private void takeEvents() {
    int known = events.size();
    for (EventSpan event = segment.takeEvents(); event != null; event = event.before()) {
      events.add(known, event);
    }
  }

  private void chargeProven(long nanos, WaitKind kind) {
    path.leaf().chargeProven(nanos, kind);
    path.spend(nanos);
    if (track != null) {
      track.add(path.leaf(), nanos, kind);
    }
  }

  private void charge(Gap gap) {
    shares.divide(gap, events, stack);
    EventPieces pieces = shares.pieces();
    GapSplit split = shares.split;
    if (pieces.size() > 0) {
      double nanos = gap.nanos();
      explainedSquares += nanos * nanos - shares.unexplainedSquares();
    }
    SeenStack stackBefore = stack;
    RecordedNode leafBefore = path.leaf();
    path.spend(split.before + shares.firstStacksNanos());
    RecordedNode ancestor = moveTo(gap);
    path.spend(split.after + shares.lastStacksNanos());
    RecordedNode leaf = path.leaf();

    WaitKind throughout = shares.throughout();
    WaitKind before = orOf(throughout, kindOf(stackBefore, gap.firstKind()));
    WaitKind after = orOf(throughout, kindOf(stack, gap.lastKind()));
    chargeSelf(leafBefore, split.before, split.cpuBefore, before);
    chargeSelf(leaf, split.after, split.cpuAfter, after);
    if (throughout == null) {
      ancestor.chargeNotSampled(split.lost, split.cpuLost);
    } else {
      chargeSelf(ancestor, split.lost, split.cpuLost, throughout);
    }
    if (gap.stack() != null) {
      leaf.walked(gap.weightNanos(), gap.last() == GapSplit.End.RUNS);
    }

    Places places = new Places(gap, stackBefore, ancestor);
    long at = gap.startNanos();
    Ends ends =
        new Ends(
            leafBefore,
            told(split.before, split.cpuBefore, before),
            ancestor,
            throughout,
            leaf,
            told(split.after, split.cpuAfter, after));
    for (int i = 0; i < pieces.size(); i++) {
      ends.tell(pieces.from(i) - at);
      at = pieces.to(i);
      if (i == shares.firstStacks()) {
        chargeStack(i, leafBefore, gap.first(), before, places);
      } else if (i == shares.lastStacks()) {
        chargeStack(i, leaf, gap.last(), after, places);
      } else {
        chargeEvent(i, places);
      }
    }
    ends.tell(gap.endNanos() - at);
  }

  /** Moves on to the stack at the end of a gap; the node below which all of the gap was. */
  private RecordedNode moveTo(Gap gap) {
    SeenStack next = gap.stack();
    if (next == null) {
      return path.root();
    }
    int depthBefore = path.depth();
    int common = path.moveTo(next.frames(), next.first(), next.end(), errorSquare());
    // A frame in which the thread waits did not run what ran between two waits: its caller did.
    boolean waited = gap.first() == GapSplit.End.WAITS && common == depthBefore;
    int known = waited ? Math.max(0, common - 1) : common;
    known = Math.min(known, outside(shares.firstStacks(), stack));
    known = Math.min(known, outside(shares.lastStacks(), next));
    stack = next;
    return path.at(known);
  }

  /** How many outer frames of a stack were there before and after the event that it was in. */
  private int outside(int piece, SeenStack seen) {
    if (piece == GapShares.NO_PIECE) {
      return Integer.MAX_VALUE;
    }
    int index = seen.indexOf(shares.pieces().event(piece).place());
    return index < 0 ? Integer.MAX_VALUE : seen.end() - index;
  }

  /**
   * The squared error of what was on the stack at one end of the gap only, or at one end of which
   * nothing is known. For calls that alternate fast it is exact: of n gaps g, each seen inside with
   * chance p, 2 n p (1 - p) have different ends, and the variance is n g^2 p (1 - p). For a single
   * change somewhere in the gap, which has g^2 / 12, it is generous.
   */
  private double errorSquare() {
    double attributed = shares.split.before + shares.split.after;
    return attributed * attributed / 2;
  }

  /** What a thread on this stack waited for while it did not run; null if that is not known. */
  private @Nullable WaitKind kindOf(SeenStack seen, @Nullable WaitKind kind) {
    if (kind != null || !segment.cpuMeasured()) {
      return kind;
    }
    return seen.endsInNativeMethod() ? WaitKind.WAITING : WaitKind.NOT_SCHEDULED;
  }

  /** Within an event that is waiting, a thread that does not run waits for what the event says. */
  private static @Nullable WaitKind orOf(@Nullable WaitKind event, @Nullable WaitKind seen) {
    return event != null && seen == WaitKind.NOT_SCHEDULED ? event : seen;
  }

  private static void chargeSelf(
      RecordedNode node, long nanos, long cpuNanos, @Nullable WaitKind kind) {
    node.charge(nanos, cpuNanos, nanos > cpuNanos ? kind : null);
  }

  /** The kind of a run, which is one or the other: what waits for a socket may have run too. */
  private static @Nullable WaitKind told(long nanos, long cpuNanos, @Nullable WaitKind kind) {
    return nanos - cpuNanos > cpuNanos ? kind : null;
  }

  /** Charges a part of the gap in which the thread was in the same event as at one of its ends. */
  private void chargeStack(
      int i, RecordedNode leaf, GapSplit.End end, @Nullable WaitKind seen, Places places) {
    WaitKind kind = orOf(shares.pieces().event(i).kind(), seen);
    long nanos = shares.pieces().nanos(i);
    long cpuNanos = shares.cpuNanos(i);
    if (end != GapSplit.End.WAITS || cpuNanos == 0) {
      chargeSelf(leaf, nanos, cpuNanos, kind);
      tell(leaf, nanos, told(nanos, cpuNanos, kind));
      return;
    }
    // The frame that waited did not run: what had called it did.
    RecordedNode node = places.node(shares.pieces().event(i), cpuNanos);
    chargeSelf(leaf, nanos - cpuNanos, 0, kind);
    node.charge(cpuNanos, cpuNanos, null);
    tell(leaf, nanos - cpuNanos, kind);
    tell(node, cpuNanos, null);
  }

  /** Charges a part of the gap of which an event alone says where the thread was. */
  private void chargeEvent(int i, Places places) {
    EventSpan event = shares.pieces().event(i);
    long nanos = shares.pieces().nanos(i);
    long cpuNanos = shares.cpuNanos(i);
    RecordedNode node = places.node(event, nanos);
    if (event.kind() != null) {
      chargeSelf(node, nanos, cpuNanos, event.kind());
      tell(node, nanos, told(nanos, cpuNanos, event.kind()));
      return;
    }
    // What ran, ran below this call; what the rest was waiting for nobody has seen.
    node.charge(cpuNanos, cpuNanos, null);
    node.chargeNotSampled(nanos - cpuNanos, 0);
    tell(node, cpuNanos, null);
    if (track != null) {
      track.addNotSampled(node, nanos - cpuNanos);
    }
  }

  private void tell(RecordedNode node, long nanos, @Nullable WaitKind kind) {
    if (track != null) {
      track.add(node, nanos, kind);
    }
  }

  /** Tells what the stacks at the ends of a gap were given, piece by piece, in order. */
  private final class Ends {
    private final RecordedNode first;
    private final @Nullable WaitKind firstKind;
    private final RecordedNode ancestor;
    private final @Nullable WaitKind throughout;
    private final RecordedNode last;
    private final @Nullable WaitKind lastKind;
    private long beforeLeft = shares.split.before;
    private long lostLeft = shares.split.lost;

    Ends(
        RecordedNode first,
        @Nullable WaitKind firstKind,
        RecordedNode ancestor,
        @Nullable WaitKind throughout,
        RecordedNode last,
        @Nullable WaitKind lastKind) {
      this.first = first;
      this.firstKind = firstKind;
      this.ancestor = ancestor;
      this.throughout = throughout;
      this.last = last;
      this.lastKind = lastKind;
    }

    void tell(long nanos) {
      if (track == null) {
        return;
      }
      long before = Math.min(nanos, beforeLeft);
      long lost = Math.min(nanos - before, lostLeft);
      beforeLeft -= before;
      lostLeft -= lost;
      track.add(first, before, firstKind);
      if (throughout == null) {
        track.addNotSampled(ancestor, lost);
      } else {
        track.add(ancestor, lost, throughout);
      }
      track.add(last, nanos - before - lost, lastKind);
    }
  }

  /** Finds the nodes of events that lie in one gap. */
  private final class Places {
    private final Gap gap;
    private final SeenStack stackBefore;
    private final RecordedNode ancestor;

    Places(Gap gap, SeenStack stackBefore, RecordedNode ancestor) {
      this.gap = gap;
      this.stackBefore = stackBefore;
      this.ancestor = ancestor;
    }

    /**
     * The node of the call that caused an event: by its own stack or one of those seen around it;
     * as it was reached before; and else straight below what is known to have called it.
     */
    RecordedNode node(EventSpan event, long nanos) {
      StackTraceElement place = event.place();
      if (place == null) {
        return ancestor;
      }
      RecordedNode node = below(event.stack(), place, nanos);
      if (node == null) {
        node = below(stackBefore, place, nanos);
      }
      if (node == null && gap.stack() != null) {
        node = below(gap.stack(), place, nanos);
      }
      for (int i = 0; node == null && i < shares.pieces().size(); i++) {
        node = below(shares.pieces().event(i).stack(), place, nanos);
      }
      if (node == null) {
        return asBefore(place, nanos);
      }
      if (places.size() < MOST_PLACES) {
        places.put(place, node);
      }
      return node;
    }

    private RecordedNode asBefore(StackTraceElement place, long nanos) {
      RecordedNode node = places.get(place);
      if (node == null) {
        return belowAncestor(place, nanos);
      }
      node.lines.add(place.getLineNumber(), nanos);
      return node;
    }

    private @Nullable RecordedNode below(
        StackTraceElement @Nullable [] frames, StackTraceElement place, long nanos) {
      return frames == null ? null : below(DeepStack.seen(segment, frames, path), place, nanos);
    }

    private @Nullable RecordedNode below(SeenStack seen, StackTraceElement place, long nanos) {
      int index = seen.indexOf(place);
      return index < 0 ? null : StackPath.node(path.root(), size, seen.from(index), nanos);
    }

    private RecordedNode belowAncestor(StackTraceElement place, long nanos) {
      RecordedNode node = ancestor.child(place);
      if (node == null && size.takeNode()) {
        node = ancestor.addChild(place);
      }
      if (node == null) {
        return ancestor;
      }
      node.lines.add(place.getLineNumber(), nanos);
      return node;
    }
  }
}
