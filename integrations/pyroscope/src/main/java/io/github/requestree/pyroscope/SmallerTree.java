package io.github.requestree.pyroscope;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes trees small enough for a server: the heaviest nodes stay, and the others below each node
 * become one. All sums stay what they were. Stateless.
 */
final class SmallerTree {

  private static final Frame OTHERS = Frame.of(Frame.Kind.OTHERS, "[others]");

  private SmallerTree() {}

  /** Returns the number of samples that trees make: one for each kind of time of each node. */
  static long samples(List<CallNode> trees) {
    long samples = 0;
    for (CallNode tree : trees) {
      for (CallNode node : TreeWalk.nodes(tree)) {
        samples += node.selfWaiting().size() + 1L;
      }
    }
    return samples;
  }

  /** Returns these trees with about so many nodes at most, without lanes. */
  static List<CallNode> of(List<CallNode> trees, int nodes) {
    long[] weights =
        trees.stream()
            .flatMap(tree -> TreeWalk.nodes(tree).stream())
            .mapToLong(SmallerTree::weight)
            .sorted()
            .toArray();
    long least = nodes < weights.length ? weights[weights.length - nodes] : 0;
    return trees.stream().map(tree -> smaller(tree, least)).toList();
  }

  private static long weight(CallNode node) {
    return node.totalNanos() + node.totalCpuNanos();
  }

  /** Without recursion, as a tree may be as deep as it has nodes. */
  private static CallNode smaller(CallNode tree, long least) {
    Deque<CallNode.Builder> path = new ArrayDeque<>();
    List<CallNode> done = new ArrayList<>(1);
    TreeWalk.walk(
        tree,
        new TreeWalk.Visitor<RuntimeException>() {
          private int below;

          @Override
          public void enter(CallNode node) {
            if (below > 0 || (!path.isEmpty() && weight(node) < least)) {
              below++;
              return;
            }
            CallNode.Builder kept = node.withoutChildren();
            others(node, least).ifPresent(kept::addChild);
            path.push(kept);
          }

          @Override
          public void leave(CallNode node) {
            if (below > 0) {
              below--;
              return;
            }
            CallNode kept = path.pop().build();
            if (path.isEmpty()) {
              done.add(kept);
            } else {
              path.element().addChild(kept);
            }
          }
        });
    return done.get(0);
  }

  private static Optional<CallNode> others(CallNode parent, long least) {
    long nanos = 0;
    long cpuNanos = 0;
    Map<WaitKind, Long> waiting = new EnumMap<>(WaitKind.class);
    for (CallNode child : parent.children()) {
      if (weight(child) < least) {
        nanos += child.totalNanos();
        cpuNanos += child.totalCpuNanos();
        child.totalWaiting().forEach((kind, waited) -> waiting.merge(kind, waited, Long::sum));
      }
    }
    if (nanos == 0 && cpuNanos == 0) {
      return Optional.empty();
    }
    CallNode.Builder others = CallNode.builder(OTHERS).selfNanos(nanos).selfCpuNanos(cpuNanos);
    waiting.forEach(others::selfWaiting);
    return Optional.of(others.build());
  }
}
