package io.github.requestree.sampling;

import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.EventSpan;
import io.github.requestree.sampling.recording.JvmPauses;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last pauses of the garbage collector that were told of. Thread-safe.
 *
 * <p>A collector tells when it began and ended by a clock of its own, in whole milliseconds. By how
 * much that clock is off ours is learnt from the news themselves: none comes before its pause has
 * ended, and the one that came soonest shows it to within about a millisecond.
 */
final class GcPauses implements JvmPauses {

  /** The most pauses that are remembered: 12 kB. */
  static final int MAX_PAUSES = 512;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long[] startMillis = new long[MAX_PAUSES];
  private final long[] endMillis = new long[MAX_PAUSES];
  private long count;
  private boolean told;
  private long offsetNanos = Long.MAX_VALUE;

  /** Notes that somebody tells of pauses: if none is told, there was none. */
  synchronized void areTold() {
    told = true;
  }

  /**
   * Takes in a pause.
   *
   * @param startMillis when it began, by the collector's clock
   * @param endMillis when it ended, by the same
   * @param nowNanos when it was told, by ours
   */
  synchronized void ended(long startMillis, long endMillis, long nowNanos) {
    told = true;
    int place = (int) (count++ % MAX_PAUSES);
    this.startMillis[place] = startMillis;
    this.endMillis[place] = endMillis;
    offsetNanos = Math.min(offsetNanos, nowNanos - endMillis * NANOS_PER_MILLI);
  }

  /** Returns what fell into this time, as far as it was told; null if nobody tells. */
  synchronized Surroundings.@Nullable Pauses between(long startNanos, long endNanos) {
    if (!told) {
      return null;
    }
    List<EventSpan> spans = within(startNanos, endNanos);
    return new Surroundings.Pauses(
        spans.size(), spans.stream().mapToLong(span -> span.endNanos() - span.startNanos()).sum());
  }

  @Override
  public synchronized List<EventSpan> within(long startNanos, long endNanos) {
    List<EventSpan> spans = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MAX_PAUSES); i++) {
      long from = Math.max(startNanos, startMillis[i] * NANOS_PER_MILLI + offsetNanos);
      long until = Math.min(endNanos, endMillis[i] * NANOS_PER_MILLI + offsetNanos);
      if (from <= until) {
        spans.add(EventSpan.of(from, until, null, null, WaitKind.GARBAGE_COLLECTION));
      }
    }
    return spans;
  }
}
