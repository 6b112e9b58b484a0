package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * Adds times to nodes and to the order in which they came. All in nanoseconds. <em>Not</em>
 * thread-safe: part of one {@link SegmentTree}.
 */
final class Charges {

  /** The order in which times are charged; null if nobody wants to know. */
  final RecordedTimeline.@Nullable Track track;

  Charges(RecordedTimeline.@Nullable Track track) {
    this.track = track;
  }

  /**
   * Adds time to a node.
   *
   * @param kind the kind of wait while the thread did not run; null if that is not known
   */
  void add(RecordedNode node, long nanos, long cpuNanos, @Nullable WaitKind kind) {
    charge(node, nanos, cpuNanos, kind);
    tell(node, nanos, told(nanos, cpuNanos, kind));
  }

  /** Adds time somewhere below a node. */
  void addNotSampled(RecordedNode node, long nanos, long cpuNanos) {
    node.chargeNotSampled(nanos, cpuNanos);
    if (track != null) {
      track.addNotSampled(node, nanos);
    }
  }

  /** Adds time to a node whose place in the order is told apart. */
  static void charge(RecordedNode node, long nanos, long cpuNanos, @Nullable WaitKind kind) {
    node.charge(nanos, cpuNanos, nanos > cpuNanos ? kind : null);
  }

  /** Adds time of a node to the order alone. */
  void tell(RecordedNode node, long nanos, @Nullable WaitKind kind) {
    if (track != null) {
      track.add(node, nanos, kind);
    }
  }

  /**
   * Returns the kind of a run, which is either waiting or running; a socket wait may have been
   * both.
   */
  static @Nullable WaitKind told(long nanos, long cpuNanos, @Nullable WaitKind kind) {
    return nanos - cpuNanos > cpuNanos ? kind : null;
  }
}
