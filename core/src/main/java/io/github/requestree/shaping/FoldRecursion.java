package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Folds a method that appears again below itself into its outermost appearance, whose children then
 * are those of all of them.
 *
 * <p>A library method is folded only as long as no application method stands in between: an
 * interceptor of a framework that calls service after service is no recursion, and folding it would
 * tear the services' call path apart.
 */
record FoldRecursion(LibraryFrames libraries) implements Step {
  /** Not "recursive": an overload that calls another looks the same, as frames have no types. */
  private static final Pattern MARK = Pattern.compile("\\d+ deep");

  /** Whether this step added the detail. */
  static boolean isMark(String detail) {
    return MARK.matcher(detail).matches();
  }

  @Override
  public CallNode apply(CallNode root) {
    IdentityHashMap<MergedNode, Integer> depths = new IdentityHashMap<>();
    MergedNode result = Regraft.regraft(root, () -> new Path(libraries, depths));
    depths.forEach((node, depth) -> node.addDetail(depth + " deep"));
    return result.toCallNode();
  }

  /** The path from the root of a tree to the node being visited. */
  private static final class Path implements Regraft.Rule {
    private final LibraryFrames libraries;
    private final IdentityHashMap<MergedNode, Integer> depths;
    private final Map<Frame, Appearance> appearances = new HashMap<>();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int applicationMethods;

    Path(LibraryFrames libraries, IdentityHashMap<MergedNode, Integer> depths) {
      this.libraries = libraries;
      this.depths = depths;
    }

    @Override
    public MergedNode enter(CallNode node, MergedNode parent) {
      Frame frame = node.frame();
      if (!frame.isMethod()) {
        return parent.child(frame);
      }
      boolean library = libraries.isLibrary(frame);
      @Nullable Appearance outer = appearances.get(frame);
      Appearance appearance;
      if (outer != null && (!library || outer.applicationMethods() == applicationMethods)) {
        appearance = new Appearance(outer.target(), outer.applicationMethods(), outer.depth() + 1);
        depths.merge(appearance.target(), appearance.depth(), Math::max);
      } else {
        appearance = new Appearance(parent.child(frame), applicationMethods, 1);
      }
      appearances.put(frame, appearance);
      entries.push(new Entry(outer, library));
      applicationMethods += library ? 0 : 1;
      return appearance.target();
    }

    @Override
    public void leave(CallNode node) {
      if (!node.frame().isMethod()) {
        return;
      }
      Entry entry = entries.pop();
      applicationMethods -= entry.library() ? 0 : 1;
      if (entry.outer() != null) {
        appearances.put(node.frame(), entry.outer());
      } else {
        appearances.remove(node.frame());
      }
    }
  }

  /** Where a method on the path went, and how often it was met on the way. */
  private record Appearance(MergedNode target, int applicationMethods, int depth) {}

  /** What is to be restored when the path gets shorter again. */
  private record Entry(@Nullable Appearance outer, boolean library) {}
}
