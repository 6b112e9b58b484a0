package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.LookTotals;

/**
 * A segment that has been charged to the last nanosecond, or is still open. Immutable.
 *
 * @param segment the segment
 * @param endNanos its end, or the end of its profile if the segment had not ended by then
 * @param cut whether the segment had not ended by then
 * @param uncharged the time before that end that its tree does not have, as it is still open
 */
record ChargedSegment(Segment segment, long endNanos, boolean cut, long uncharged) {

  long startNanos() {
    return segment.startNanos;
  }

  long nanos() {
    return endNanos - segment.startNanos;
  }

  /** Returns the time before the clocks of its thread were read. */
  long unclockedNanos() {
    return segment.clocks.unclockedNanos(startNanos(), endNanos);
  }

  LookTotals totals() {
    Attribution attribution = segment.attribution;
    return attribution == null ? LookTotals.unseen(nanos()) : attribution.totals();
  }
}
