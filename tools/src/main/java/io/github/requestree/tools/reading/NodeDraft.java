package io.github.requestree.tools.reading;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.tools.reading.JsonInput.WrongValueException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node as it was read: its frame is a number, since the table of frames may come later.
 * <em>Not</em> thread-safe.
 */
final class NodeDraft {
  /** The number of its callers on its thread. */
  final int depth;

  int frame = -1;
  int line;
  long totalNanos = -1;
  long selfNanos;
  long totalCpuNanos;
  long selfCpuNanos;
  long provenNanos;
  long walks;
  long weightNanos;
  long runningWeightNanos;
  double weightSquares;
  long lostWeightNanos;
  long lateNanos;
  long errorNanos;
  int count;
  Map<WaitKind, Long> waiting = Map.of();
  List<String> details = List.of();
  CallNode.@Nullable Lane lane;
  CallNode.@Nullable Blocks blocks;
  final List<NodeDraft> children = new ArrayList<>(0);
  final List<NodeDraft> lanes = new ArrayList<>(0);

  /** The list whose nodes are just read. */
  @Nullable List<NodeDraft> open;

  /** Whether these are lanes. */
  boolean lanesAreOpen;

  NodeDraft(int depth) {
    this.depth = depth;
  }

  void wait(WaitKind kind, long nanos) {
    if (waiting.isEmpty()) {
      waiting = new EnumMap<>(WaitKind.class);
    }
    waiting.put(kind, nanos);
  }

  /** Builds this node and all below it, without recursion; its times must add up. */
  CallNode build(List<Frame> frames) throws WrongValueException {
    List<NodeDraft> outerFirst = new ArrayList<>();
    Deque<NodeDraft> left = new ArrayDeque<>(List.of(this));
    while (!left.isEmpty()) {
      NodeDraft next = left.pop();
      outerFirst.add(next);
      next.children.forEach(left::push);
      next.lanes.forEach(left::push);
    }
    IdentityHashMap<NodeDraft, CallNode> built = new IdentityHashMap<>();
    for (int i = outerFirst.size() - 1; i >= 0; i--) {
      NodeDraft node = outerFirst.get(i);
      built.put(node, node.build(frames, built));
    }
    return Objects.requireNonNull(built.get(this));
  }

  private CallNode build(List<Frame> frames, IdentityHashMap<NodeDraft, CallNode> built)
      throws WrongValueException {
    if (frame < 0 || frame >= frames.size()) {
      throw new WrongValueException("has a node of frame " + frame + ", which is not in its table");
    }
    Frame known = frames.get(frame);
    CallNode.Builder node =
        CallNode.builder(known)
            .line(line)
            .selfNanos(selfNanos)
            .selfCpuNanos(selfCpuNanos)
            .errorNanos(errorNanos)
            .count(count)
            .lane(lane)
            .addBlocks(blocks);
    waiting.forEach(node::selfWaiting);
    details.forEach(node::detail);
    long total = selfNanos;
    long cpu = selfCpuNanos;
    long ownWalks = walks;
    Map<WaitKind, Long> waited = new HashMap<>(waiting);
    try {
      for (NodeDraft below : children) {
        CallNode child = Objects.requireNonNull(built.remove(below));
        node.addChild(child);
        total = Math.addExact(total, child.totalNanos());
        cpu = Math.addExact(cpu, child.totalCpuNanos());
        ownWalks -= child.totalWalks();
        child.totalWaiting().forEach((kind, nanos) -> waited.merge(kind, nanos, Math::addExact));
      }
    } catch (ArithmeticException e) {
      throw new WrongValueException("has times beyond all measure");
    }
    for (NodeDraft below : lanes) {
      node.addLane(Objects.requireNonNull(built.remove(below)));
    }
    check(known, "totalNanos", totalNanos, total);
    check(known, "totalCpuNanos", totalCpuNanos, cpu);
    if (ownWalks < 0) {
      throw new WrongValueException(
          "does not add up: a node of '"
              + JsonInput.shown(known.name())
              + "' has fewer walks than those below");
    }
    return node.evidence(
            new CallNode.Evidence(
                ownWalks,
                provenNanos,
                weightNanos,
                runningWeightNanos,
                weightSquares,
                lostWeightNanos,
                lateNanos))
        .build();
  }

  private static void check(Frame frame, String field, long stated, long sum)
      throws WrongValueException {
    if (stated != sum) {
      throw new WrongValueException(
          "does not add up: "
              + field
              + " of '"
              + JsonInput.shown(frame.name())
              + "' is "
              + stated
              + ", and the sum of its parts "
              + sum);
    }
  }
}
