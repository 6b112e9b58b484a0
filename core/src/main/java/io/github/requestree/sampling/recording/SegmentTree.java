package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Charges the known time of one segment to the nodes of its tree. All in nanoseconds. <em>Not</em>
 * thread-safe: part of one {@link Attribution}.
 *
 * <p>A gap is charged when the next stack comes, or later, not with the stack that ends it. If the
 * thread was in an event at that stack, the event gives its own start only once it has ended.
 */
public final class SegmentTree {

  /** The most gaps that wait for events that may have begun in them. */
  private static final int MAX_WAITING = 8;

  /** A gap that is not charged yet, and the standstill after it on the stack at its end. */
  private static final class Waiting {
    private final Gap gap;
    private final long weightNanos;
    private long provenNanos;
    private WaitKind provenKind = WaitKind.WAITING;
    private @Nullable LockHolder holder;
    private long correctionNanos;

    Waiting(Gap gap, long weightNanos) {
      this.gap = gap;
      this.weightNanos = weightNanos;
    }
  }

  private final StackPath path;

  private final Charges charges;

  /** Gives the events that have ended since its last call, the latest first. */
  private final Supplier<@Nullable EventSpan> ended;

  private final boolean cpuMeasured;
  private final JvmPauses pauses;
  private final EventNodes eventNodes;
  private final UnseenWork unseenWork;
  private final GapShares shares = new GapShares();

  /** Events that may lie within a gap that is not charged yet, those that ended first in front. */
  private final List<EventSpan> events = new ArrayList<>();

  private final Deque<Waiting> waiting = new ArrayDeque<>(1);
  private double explainedSquares;

  /**
   * Begins at the root.
   *
   * @param track takes the order in which times are charged; null if nobody wants to know
   * @param ended gives the events that have ended since its last call, the latest first
   * @param cpuMeasured whether the thread's CPU time is known
   * @param pauses explains gaps in which no thread could run
   */
  public SegmentTree(
      RecordedNode root,
      TreeSize size,
      RecordedTimeline.@Nullable Track track,
      Supplier<@Nullable EventSpan> ended,
      boolean cpuMeasured,
      JvmPauses pauses) {
    path = new StackPath(root, size);
    eventNodes = new EventNodes(path, size);
    charges = new Charges(track);
    unseenWork = new UnseenWork(eventNodes, charges);
    this.ended = ended;
    this.cpuMeasured = cpuMeasured;
    this.pauses = pauses;
  }

  RecordedTimeline.@Nullable Track track() {
    return charges.track;
  }

  /**
   * Returns the squares of the gaps between checks that events have explained, as far as they did.
   */
  double explainedSquares() {
    return explainedSquares;
  }

  /** Returns the node of the stack that was seen last, brought up to date. */
  RecordedNode leaf() {
    flush();
    return path.leaf();
  }

  /** Returns a stack as it fits into the tree. */
  SeenStack fitting(SeenStack seen) {
    if (seen.cut()) {
      // Missing frames are looked for on the path of the stack before.
      flush();
    }
    return DeepStack.fitting(path, seen);
  }

  /**
   * Takes in that the thread was seen on another stack at the end of this gap.
   *
   * @param weightNanos the time that this stack stands for in a merged tree
   */
  void walked(Gap gap, long weightNanos) {
    takeEvents();
    // The rest of a limited gap is worth waiting for: an event may last for several stacks.
    while (!waiting.isEmpty()
        && (waiting.size() >= MAX_WAITING || waiting.element().gap.isWithinLimit())) {
      charge(waiting.remove());
    }
    waiting.add(new Waiting(gap, weightNanos));
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

  /** Names the owner of the lock that the thread waits for on the stack that was seen last. */
  void heldBy(LockHolder holder) {
    Waiting last = waiting.peekLast();
    if (last == null) {
      path.leaf().heldBy(holder);
    } else {
      last.holder = holder;
    }
  }

  /** Corrects the weight of the stack that was seen last. */
  void correct(long nanos, boolean running) {
    Waiting last = waiting.peekLast();
    if (last == null) {
      path.leaf().weighed(nanos, running);
    } else {
      last.correctionNanos += nanos;
    }
  }

  /** Brings the tree up to date. */
  void settle() {
    flush();
    path.settleLines();
  }

  /** Charges a last gap, and CPU time that no wall time is left for. */
  void end(Gap gap, long cpuNanos) {
    flush();
    charge(gap);
    path.root().chargeNotSampled(0, cpuNanos);
    path.leave(0, errorSquare());
  }

  /** Charges gaps that wait for events which might still have come. */
  private void flush() {
    takeEvents();
    while (!waiting.isEmpty()) {
      charge(waiting.remove());
    }
  }

  private void takeEvents() {
    int known = events.size();
    for (EventSpan event = ended.get(); event != null; event = event.before()) {
      events.add(known, event);
    }
  }

  private void charge(Waiting next) {
    charge(next.gap);
    events.removeIf(event -> event.endNanos() <= next.gap.endNanos());
    boolean runs = next.gap.last().runs();
    path.leaf().walked(next.weightNanos, runs);
    path.leaf().weighed(next.correctionNanos, runs);
    if (next.holder != null) {
      path.leaf().heldBy(next.holder);
    }
    if (next.provenNanos > 0) {
      chargeProven(next.provenNanos, next.provenKind);
    }
  }

  private void chargeProven(long nanos, WaitKind kind) {
    path.leaf().chargeProven(nanos, kind);
    path.spend(nanos);
    charges.tell(path.leaf(), nanos, kind);
  }

  private void charge(Gap gap) {
    shares.divide(gap, events, pauses);
    GapSplit split = shares.split;
    EventPiece firstStacks = shares.firstStacks;
    EventPiece lastStacks = shares.lastStacks;
    if (!shares.pieces.isEmpty()) {
      double nanos = gap.nanos();
      explainedSquares += nanos * nanos - shares.unexplainedSquares;
    }
    RecordedNode before = path.leaf();
    path.spend(split.before + (firstStacks == null ? 0 : firstStacks.nanos()));
    RecordedNode ancestor = moveTo(gap);
    path.spend(split.after + (lastStacks == null ? 0 : lastStacks.nanos()));
    RecordedNode after = path.leaf();

    WaitKind throughout = shares.throughout;
    WaitKind beforeKind = orOf(throughout, kindAt(gap.first()));
    WaitKind afterKind = orOf(throughout, kindAt(gap.last()));
    Charges.charge(before, split.before, split.cpuBefore, beforeKind);
    Charges.charge(after, split.after, split.cpuAfter, afterKind);

    long at = gap.startNanos();
    long beforeLeft = split.before;
    long lostLeft = split.lost;
    long cpuLostLeft = split.cpuLost;
    UnseenWork.Side previous = UnseenWork.Side.of(gap.first());
    for (int i = 0; i <= shares.pieces.size(); i++) {
      EventPiece piece = i < shares.pieces.size() ? shares.pieces.get(i) : null;
      // Time between two events goes to the stack before, to none and to the one after.
      long between = (piece == null ? gap.endNanos() : piece.from) - at;
      long toBefore = Math.min(between, beforeLeft);
      long toNone = Math.min(between - toBefore, lostLeft);
      long cpuToNone = GapSplit.share(cpuLostLeft, toNone, lostLeft);
      beforeLeft -= toBefore;
      lostLeft -= toNone;
      cpuLostLeft -= cpuToNone;
      charges.tell(before, toBefore, Charges.told(split.before, split.cpuBefore, beforeKind));
      UnseenWork.Side next =
          piece == null ? UnseenWork.Side.of(gap.last()) : UnseenWork.Side.of(piece);
      if (throughout == null) {
        unseenWork.charge(toNone, cpuToNone, previous, next, gap, shares, ancestor);
      } else {
        charges.add(ancestor, toNone, cpuToNone, throughout);
      }
      charges.tell(
          after, between - toBefore - toNone, Charges.told(split.after, split.cpuAfter, afterKind));
      if (piece == null) {
        break;
      }
      at = piece.to;
      previous = next;
      if (piece == firstStacks) {
        chargeStack(piece, before, gap.first(), beforeKind, gap, ancestor);
      } else if (piece == lastStacks) {
        chargeStack(piece, after, gap.last(), afterKind, gap, ancestor);
      } else {
        chargeEvent(piece, gap, ancestor);
      }
    }
  }

  /** Moves on to the stack at the end of a gap; returns the node below which all of the gap was. */
  private RecordedNode moveTo(Gap gap) {
    if (!gap.last().isSeen()) {
      return path.root();
    }
    int depthBefore = path.depth();
    int common = path.moveTo(gap.last().stack(), errorSquare());
    // CPU time between two waits is not that of the waiting frame, but of its caller.
    boolean waited = gap.first().waits() && common == depthBefore;
    int known = waited ? Math.max(0, common - 1) : common;
    known = Math.min(known, outside(shares.firstStacks, gap.first().stack()));
    known = Math.min(known, outside(shares.lastStacks, gap.last().stack()));
    return path.at(known);
  }

  /**
   * Returns the number of outer frames of a stack that were there before and after the event that
   * it was in.
   */
  private static int outside(@Nullable EventPiece piece, SeenStack seen) {
    int index = piece == null ? -1 : seen.indexOf(piece.event.place());
    return index < 0 ? Integer.MAX_VALUE : seen.end() - index;
  }

  /**
   * Returns the squared error of time on a stack at one end of the gap only, or at an end of which
   * nothing is known. For calls that alternate fast it is exact. If n gaps g are each seen inside
   * with chance p, 2 n p (1 - p) have different ends. The variance is then n g^2 p (1 - p). For a
   * single change somewhere in the gap, which has g^2 / 12, it is generous.
   */
  private double errorSquare() {
    double attributed = shares.split.before + shares.split.after;
    return attributed * attributed / 2;
  }

  /**
   * Returns the kind of wait of a thread seen there while it did not run; null if that is not
   * known.
   */
  private @Nullable WaitKind kindAt(Gap.Edge edge) {
    if (edge.kind() != null || !cpuMeasured) {
      return edge.kind();
    }
    return edge.stack().endsInNativeMethod() ? WaitKind.WAITING : WaitKind.NOT_SCHEDULED;
  }

  /** Returns the kind of wait within an event: that of the event, if the event is a wait. */
  private static @Nullable WaitKind orOf(@Nullable WaitKind event, @Nullable WaitKind seen) {
    return event != null && seen == WaitKind.NOT_SCHEDULED ? event : seen;
  }

  /** Charges a part of the gap in which the thread was in the same event as at one of its ends. */
  private void chargeStack(
      EventPiece piece,
      RecordedNode leaf,
      Gap.Edge edge,
      @Nullable WaitKind seen,
      Gap gap,
      RecordedNode ancestor) {
    WaitKind kind = orOf(piece.event.kind(), seen);
    if (!edge.waits() || piece.cpuNanos == 0) {
      charges.add(leaf, piece.nanos(), piece.cpuNanos, kind);
      return;
    }
    // The frame that waited did not run; its caller did.
    RecordedNode node = eventNodes.node(piece.event, piece.cpuNanos, gap, shares.pieces, ancestor);
    charges.add(leaf, piece.nanos() - piece.cpuNanos, 0, kind);
    charges.add(node, piece.cpuNanos, piece.cpuNanos, null);
  }

  /** Charges a part of the gap for which only an event tells where the thread was. */
  private void chargeEvent(EventPiece piece, Gap gap, RecordedNode ancestor) {
    RecordedNode node = eventNodes.node(piece.event, piece.nanos(), gap, shares.pieces, ancestor);
    if (piece.event.kind() != null) {
      charges.add(node, piece.nanos(), piece.cpuNanos, piece.event.kind());
      return;
    }
    // The CPU time belongs below this call; nobody has seen the reason of the other waits.
    charges.add(node, piece.cpuNanos, piece.cpuNanos, null);
    charges.addNotSampled(node, piece.nanos() - piece.cpuNanos, 0);
  }
}
