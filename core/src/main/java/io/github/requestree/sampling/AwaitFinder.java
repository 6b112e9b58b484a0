package io.github.requestree.sampling;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the times in which a profile was on no thread. All in nanoseconds. Immutable.
 *
 * @param awaits the times with no segment open, in order
 * @param inLanesNanos the time in which only lanes ran
 */
record AwaitFinder(List<Await> awaits, long inLanesNanos) {

  /**
   * A time with no segment open.
   *
   * @param next the segment that came after it, or null if the profile ended
   */
  record Await(long startNanos, long endNanos, @Nullable ChargedSegment next) {}

  /**
   * @param all all segments in the order of their starts
   */
  static AwaitFinder of(List<ChargedSegment> all, long startNanos, long endNanos) {
    List<Await> awaits = new ArrayList<>();
    long covered = startNanos;
    long coveredByRequest = startNanos;
    long onRequest = 0;
    long onAny = 0;
    for (ChargedSegment known : all) {
      if (known.startNanos() >= endNanos) {
        continue;
      }
      long start = Math.max(known.startNanos(), startNanos);
      long end = Math.min(known.endNanos(), endNanos);
      if (start > covered) {
        awaits.add(new Await(covered, start, known));
      }
      onAny += Math.max(0, end - Math.max(start, covered));
      covered = Math.max(covered, end);
      if (!known.segment().isLane()) {
        onRequest += Math.max(0, end - Math.max(start, coveredByRequest));
        coveredByRequest = Math.max(coveredByRequest, end);
      }
    }
    if (endNanos > covered) {
      awaits.add(new Await(covered, endNanos, null));
    }
    return new AwaitFinder(awaits, onAny - onRequest);
  }
}
