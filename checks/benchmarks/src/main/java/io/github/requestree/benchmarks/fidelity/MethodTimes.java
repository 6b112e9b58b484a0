package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sums of one method over its outermost nodes in a tree, in nanoseconds.
 *
 * @param totalNanos time of the method and its calls
 * @param cpuNanos CPU time of the same
 * @param waiting waiting time of the same, by kind
 */
record MethodTimes(long totalNanos, long cpuNanos, Map<WaitKind, Long> waiting) {

  static final MethodTimes NOTHING = new MethodTimes(0, 0, Map.of());

  /** Splits a tree by these methods of a class; those that are not in it are left out. */
  static Map<String, MethodTimes> in(CallNode root, Class<?> owner, Set<String> methods) {
    Map<String, MethodTimes> times = new HashMap<>();
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      Frame frame = node.frame();
      if (frame.className().equals(owner.getName()) && methods.contains(frame.name())) {
        times.merge(frame.name(), of(node), MethodTimes::plus);
      } else {
        node.children().forEach(open::push);
      }
    }
    return times;
  }

  /** Time in the tree of which it is not known what ran, in nanoseconds. */
  static long notSampledNanos(CallNode root) {
    long nanos = 0;
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      if (node.frame().kind() == Frame.Kind.NOT_SAMPLED) {
        nanos += node.totalNanos();
      } else {
        node.children().forEach(open::push);
      }
    }
    return nanos;
  }

  private static MethodTimes of(CallNode node) {
    return new MethodTimes(node.totalNanos(), node.totalCpuNanos(), node.totalWaiting());
  }

  private MethodTimes plus(MethodTimes other) {
    Map<WaitKind, Long> both = new EnumMap<>(WaitKind.class);
    both.putAll(waiting);
    other.waiting.forEach((kind, nanos) -> both.merge(kind, nanos, Long::sum));
    return new MethodTimes(totalNanos + other.totalNanos, cpuNanos + other.cpuNanos, both);
  }
}
