package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.EventSpan;
import io.github.requestree.sampling.recording.JvmPauses;
import io.github.requestree.sampling.recording.RecordedNode;
import io.github.requestree.sampling.recording.RecordedTimeline;
import io.github.requestree.sampling.recording.SegmentTree;
import io.github.requestree.sampling.recording.TreeSize;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The recording of one profile, as it grows. <em>Not</em> thread-safe: for the sampler, and after
 * the end for the thread that assembles the profile.
 */
final class Recorded {

  private static final long NODE_BYTES = 400;
  private static final long RUN_BYTES = 200;

  final RecordedNode root = RecordedNode.root();

  /** The size of this tree and those of the lanes. */
  final TreeSize size = new TreeSize();

  /** Its order; null if nobody wants it. */
  final @Nullable RecordedTimeline timeline;

  /** The nodes in which lanes were handed off. */
  final Map<Segment, RecordedNode> lanePlaces = new HashMap<>();

  private final JvmPauses pauses;

  Recorded(boolean wantsTimeline, JvmPauses pauses) {
    timeline = wantsTimeline ? new RecordedTimeline() : null;
    this.pauses = pauses;
  }

  /**
   * Returns the tree of a segment whose times are charged from now on.
   *
   * @param ended gives the events that have ended since its last call, the latest first
   */
  SegmentTree tree(
      RecordedNode segmentRoot, Supplier<@Nullable EventSpan> ended, boolean cpuMeasured) {
    RecordedTimeline.Track track = timeline == null ? null : timeline.begin();
    return new SegmentTree(segmentRoot, size, track, ended, cpuMeasured, pauses);
  }

  /** Returns the memory that it holds, roughly, in bytes. Any thread may ask. */
  long bytes() {
    return NODE_BYTES * size.nodes() + (timeline == null ? 0 : RUN_BYTES * timeline.runs());
  }
}
