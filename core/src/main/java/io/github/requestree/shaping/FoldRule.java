package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
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
