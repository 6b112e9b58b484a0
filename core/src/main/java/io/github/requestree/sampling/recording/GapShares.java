package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides the time and CPU time of a gap between two checks. Some goes to the events in it; the
 * rest goes to the stacks at its ends as {@link GapSplit} divides it. All in nanoseconds.
 * <em>Not</em> thread-safe; one instance is used again and again.
 *
 * <p>If the thread was in an event at a check, it was on that stack, or close to it, up to the
 * event's other end. So that part is the stack's, and the rest of the gap is not.
 *
 * <p>CPU time goes to parts that may have run. First come stacks that ran, events that are no
 * waiting, and unknown parts. Events that are waiting, such as queries, come last, since they may
 * run as well.
 */
final class GapShares {

  /** The shortest time without running that is worth looking for a pause of the JVM. */
  private static final long MIN_PAUSE = 2_000_000;

  final GapSplit split = new GapSplit();

  /** The parts of the gap that lie within events. */
  List<EventPiece> pieces = List.of();

  /** The piece that belongs to the stack at the start; null if none does. */
  @Nullable EventPiece firstStacks;

  /** The piece that belongs to the stack at the end; null if none does. */
  @Nullable EventPiece lastStacks;

  /** The kind of wait in all of the gap, as both ends lie in one event; null if unknown. */
  @Nullable WaitKind throughout;

  /**
   * The sum of the squares of the parts that no event explains. For a timed block that no check
   * saw, the thread's work is unknown.
   */
  double unexplainedSquares;

  /**
   * Divides a gap.
   *
   * @param events the events that ended in it or later, those that ended first in front
   * @param pauses explains what no event does
   */
  void divide(Gap gap, List<EventSpan> events, JvmPauses pauses) {
    firstStacks = null;
    lastStacks = null;
    throughout = null;
    pieces = List.of();
    List<EventSpan> pausing = pausing(gap, pauses);
    if (!events.isEmpty() || !pausing.isEmpty()) {
      List<EventSpan> believed = new ArrayList<>(events);
      believed.removeIf(event -> event.isDenied(gap));
      // Last, so that an event keeps its time: others may have worked for it meanwhile.
      believed.addAll(pausing);
      pieces = EventPiece.of(believed, gap.startNanos(), gap.endNanos());
    }
    if (!pieces.isEmpty()) {
      giveToStacks(gap);
    }
    shareOut(gap);
  }

  /**
   * Returns the pauses of the JVM in a gap, as far as the thread cannot have run meanwhile. A
   * thread that waits at one end of the gap may have waited all along, pause or not.
   */
  private static List<EventSpan> pausing(Gap gap, JvmPauses pauses) {
    long stood = gap.nanos() - gap.ranNanos();
    if (gap.first().mayWait() || gap.last().mayWait() || stood < MIN_PAUSE) {
      return List.of();
    }
    List<EventSpan> pausing = new ArrayList<>();
    for (EventSpan pause : pauses.within(gap.startNanos(), gap.endNanos())) {
      // Collectors tell whole milliseconds.
      long nanos = Math.min(pause.endNanos() - pause.startNanos(), stood);
      long end = pause.startNanos() + nanos;
      pausing.add(EventSpan.of(pause.startNanos(), end, null, null, pause.kind()));
      stood -= nanos;
    }
    return pausing;
  }

  private void giveToStacks(Gap gap) {
    EventPiece first = pieces.get(0);
    EventPiece last = pieces.get(pieces.size() - 1);
    boolean atStart =
        gap.first().isSeen()
            && first.from == gap.startNanos()
            && first.event.isIn(gap.first().stack());
    boolean atEnd =
        gap.last().isSeen() && last.to == gap.endNanos() && last.event.isIn(gap.last().stack());
    if (atStart && atEnd && first == last) {
      throughout = first.event.kind();
      pieces = List.of();
      return;
    }
    // A stack that ran is known for a while only; one that waits is, while its event goes on.
    if (atStart) {
      if (gap.first().runs() && first.nanos() > gap.limitNanos()) {
        cut(0, first.from + gap.limitNanos());
      }
      firstStacks = pieces.get(0);
    }
    if (atEnd) {
      if (gap.last().runs() && last.nanos() > gap.limitNanos()) {
        cut(pieces.size() - 1, last.to - gap.limitNanos());
      }
      lastStacks = pieces.get(pieces.size() - 1);
    }
  }

  /** Makes two pieces of one. */
  private void cut(int index, long nanos) {
    EventPiece piece = pieces.get(index);
    pieces.set(index, new EventPiece(piece.event, nanos, piece.to));
    pieces.add(index, new EventPiece(piece.event, piece.from, nanos));
  }

  private void shareOut(Gap gap) {
    long running = 0;
    long waiting = 0;
    long rest = 0;
    long beforeEvents = 0;
    long at = gap.startNanos();
    unexplainedSquares = 0;
    for (int i = 0; i < pieces.size(); i++) {
      EventPiece piece = pieces.get(i);
      piece.runs = runs(gap, piece);
      running += piece.runs ? piece.nanos() : 0;
      waiting += piece.runs ? 0 : piece.nanos();
      rest += unexplained(piece.from - at);
      if (piece != firstStacks && piece != lastStacks && piece.event.kind() == null) {
        unexplained(piece.nanos());
      }
      beforeEvents = i == 0 ? rest : beforeEvents;
      at = piece.to;
    }
    long betweenEvents = rest - beforeEvents;
    rest += unexplained(gap.endNanos() - at);

    GapSplit.End first = firstStacks == null ? gap.first().allows() : GapSplit.End.NONE;
    GapSplit.End last = lastStacks == null ? gap.last().allows() : GapSplit.End.NONE;
    long mayRun = mayRun(first, last, rest, gap.limitNanos()) ? rest : 0;
    long ran = Math.min(gap.ranNanos(), running + mayRun);
    long ranInEvents = running == 0 ? 0 : GapSplit.share(ran, running, running + mayRun);
    long ranInWaits = Math.min(gap.ranNanos() - ran, waiting);
    long ranInRest = gap.ranNanos() - ranInEvents - ranInWaits;
    long cut = pieces.isEmpty() ? GapSplit.HALF : beforeEvents + betweenEvents / 2;
    split.split(rest, ranInRest, gap.took(ranInRest), gap.limitNanos(), first, last, cut);
    shareCpu(true, ranInEvents, running);
    shareCpu(false, ranInWaits, waiting);
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

  private boolean runs(Gap gap, EventPiece piece) {
    if (piece == firstStacks) {
      return gap.first().runs();
    }
    return piece == lastStacks ? gap.last().runs() : piece.event.kind() == null;
  }

  /** Shares CPU time among all pieces in which the thread ran, or all in which it waited. */
  private void shareCpu(boolean runs, long cpuNanos, long nanos) {
    long cpuLeft = cpuNanos;
    long left = nanos;
    for (EventPiece piece : pieces) {
      if (piece.runs == runs) {
        piece.cpuNanos = GapSplit.share(cpuLeft, piece.nanos(), left);
        cpuLeft -= piece.cpuNanos;
        left -= piece.nanos();
      }
    }
  }
}
