package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame.Kind;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Leaves out the nodes whose time would be printed as nothing. Their callers have it then. Work
 * that they handed off stands below the caller that is left, and says which calls led to it; of a
 * lane without time, its caller says that there was one. Immutable and thread-safe.
 */
record FoldTimeless(TimeColumn times, LaneText lane) {

  /**
   * A tree without timeless nodes.
   *
   * @param lineOf the node that has the time of each node of the tree before, by identity
   */
  record Result(CallNode root, IdentityHashMap<CallNode, CallNode> lineOf) {}

  /** Folds a tree, and tells where the time of each node is. */
  Result fold(CallNode root) {
    return new Folding().fold(root);
  }

  private final class Folding {

    private final Set<CallNode> timeless = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<CallNode, CallNode> folded = new IdentityHashMap<>();

    /** The nodes that have no line of their own. */
    private final Set<CallNode> gone = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Lanes that say which calls led to them, by the lanes before. */
    private final IdentityHashMap<CallNode, CallNode> marked = new IdentityHashMap<>();

    /** By lane, the calls that have no line and led to it, the innermost first. */
    private final IdentityHashMap<CallNode, List<CallNode>> ways = new IdentityHashMap<>();

    /** The marks of lanes without time, by the call without a line that handed them off. */
    private final IdentityHashMap<CallNode, List<String>> laneMarks = new IdentityHashMap<>();

    Result fold(CallNode root) {
      List<CallNode> parentsFirst = TreeWalk.nodesWithLanes(root);
      for (int i = parentsFirst.size() - 1; i >= 0; i--) {
        fold(parentsFirst.get(i), root);
      }
      IdentityHashMap<CallNode, CallNode> lineOf = new IdentityHashMap<>();
      lineOf.put(root, folded(root));
      for (CallNode node : parentsFirst) {
        CallNode line = Objects.requireNonNull(lineOf.get(node), "a node has no line");
        for (List<CallNode> below : List.of(node.children(), node.lanes())) {
          for (CallNode next : below) {
            lineOf.put(next, gone.contains(next) ? line : marked(folded(next)));
          }
        }
      }
      return new Result(folded(root), lineOf);
    }

    private CallNode marked(CallNode lane) {
      return marked.getOrDefault(lane, lane);
    }

    private CallNode folded(CallNode node) {
      return folded.getOrDefault(node, node);
    }

    private void fold(CallNode node, CallNode root) {
      if (node != root
          && times.isNothing(node.totalNanos())
          && node.blocks() == null
          && timeless.containsAll(node.children())) {
        timeless.add(node);
        gone.add(node);
      }
      CallNode.Builder builder = node.withoutChildren();
      List<CallNode> children = new ArrayList<>();
      List<CallNode> lanes = new ArrayList<>();
      List<String> marks = new ArrayList<>();
      for (CallNode child : node.children()) {
        CallNode done = folded(child);
        if (timeless.contains(child)) {
          builder.add(done);
          lift(child, done, lanes, marks);
        } else {
          children.add(done);
        }
      }
      for (CallNode own : node.lanes()) {
        CallNode done = folded(own);
        if (timeless.contains(own)) {
          marks.add(lane.inItsCallersLine(own));
          lift(own, done, lanes, marks);
        } else {
          lanes.add(done);
        }
      }
      boolean selfAlone = children.size() == 1 && children.get(0).frame().kind() == Kind.SELF;
      if (selfAlone) {
        builder.add(children.get(0));
        node.children().stream()
            .filter(child -> child.frame().kind() == Kind.SELF)
            .forEach(gone::add);
      } else {
        builder.children(children);
      }
      finish(node, builder, lanes, marks);
    }

    private void finish(
        CallNode node, CallNode.Builder builder, List<CallNode> lanes, List<String> marks) {
      if (timeless.contains(node)) {
        laneMarks.put(node, marks);
        folded.put(node, builder.lanes(lanes).build());
        return;
      }
      marks.forEach(builder::detail);
      for (CallNode each : lanes) {
        String from = lane.from(ways.getOrDefault(each, List.of()));
        if (!from.isEmpty()) {
          marked.put(each, each.toBuilder().detail(from).build());
        }
        builder.addLane(marked(each));
      }
      folded.put(node, builder.build());
    }

    private void lift(CallNode from, CallNode done, List<CallNode> lanes, List<String> marks) {
      marks.addAll(laneMarks.getOrDefault(from, List.of()));
      for (CallNode each : done.lanes()) {
        ways.computeIfAbsent(each, ignored -> new ArrayList<>()).add(from);
        lanes.add(each);
      }
    }
  }
}
