package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Folds a method that calls itself, and a short cycle of methods that runs again, into the round
 * before.
 *
 * <p>Only the very same calls once more are a cycle. An advice around each layer of an application
 * is none, however often it is on the stack: folding it would take the layers' time away from them.
 * All frames between a call and the round it is folded into were in that round already. So the
 * outermost line of each method keeps all of its time.
 */
record FoldRecursion() implements Step {
  /** A stream within a recursive method takes a dozen frames, a proxy some more. */
  private static final int MAX_CYCLE = 24;

  /**
   * The mark is not "recursive": an overload that calls another looks the same, as frames have no
   * types.
   */
  private static final Pattern MARK = Pattern.compile("\\d+ deep");

  /** Returns whether this step added the detail. */
  static boolean isMark(String detail) {
    return MARK.matcher(detail).matches();
  }

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    List<Frame> frames = TreeWalk.nodesWithLanes(root).stream().map(CallNode::frame).toList();
    if (new HashSet<>(frames).size() == frames.size()) {
      // No call is there twice, as in most trees of one request.
      return root;
    }
    IdentityHashMap<NodeDraft, Integer> depths = new IdentityHashMap<>();
    NodeDraft result = RebuildDown.rebuild(root, () -> new Path(depths));
    depths.forEach((node, depth) -> node.addDetail(depth + " deep"));
    return result.toCallNode(trail);
  }

  /** The path from the root of a tree to the node being visited. */
  private static final class Path implements RebuildDown.Rule {
    private final IdentityHashMap<NodeDraft, Integer> depths;
    private final IdentityHashMap<NodeDraft, Integer> met = new IdentityHashMap<>();
    private final Deque<NodeDraft> targets = new ArrayDeque<>();

    Path(IdentityHashMap<NodeDraft, Integer> depths) {
      this.depths = depths;
    }

    @Override
    public NodeDraft enter(CallNode node, NodeDraft parent) {
      NodeDraft before = node.frame().isMethod() ? roundBefore(node, parent) : null;
      NodeDraft target = before != null ? before : parent.child(node.frame());
      targets.push(target);
      int times = met.merge(target, 1, Integer::sum);
      if (times > 1) {
        depths.merge(target, times, Math::max);
      }
      return target;
    }

    @Override
    public void leave(CallNode node) {
      met.computeIfPresent(targets.pop(), (target, times) -> times == 1 ? null : times - 1);
    }

    /** Returns the same call in the round before, if all calls since then were there too. */
    private static @Nullable NodeDraft roundBefore(CallNode node, NodeDraft parent) {
      NodeDraft candidate = parent;
      for (int length = 1; candidate != null && length <= MAX_CYCLE; length++) {
        if (candidate.frame().equals(node.frame())
            && isSame(parent, candidate.parent(), length - 1)) {
          return candidate;
        }
        candidate = candidate.parent();
      }
      return null;
    }

    private static boolean isSame(
        @Nullable NodeDraft inner, @Nullable NodeDraft outer, int length) {
      @Nullable NodeDraft innerNode = inner;
      @Nullable NodeDraft outerNode = outer;
      for (int i = 0; i < length; i++) {
        if (innerNode == null
            || outerNode == null
            || !innerNode.frame().equals(outerNode.frame())) {
          return false;
        }
        innerNode = innerNode.parent();
        outerNode = outerNode.parent();
      }
      return true;
    }
  }
}
