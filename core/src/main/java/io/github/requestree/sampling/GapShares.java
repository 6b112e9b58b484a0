package io.github.requestree.sampling;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides the time and CPU time of a gap between two looks: some for the events in it, and of the
 * rest some for the stacks at its ends, as {@link GapSplit} has it. All in nanoseconds.
 * <em>Not</em> thread-safe; one instance is used again and again.
 *
 * <p>An event that the thread was in at a look says that it was on that stack, or close to it, up
 * to the event's other end. So that part is the stack's, and the rest of the gap is not.
 *
 * <p>What ran goes to what may have run: first to stacks that ran, events that are no waiting and
 * what is not known, then to events that are waiting, such as queries, which may run as well.
 */
final class GapShares {

  static final int NO_PIECE = -1;

  final GapSplit split = new GapSplit();
  private final EventPieces pieces = new EventPieces();
  private final List<EventSpan> believed = new ArrayList<>();
  private long[] cpuNanos = new long[4];
  private int firstStacks;
  private int lastStacks;

  /** What the thread waited for all the time, as both ends lie in one event; null if unknown. */
  private @Nullable WaitKind throughout;

  private double unexplainedSquares;

  /**
   * Divides a gap.
   *
   * @param events what ended in it or later, those that ended first in front
   * @param stack the stack at its start
   */
  void divide(Gap gap, List<EventSpan> events, SeenStack stack) {
    believe(events, gap, stack);
    pieces.divide(believed, gap.startNanos(), gap.endNanos());
    firstStacks = NO_PIECE;
    lastStacks = NO_PIECE;
    throughout = null;
    int last = pieces.size() - 1;
    if (last >= 0) {
      boolean atStart =
          gap.first() != GapSplit.End.NONE
              && pieces.from(0) == gap.startNanos()
              && pieces.event(0).isIn(stack);
      boolean atEnd =
          gap.stack() != null
              && pieces.to(last) == gap.endNanos()
              && pieces.event(last).isIn(gap.stack());
      if (atStart && atEnd && last == 0) {
        throughout = pieces.event(0).kind();
        pieces.clear();
      } else {
        giveToStacks(gap, atStart, atEnd);
      }
    }
    shareOut(gap);
  }

  /**
   * Leaves out what a stack at one end of the gap denies. A call that goes on elsewhere, and is
   * noted on this thread once it has ended, says nothing of what the thread did meanwhile.
   */
  private void believe(List<EventSpan> events, Gap gap, SeenStack stack) {
    believed.clear();
    for (EventSpan event : events) {
      boolean denied =
          (gap.first() != GapSplit.End.NONE && event.isDenied(gap.startNanos(), stack))
              || (gap.stack() != null && event.isDenied(gap.endNanos(), gap.stack()));
      if (!denied) {
        believed.add(event);
      }
    }
  }

  /** A stack that ran is known for a while only; one that waits is, while its event goes on. */
  private void giveToStacks(Gap gap, boolean atStart, boolean atEnd) {
    if (atStart) {
      firstStacks = 0;
      if (gap.first() == GapSplit.End.RUNS && pieces.nanos(0) > gap.limitNanos()) {
        pieces.cut(0, pieces.from(0) + gap.limitNanos());
      }
    }
    if (atEnd) {
      int last = pieces.size() - 1;
      if (gap.last() == GapSplit.End.RUNS && pieces.nanos(last) > gap.limitNanos()) {
        pieces.cut(last, pieces.to(last) - gap.limitNanos());
      }
      lastStacks = pieces.size() - 1;
    }
  }

  private void shareOut(Gap gap) {
    long running = 0;
    long waiting = 0;
    long rest = 0;
    long beforeEvents = 0;
    long at = gap.startNanos();
    unexplainedSquares = 0;
    for (int i = 0; i < pieces.size(); i++) {
      long nanos = pieces.nanos(i);
      running += runs(gap, i) ? nanos : 0;
      waiting += runs(gap, i) ? 0 : nanos;
      rest += unexplained(pieces.from(i) - at);
      if (i != firstStacks && i != lastStacks && pieces.event(i).kind() == null) {
        unexplained(nanos);
      }
      beforeEvents = i == 0 ? rest : beforeEvents;
      at = pieces.to(i);
    }
    long betweenEvents = rest - beforeEvents;
    rest += unexplained(gap.endNanos() - at);

    GapSplit.End first = firstStacks == NO_PIECE ? gap.first() : GapSplit.End.NONE;
    GapSplit.End last = lastStacks == NO_PIECE ? gap.last() : GapSplit.End.NONE;
    long mayRun = mayRun(first, last, rest, gap.limitNanos()) ? rest : 0;
    long ran = Math.min(gap.ranNanos(), running + mayRun);
    long ranInEvents = running == 0 ? 0 : GapSplit.share(ran, running, running + mayRun);
    long left = gap.ranNanos() - ran;
    long ranInWaits = Math.min(left, waiting);
    long ranInRest = gap.ranNanos() - ranInEvents - ranInWaits;
    long cut = pieces.size() == 0 ? GapSplit.HALF : beforeEvents + betweenEvents / 2;
    split.split(rest, ranInRest, gap.took(ranInRest), gap.limitNanos(), first, last, cut);
    shareCpu(gap, running, ranInEvents, waiting, ranInWaits);
  }

  private long unexplained(long nanos) {
    unexplainedSquares += (double) nanos * nanos;
    return nanos;
  }

  private static boolean mayRun(GapSplit.End first, GapSplit.End last, long rest, long limit) {
    boolean bothUnknown = first == GapSplit.End.NONE && last == GapSplit.End.NONE;
    return bothUnknown || mayRun(first) || mayRun(last) || rest > limit;
  }

  private static boolean mayRun(GapSplit.End end) {
    return end == GapSplit.End.RUNS || end == GapSplit.End.MAY_WAIT;
  }

  private boolean runs(Gap gap, int piece) {
    if (piece == firstStacks) {
      return gap.first() == GapSplit.End.RUNS;
    }
    return piece == lastStacks
        ? gap.last() == GapSplit.End.RUNS
        : pieces.event(piece).kind() == null;
  }

  private void shareCpu(Gap gap, long running, long ranRunning, long waiting, long ranWaiting) {
    if (cpuNanos.length < pieces.size()) {
      cpuNanos = new long[2 * pieces.size()];
    }
    long runningLeft = running;
    long ranRunningLeft = ranRunning;
    long waitingLeft = waiting;
    long ranWaitingLeft = ranWaiting;
    for (int i = 0; i < pieces.size(); i++) {
      long nanos = pieces.nanos(i);
      if (runs(gap, i)) {
        cpuNanos[i] = GapSplit.share(ranRunningLeft, nanos, runningLeft);
        runningLeft -= nanos;
        ranRunningLeft -= cpuNanos[i];
      } else {
        cpuNanos[i] = GapSplit.share(ranWaitingLeft, nanos, waitingLeft);
        waitingLeft -= nanos;
        ranWaitingLeft -= cpuNanos[i];
      }
    }
  }

  /** The parts of the gap that lie within events. */
  EventPieces pieces() {
    return pieces;
  }

  long cpuNanos(int piece) {
    return cpuNanos[piece];
  }

  /** The piece that belongs to the stack at the start; {@link #NO_PIECE} if none does. */
  int firstStacks() {
    return firstStacks;
  }

  /** The piece that belongs to the stack at the end; {@link #NO_PIECE} if none does. */
  int lastStacks() {
    return lastStacks;
  }

  long firstStacksNanos() {
    return firstStacks == NO_PIECE ? 0 : pieces.nanos(firstStacks);
  }

  long lastStacksNanos() {
    return lastStacks == NO_PIECE ? 0 : pieces.nanos(lastStacks);
  }

  @Nullable WaitKind throughout() {
    return throughout;
  }

  /**
   * The squares of the parts that no event explains, added up. Of a timed block that nobody saw it
   * is not known what the thread did.
   */
  double unexplainedSquares() {
    return unexplainedSquares;
  }
}
