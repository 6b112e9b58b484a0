package io.github.requestree.report;

import io.github.requestree.profile.CallNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Goes through trees, however deep they are. */
final class TreeWalk {

  /** Is led from the root down into each node and out of it again. */
  interface Visitor {
    void enter(CallNode node) throws IOException;

    void leave(CallNode node) throws IOException;
  }

  private TreeWalk() {}

  /** Leads through a tree in the order of its children. Lanes are left out: they are no part. */
  static void walk(CallNode root, Visitor visitor) throws IOException {
    Deque<CallNode> path = new ArrayDeque<>();
    Deque<Iterator<CallNode>> left = new ArrayDeque<>();
    visitor.enter(root);
    path.push(root);
    left.push(root.children().iterator());
    while (!path.isEmpty()) {
      if (left.element().hasNext()) {
        CallNode child = left.element().next();
        visitor.enter(child);
        path.push(child);
        left.push(child.children().iterator());
      } else {
        left.pop();
        visitor.leave(path.pop());
      }
    }
  }

  /** The roots of all lanes that were handed off in a tree, or by another lane. */
  static List<CallNode> lanes(CallNode root) {
    List<CallNode> lanes = new ArrayList<>();
    Deque<CallNode> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      lanes.addAll(node.lanes());
      // Last first, since it is a stack.
      for (int i = node.lanes().size() - 1; i >= 0; i--) {
        open.push(node.lanes().get(i));
      }
      for (int i = node.children().size() - 1; i >= 0; i--) {
        open.push(node.children().get(i));
      }
    }
    return lanes;
  }
}
