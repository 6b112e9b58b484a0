package io.github.requestree.export;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.GeneratedName;
import io.github.requestree.profile.TreeWalk;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers frames from 0 on: alike those that {@link GeneratedName} names alike. <em>Not</em>
 * thread-safe.
 */
final class FrameTable {
  private final Map<Frame, Integer> known = new HashMap<>();
  private final Map<Frame, Integer> numbers = new LinkedHashMap<>();

  int numberOf(Frame frame) {
    return known.computeIfAbsent(
        frame, key -> numbers.computeIfAbsent(GeneratedName.of(key), named -> numbers.size()));
  }

  /** Numbers the frames of a tree, its lanes included, from the root on. */
  void addTree(CallNode root) {
    TreeWalk.nodesWithLanes(root).forEach(node -> numberOf(node.frame()));
  }

  /** Returns all of them, by their numbers. */
  Collection<Frame> frames() {
    return Collections.unmodifiableSet(numbers.keySet());
  }
}
