package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the threads that the nodes of a tree blocked. Immutable and thread-safe.
 *
 * @param all the threads and the blocked time
 * @param places the number of nodes that blocked them
 * @param call the call of the application that did so for longest; the node itself if none is known
 */
public record BlockingSummary(CallNode.Blocks all, int places, CallNode call) {

  private record Below(CallNode node, CallNode call) {}

  /** Returns the summary; null if no thread was blocked that must not be. */
  public static @Nullable BlockingSummary in(CallNode root, Shaping shaping) {
    CallNode.Blocks all = null;
    CallNode longest = root;
    long longestNanos = -1;
    int places = 0;
    Deque<Below> open = new ArrayDeque<>();
    open.push(new Below(root, root));
    while (!open.isEmpty()) {
      Below below = open.pop();
      CallNode node = below.node();
      CallNode call =
          shaping.isApplication(node.frame()) || below.call() == root ? node : below.call();
      CallNode.Blocks blocks = node.blocks();
      if (blocks != null) {
        all = all == null ? blocks : all.plus(blocks);
        places++;
        if (blocks.nanos() > longestNanos) {
          longestNanos = blocks.nanos();
          longest = call;
        }
      }
      node.children().forEach(child -> open.push(new Below(child, call)));
      // A lane's calls are its own, whatever handed it off.
      node.lanes().forEach(lane -> open.push(new Below(lane, root)));
    }
    return all == null ? null : new BlockingSummary(all, places, longest);
  }
}
