package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of a tree that is being built: equal frames below one parent become one node. <em>Not</em>
 * thread-safe.
 */
final class NodeDraft {
  private final Frame frame;
  private final @Nullable NodeDraft parent;
  private final int depth;
  private final List<CallNode> absorbed = new ArrayList<>();
  private final List<String> details = new ArrayList<>();
  private final Map<Frame, NodeDraft> children = new LinkedHashMap<>();
  private final List<NodeDraft> lanes = new ArrayList<>();
  private @Nullable Frame label;
  private int labelCount;
  private double errorSquares;

  NodeDraft(Frame frame) {
    this(frame, null);
  }

  private NodeDraft(Frame frame, @Nullable NodeDraft parent) {
    this.frame = frame;
    this.parent = parent;
    depth = parent == null ? 0 : parent.depth + 1;
  }

  Frame frame() {
    return frame;
  }

  /** Returns the node that has this one as a child; null for the root of a tree or lane. */
  @Nullable NodeDraft parent() {
    return parent;
  }

  /** Returns the child for this frame, made if there is none yet. */
  NodeDraft child(Frame childFrame) {
    return children.computeIfAbsent(childFrame, key -> new NodeDraft(key, this));
  }

  /** Adds a lane; lanes are never merged, since each has a thread of its own. */
  NodeDraft addLane(Frame laneFrame) {
    NodeDraft lane = new NodeDraft(laneFrame);
    lanes.add(lane);
    return lane;
  }

  /** Takes in the node's own times; its children and lanes are absorbed one by one. */
  void absorb(CallNode node) {
    absorbed.add(node);
  }

  /**
   * Notes that the time of a whole subtree comes here from where its parent went. The error of that
   * time belongs to each node that gains it and to each that loses it.
   *
   * @param from the node that took in the parent; null if there is none
   */
  void absorbError(CallNode subtree, @Nullable NodeDraft from) {
    double square = errorSquare(subtree);
    NodeDraft gets = this;
    NodeDraft loses = from;
    while (gets != loses && gets != null) {
      if (loses == null || gets.depth >= loses.depth) {
        gets.errorSquares += square;
        gets = gets.parent;
      } else {
        loses.errorSquares += square;
        loses = loses.parent;
      }
    }
  }

  /** Returns the square of a node's error; those of disjoint nodes add up to that of their sum. */
  static double errorSquare(CallNode node) {
    return (double) node.errorNanos() * node.errorNanos();
  }

  void addDetail(String detail) {
    details.add(detail);
  }

  /** Shows another text than that of the frame, standing for so many nodes. */
  void relabel(String text, int count) {
    label = Frame.of(frame.kind(), text);
    labelCount = count;
  }

  CallNode toCallNode(Trail trail) {
    List<NodeDraft> nodes = new ArrayList<>();
    Deque<NodeDraft> open = new ArrayDeque<>();
    open.push(this);
    while (!open.isEmpty()) {
      NodeDraft node = open.pop();
      nodes.add(node);
      node.children.values().forEach(open::push);
      node.lanes.forEach(open::push);
    }
    IdentityHashMap<NodeDraft, CallNode> built = new IdentityHashMap<>(nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeDraft node = nodes.get(i);
      CallNode result = node.build(built);
      built.put(node, result);
      node.absorbed.forEach(absorbed -> trail.moved(absorbed, result));
    }
    return get(built, this);
  }

  private CallNode build(IdentityHashMap<NodeDraft, CallNode> built) {
    CallNode.Builder builder = CallNode.builder(label != null ? label : frame);
    int count = 0;
    @Nullable CallNode heaviest = null;
    for (CallNode node : absorbed) {
      builder.add(node);
      boolean same = node.frame().equals(frame);
      for (String detail : node.details()) {
        if (same || !FoldRecursion.isMark(detail)) {
          builder.detail(detail);
        }
      }
      if (same) {
        // A method is one method however many paths lead to it; three awaits are three.
        count = frame.isMethod() ? Math.max(count, node.count()) : count + node.count();
        if (heaviest == null || node.totalNanos() > heaviest.totalNanos()) {
          heaviest = node;
        }
      }
    }
    if (heaviest != null) {
      builder.line(heaviest.line()).lane(heaviest.lane());
    }
    details.forEach(builder::detail);
    children.values().forEach(child -> builder.addChild(get(built, child)));
    lanes.forEach(lane -> builder.addLane(get(built, lane)));
    return builder
        .count(label != null ? labelCount : Math.max(1, count))
        .errorNanos(Math.round(Math.sqrt(errorSquares)))
        .build();
  }

  private static CallNode get(IdentityHashMap<NodeDraft, CallNode> built, NodeDraft node) {
    return Objects.requireNonNull(built.get(node), "a node was not built");
  }
}
