package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Folds a library method that only calls another one of its own class into one line. On JDK 25
 * {@code Thread.sleep} calls {@code sleepNanos}, which calls {@code sleepNanos0}; the reader of a
 * report only needs to know that the thread slept.
 */
record FoldDelegation(LibraryFrames libraries, long resolutionNanos) implements Step {

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    Set<CallNode> delegates = Collections.newSetFromMap(new IdentityHashMap<>());
    for (CallNode node : TreeWalk.nodesWithLanes(root)) {
      if (delegates(node)) {
        delegates.add(node.children().get(0));
      }
    }
    if (delegates.isEmpty()) {
      return root;
    }
    return RebuildDown.without(root, trail, (node, parent) -> delegates.contains(node));
  }

  private boolean delegates(CallNode node) {
    if (node.children().size() != 1
        || node.selfNanos() > resolutionNanos
        || !libraries.isLibrary(node.frame())) {
      return false;
    }
    Frame only = node.children().get(0).frame();
    return only.isMethod() && owner(only).equals(owner(node.frame()));
  }

  /** Returns the class of a frame: the class of virtual threads counts as that of threads. */
  private static String owner(Frame frame) {
    String className = frame.className();
    return className.equals("java.lang.VirtualThread") ? "java.lang.Thread" : className;
  }
}
