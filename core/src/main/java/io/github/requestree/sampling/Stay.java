package io.github.requestree.sampling;

/**
 * A segment that has ended and been charged to the last nanosecond. Immutable.
 *
 * @param segment the segment
 * @param endNanos its end, or that of its profile if it had not ended by then
 * @param cut whether it had not
 */
record Stay(Segment segment, long endNanos, boolean cut) {

  long startNanos() {
    return segment.startNanos;
  }

  long nanos() {
    return endNanos - segment.startNanos;
  }
}
