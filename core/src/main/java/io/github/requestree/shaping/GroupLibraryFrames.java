package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hides library frames called from library frames in one {@code [12 frames hidden]} line.
 *
 * <p>What stays visible of a stretch of library code: the frame that leads into it, the frames that
 * lead out of it, to application code or to a lane, and those whose own time is more than a fifth
 * of the whole. Fewer than two frames are not hidden, since that would save no line.
 */
record GroupLibraryFrames(LibraryFrames libraries) implements Step {
  private static final double SLOW_SHARE = 0.2;
  private static final int FEWEST_HIDDEN = 2;
  private static final int LONGEST_NAMES = 40;
  private static final Frame PLACEHOLDER = Frame.of(Frame.Kind.HIDDEN, "[frames hidden]");

  @Override
  public CallNode apply(CallNode root) {
    Grouping grouping = new Grouping(libraries, root.totalNanos() * SLOW_SHARE);
    MergedNode result = Regraft.regraft(root, () -> grouping);
    grouping.label();
    return result.toCallNode();
  }

  private static final class Grouping implements Regraft.Rule {
    private final LibraryFrames libraries;
    private final double slowNanos;
    private final Set<CallNode> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<MergedNode, List<Frame>> groups = new IdentityHashMap<>();

    Grouping(LibraryFrames libraries, double slowNanos) {
      this.libraries = libraries;
      this.slowNanos = slowNanos;
    }

    @Override
    public MergedNode enter(CallNode node, MergedNode parent) {
      if (hidden.contains(node)) {
        boolean parentHidden = parent.frame().equals(PLACEHOLDER);
        MergedNode group = parentHidden ? parent : parent.child(PLACEHOLDER);
        groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(node.frame());
        return group;
      }
      if (libraries.isLibrary(node.frame())) {
        List<CallNode> candidates = candidatesBelow(node);
        if (candidates.size() >= FEWEST_HIDDEN) {
          hidden.addAll(candidates);
        }
      }
      return parent.child(node.frame());
    }

    private List<CallNode> candidatesBelow(CallNode start) {
      List<CallNode> candidates = new ArrayList<>();
      Deque<CallNode> open = new ArrayDeque<>();
      open.push(start);
      while (!open.isEmpty()) {
        for (CallNode child : open.pop().children()) {
          if (mayBeHidden(child)) {
            candidates.add(child);
            open.push(child);
          }
        }
      }
      return candidates;
    }

    private boolean mayBeHidden(CallNode node) {
      return libraries.isLibrary(node.frame())
          && node.selfNanos() <= slowNanos
          && node.lanes().isEmpty()
          && node.children().stream().noneMatch(child -> isApplication(child.frame()));
    }

    private boolean isApplication(Frame frame) {
      return frame.isMethod() && !libraries.isLibrary(frame);
    }

    /** Writes on each group what it hides, now that all of it is known. */
    void label() {
      groups.forEach(
          (group, frames) ->
              group.relabel(
                  "[" + frames.size() + " frames hidden]" + names(frames), frames.size()));
    }

    private String names(List<Frame> frames) {
      Set<String> names = new LinkedHashSet<>();
      frames.forEach(frame -> names.add(libraries.shortName(frame)));
      String joined = String.join(", ", names);
      if (joined.length() > LONGEST_NAMES) {
        joined = joined.substring(0, LONGEST_NAMES - 3) + "...";
      }
      return joined.isEmpty() ? "" : "  " + joined;
    }
  }
}
