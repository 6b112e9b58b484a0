package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.sampling.recording.RecordedNode;
import io.github.requestree.sampling.recording.StackPath;
import io.github.requestree.sampling.recording.TreeBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attaches the lanes of a profile where they were handed off. <em>Not</em> thread-safe: for the
 * thread that assembles the profile.
 */
final class Lanes {

  private static final int MAX_NAMES = 3;

  private final Map<RecordedNode, List<ChargedSegment>> byPlace = new HashMap<>();
  private final List<String> threads = new ArrayList<>();
  private final TreeBuilder builder = new TreeBuilder(this::at);

  /**
   * @param segments all segments of a profile, including the requests' own
   */
  Lanes(List<ChargedSegment> segments) {
    for (ChargedSegment charged : segments) {
      HandOff handOff = charged.segment().handOff;
      if (handOff != null) {
        Segment lane = charged.segment();
        RecordedNode place =
            lane.profile.recorded().lanePlaces.computeIfAbsent(lane, key -> place(handOff));
        byPlace.computeIfAbsent(place, key -> new ArrayList<>(1)).add(charged);
        threads.add(lane.threadName());
      }
    }
  }

  private static RecordedNode place(HandOff handOff) {
    Segment submitter = handOff.submitter();
    StackTraceElement[] stack = handOff.place();
    return stack == null
        ? submitter.root().unknownPlace()
        : StackPath.node(
            submitter.root(), submitter.profile.recorded().size, submitter.ownFrames(stack));
  }

  /** Returns the tree below a node, with all lanes in it. */
  CallNode.Builder tree(RecordedNode root, Frame frame) {
    return builder.build(root, frame);
  }

  private List<CallNode> at(RecordedNode node) {
    List<ChargedSegment> here = byPlace.get(node);
    return here == null ? List.of() : here.stream().map(this::lane).toList();
  }

  private CallNode lane(ChargedSegment charged) {
    Segment segment = charged.segment();
    HandOff handOff = segment.handOff;
    if (handOff == null) {
      throw new IllegalStateException("no lane");
    }
    CallNode.Builder tree =
        tree(segment.root(), Frame.of(Frame.Kind.LANE, segment.threadName()))
            .lane(
                new CallNode.Lane(
                    segment.threadName(),
                    charged.cut(),
                    !segment.clocks.hasNoCpuClock(),
                    charged.endNanos() - handOff.handedOffNanos(),
                    handOff.lateNanos(segment)));
    TreeBuilder.addNotSampled(tree, charged.uncharged(), 0);
    return tree.build();
  }

  /** Makes the node for the time in which only lanes ran. */
  CallNode inLanes(long nanos) {
    CallNode.Builder node = CallNode.builder(Frame.IN_LANES).selfNanos(nanos);
    threads.stream().distinct().sorted().limit(MAX_NAMES).forEach(node::detail);
    return node.build();
  }
}
