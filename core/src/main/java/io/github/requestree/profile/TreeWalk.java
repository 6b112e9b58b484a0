package io.github.requestree.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Goes through trees without recursion, since a path through lanes of lanes may be as long as a
 * profile has nodes. Stateless and thread-safe.
 */
public final class TreeWalk {

  /**
   * Is led into each node and, after those below it, out of it again, by the thread that walks.
   *
   * @param <X> the exception that it may throw
   */
  public interface Visitor<X extends Exception> {
    void enter(CallNode node) throws X;

    void leave(CallNode node) throws X;
  }

  private TreeWalk() {}

  /** Returns the node and all below it, each before those below it; lanes are left out. */
  public static List<CallNode> nodes(CallNode root) {
    return nodes(root, false);
  }

  /** Returns the node and all below it, lanes included: those of a node come after its children. */
  public static List<CallNode> nodesWithLanes(CallNode root) {
    return nodes(root, true);
  }

  /** Returns the roots of all lanes that were handed off in this tree, or by another lane. */
  public static List<CallNode> lanes(CallNode root) {
    return nodesWithLanes(root).stream().flatMap(node -> node.lanes().stream()).toList();
  }

  /** Leads a visitor through a tree in the order of its children; lanes are left out. */
  public static <X extends Exception> void walk(CallNode root, Visitor<X> visitor) throws X {
    Deque<CallNode> path = new ArrayDeque<>();
    Deque<Iterator<CallNode>> left = new ArrayDeque<>();
    left.push(List.of(root).iterator());
    while (!left.isEmpty()) {
      if (left.element().hasNext()) {
        CallNode node = left.element().next();
        visitor.enter(node);
        path.push(node);
        left.push(node.children().iterator());
      } else {
        left.pop();
        if (!path.isEmpty()) {
          visitor.leave(path.pop());
        }
      }
    }
  }

  private static List<CallNode> nodes(CallNode root, boolean withLanes) {
    List<CallNode> nodes = new ArrayList<>();
    Deque<CallNode> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      nodes.add(node);
      if (withLanes) {
        pushLastFirst(node.lanes(), open);
      }
      pushLastFirst(node.children(), open);
    }
    return nodes;
  }

  private static void pushLastFirst(List<CallNode> nodes, Deque<CallNode> stack) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      stack.push(nodes.get(i));
    }
  }
}
