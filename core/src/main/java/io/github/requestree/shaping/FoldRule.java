package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the library frames that say little to a reader. <em>Not</em> thread-safe, as its
 * libraries are not.
 */
final class FoldRule {
  private static final double SLOW_SHARE = 0.2;

  /**
   * The fewest stacks that say something: with fewer, the next report would name another method.
   */
  private static final int MIN_WALKS = 5;

  private final LibraryFrames libraries;
  private final double slowNanos;

  FoldRule(LibraryFrames libraries, CallNode root) {
    this.libraries = libraries;
    slowNanos = root.totalNanos() * SLOW_SHARE;
  }

  /**
   * A node that is still to be visited.
   *
   * @param role the part that is played above it
   * @param byApplication whether the application calls it, directly or through frames that merely
   *     lead on
   */
  private record Callee(CallNode node, @Nullable LibraryRole role, boolean byApplication) {}

  /** As {@link Shaping#folds}. */
  Map<CallNode, String> folds(CallNode root) {
    IdentityHashMap<CallNode, String> folds = new IdentityHashMap<>();
    Deque<Callee> open = new ArrayDeque<>();
    open.push(new Callee(root, null, false));
    while (!open.isEmpty()) {
      Callee callee = open.pop();
      CallNode node = callee.node();
      boolean way = libraries.isWay(node.frame());
      LibraryRole role = roleBelow(node, callee.role());
      boolean leads = callee.byApplication() || role != callee.role();
      if (mayBeHidden(node) && (way || !leads)) {
        boolean always = way || (node.children().isEmpty() && isByChance(node));
        folds.put(node, always ? "always" : "together");
      }
      boolean byApplication = way ? callee.byApplication() : libraries.isApplication(node.frame());
      node.children().forEach(child -> open.push(new Callee(child, role, byApplication)));
      node.lanes().forEach(lane -> open.push(new Callee(lane, null, false)));
    }
    return folds;
  }

  /** Returns the part that is played below a node; above it, it was another one or none. */
  @Nullable LibraryRole roleBelow(CallNode node, @Nullable LibraryRole above) {
    if (!libraries.isLibrary(node.frame())) {
      return null;
    }
    LibraryRole own = libraries.role(node.frame());
    return own != null && own.isTelling() ? own : above;
  }

  boolean mayBeHidden(CallNode node) {
    return libraries.isLibrary(node.frame())
        && (node.selfNanos() <= slowNanos || isByChance(node))
        && node.lanes().isEmpty()
        && (libraries.isWay(node.frame())
            || node.children().stream().noneMatch(child -> libraries.isApplication(child.frame())));
  }

  /** Returns whether the name of the method in which a stack ended is a matter of chance. */
  static boolean isByChance(CallNode node) {
    return node.evidence().walks() < MIN_WALKS
        && node.evidence().provenNanos() <= node.selfNanos() / 2;
  }
}
