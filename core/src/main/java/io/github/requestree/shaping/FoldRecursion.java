package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Folds a method that calls itself, and a short cycle of methods that runs again, into the round
 * before.
 *
 * <p>Only the very same calls once more are a cycle. An advice around each layer of an application
 * is none, however often it is on the stack: folding it would take the layers' time away from them.
 * All that lies between a call and the round it is folded into has been there in that round
 * already, so the outermost line of each method keeps all of its time.
 */
record FoldRecursion() implements Step {
  /** A stream within a recursive method takes a dozen frames, a proxy some more. */
  private static final int LONGEST_CYCLE = 24;

  /** Not "recursive": an overload that calls another looks the same, as frames have no types. */
  private static final Pattern MARK = Pattern.compile("\\d+ deep");

  /** Whether this step added the detail. */
  static boolean isMark(String detail) {
    return MARK.matcher(detail).matches();
  }

  @Override
  public CallNode apply(CallNode root) {
    IdentityHashMap<MergedNode, Integer> depths = new IdentityHashMap<>();
    MergedNode result = Regraft.regraft(root, () -> new Path(depths));
    depths.forEach((node, depth) -> node.addDetail(depth + " deep"));
    return result.toCallNode();
  }

  /** The path from the root of a tree to the node being visited. */
  private static final class Path implements Regraft.Rule {
    private final IdentityHashMap<MergedNode, Integer> depths;
    private final IdentityHashMap<MergedNode, Integer> met = new IdentityHashMap<>();
    private final Deque<MergedNode> targets = new ArrayDeque<>();

    Path(IdentityHashMap<MergedNode, Integer> depths) {
      this.depths = depths;
    }

    @Override
    public MergedNode enter(CallNode node, MergedNode parent) {
      MergedNode before = node.frame().isMethod() ? roundBefore(node, parent) : null;
      MergedNode target = before != null ? before : parent.child(node.frame());
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

    /** Where the same call is in the round before, if all calls since then have been there too. */
    private static @Nullable MergedNode roundBefore(CallNode node, MergedNode parent) {
      MergedNode candidate = parent;
      for (int length = 1; candidate != null && length <= LONGEST_CYCLE; length++) {
        if (candidate.frame().equals(node.frame())
            && isSame(parent, candidate.parent(), length - 1)) {
          return candidate;
        }
        candidate = candidate.parent();
      }
      return null;
    }

    private static boolean isSame(
        @Nullable MergedNode inner, @Nullable MergedNode outer, int length) {
      @Nullable MergedNode innerNode = inner;
      @Nullable MergedNode outerNode = outer;
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
