package io.github.requestree.report;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers frames from 0 on, equal ones alike. <em>Not</em> thread-safe. */
final class FrameTable {
  private final Map<Frame, Integer> numbers = new LinkedHashMap<>();

  int numberOf(Frame frame) {
    return numbers.computeIfAbsent(frame, key -> numbers.size());
  }

  /** Numbers the frames of a tree, its lanes included, from the root on. */
  void addTree(CallNode root) {
    Deque<CallNode> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      numberOf(node.frame());
      // Last first, since it is a stack.
      for (int i = node.lanes().size() - 1; i >= 0; i--) {
        open.push(node.lanes().get(i));
      }
      for (int i = node.children().size() - 1; i >= 0; i--) {
        open.push(node.children().get(i));
      }
    }
  }

  /** All of them, by their numbers. */
  Collection<Frame> frames() {
    return Collections.unmodifiableSet(numbers.keySet());
  }
}
