package io.github.requestree.benchmarks.overhead.server;

import java.util.HashMap;
import java.util.Map;

/** A call tree as a plain sampler makes it: each sample counts at each of its frames. */
final class PlainTree {

  private final Map<StackTraceElement, PlainTree> children = new HashMap<>();
  private long samples;

  /** Adds a stack, whose innermost frame comes first. */
  void add(StackTraceElement[] stack) {
    PlainTree node = this;
    node.samples++;
    for (int i = stack.length - 1; i >= 0; i--) {
      node = node.children.computeIfAbsent(stack[i], frame -> new PlainTree());
      node.samples++;
    }
  }

  long samples() {
    return samples;
  }

  /** The node below this one for a frame of this method; an empty one if there is none. */
  PlainTree child(String method) {
    return children.entrySet().stream()
        .filter(entry -> entry.getKey().getMethodName().equals(method))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(PlainTree::new);
  }
}
