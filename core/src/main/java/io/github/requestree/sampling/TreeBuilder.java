package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.List;
import java.util.Map;

/** Turns the recorded tree into the immutable one. Stateless but for what it is given. */
final class TreeBuilder {

  private final Map<Segment, ChargedSegment> lanes;

  /**
   * @param lanes the stays of all lanes
   */
  TreeBuilder(Map<Segment, ChargedSegment> lanes) {
    this.lanes = lanes;
  }

  /** The node and all below it; the tree is at most as deep as {@link TreeSize#MAX_DEPTH}. */
  CallNode.Builder build(RecordedNode node, Frame frame) {
    CallNode.Builder builder =
        CallNode.builder(frame)
            .line(node.lines.heaviest())
            .selfNanos(node.selfNanos)
            .selfCpuNanos(node.selfCpuNanos)
            .evidence(
                new CallNode.Evidence(
                    node.walks,
                    node.provenNanos,
                    node.weightNanos,
                    node.runningWeightNanos,
                    node.weightSquares,
                    node.lostWeightNanos))
            .errorNanos(Math.round(Math.sqrt(node.errorSquares)));
    if (node.waiting != null) {
      node.waiting.forEach((kind, nanos) -> builder.selfWaiting(kind, nanos[0]));
    }
    if (node.lockHolders != null) {
      node.lockHolders.forEach(holder -> builder.detail(holder.text()));
    }
    builder.addBlocks(node.blocks);
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      builder.addChild(build(child, child.frame()).build());
    }
    addNotSampled(builder, node);
    for (Segment lane : node.lanes == null ? List.<Segment>of() : node.lanes) {
      builder.addLane(lane(lane));
    }
    return builder;
  }

  private static void addNotSampled(CallNode.Builder builder, RecordedNode node) {
    if (node.notSampledNanos > 0) {
      builder.addChild(
          CallNode.builder(Frame.NOT_SAMPLED)
              .selfNanos(node.notSampledNanos)
              .selfCpuNanos(node.notSampledCpuNanos)
              .build());
    } else {
      // The clocks are not read in one instant: CPU time can be left where no wall time is.
      builder.selfCpuNanos(node.selfCpuNanos + node.notSampledCpuNanos);
    }
  }

  /** Adds what a segment that is still open has done since it was looked at last. */
  static void addUncharged(CallNode.Builder builder, long nanos) {
    if (nanos > 0) {
      builder.addChild(CallNode.builder(Frame.NOT_SAMPLED).selfNanos(nanos).build());
    }
  }

  private CallNode lane(Segment segment) {
    ChargedSegment stay = lanes.get(segment);
    HandOff handOff = segment.handOff;
    if (stay == null || handOff == null) {
      throw new IllegalStateException("a lane has no stay");
    }
    CallNode.Builder builder =
        build(segment.root(), Frame.of(Frame.Kind.LANE, segment.threadName()))
            .lane(
                new CallNode.Lane(
                    segment.threadName(),
                    stay.cut(),
                    !segment.hasNoCpuClock(),
                    stay.endNanos() - handOff.handedOffNanos(),
                    handOff.lateNanos(segment)));
    addUncharged(builder, stay.uncharged());
    return builder.build();
  }
}
