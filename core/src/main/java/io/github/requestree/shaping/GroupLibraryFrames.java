package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.SafeText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides library frames called from library frames in one {@code [12 frames hidden]} line.
 *
 * <p>Some frames of a stretch of library code stay visible: the one that leads into it, and those
 * that lead out of it, to application code or to a lane. So do those with which another {@linkplain
 * LibraryRole part} begins, such as the first one of a template engine. So do those whose own time
 * is more than a fifth of the whole and no matter of chance. Fewer than two frames are not hidden,
 * since that would save no line, except for one in which a stack ended by chance.
 *
 * <p>Filter chains and reflection neither lead in nor out; they are always hidden.
 */
record GroupLibraryFrames(LibraryFrames libraries) implements Step {
  private static final int MIN_HIDDEN = 2;

  private static final int MAX_NAMES = 40;
  private static final Frame PLACEHOLDER = Frame.of(Frame.Kind.HIDDEN, "[frames hidden]");

  @Override
  public CallNode apply(CallNode root, Trail trail) {
    Grouping grouping = new Grouping(new FoldRule(libraries, root));
    NodeDraft result = RebuildDown.rebuild(root, () -> grouping);
    grouping.label();
    return result.toCallNode(trail);
  }

  /**
   * A node whose callees may be hidden.
   *
   * @param role the part that is played below it; null for none
   */
  private record Candidate(CallNode node, @Nullable LibraryRole role) {}

  private final class Grouping implements RebuildDown.Rule {
    private final FoldRule rule;
    private final Deque<Optional<LibraryRole>> roles = new ArrayDeque<>();
    private final Set<CallNode> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<NodeDraft, List<Frame>> groups = new IdentityHashMap<>();

    Grouping(FoldRule rule) {
      this.rule = rule;
    }

    @Override
    public NodeDraft enter(CallNode node, NodeDraft parent) {
      roles.push(Optional.ofNullable(rule.roleBelow(node, roleNow())));
      if (hidden.contains(node) || (libraries.isWay(node.frame()) && rule.mayBeHidden(node))) {
        boolean parentHidden = parent.frame().equals(PLACEHOLDER);
        NodeDraft group = parentHidden ? parent : parent.child(PLACEHOLDER);
        groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(node.frame());
        return group;
      }
      if (libraries.isLibrary(node.frame())) {
        List<CallNode> candidates = candidatesBelow(node);
        if (candidates.size() >= MIN_HIDDEN
            || candidates.stream()
                .anyMatch(one -> one.children().isEmpty() && FoldRule.isByChance(one))) {
          hidden.addAll(candidates);
        }
      }
      return parent.child(node.frame());
    }

    @Override
    public void leave(CallNode node) {
      roles.pop();
    }

    private @Nullable LibraryRole roleNow() {
      return roles.isEmpty() ? null : roles.element().orElse(null);
    }

    private List<CallNode> candidatesBelow(CallNode start) {
      List<CallNode> candidates = new ArrayList<>();
      Deque<Candidate> open = new ArrayDeque<>();
      open.push(new Candidate(start, roleNow()));
      while (!open.isEmpty()) {
        Candidate caller = open.pop();
        for (CallNode child : caller.node().children()) {
          LibraryRole role = rule.roleBelow(child, caller.role());
          if (role == caller.role() && rule.mayBeHidden(child)) {
            candidates.add(child);
            open.push(new Candidate(child, role));
          }
        }
      }
      return candidates;
    }

    /** Writes the hidden libraries on each group, now that all of them are known. */
    void label() {
      groups.forEach(
          (group, frames) ->
              group.relabel(
                  (frames.size() == 1
                          ? "[1 frame hidden]"
                          : "[" + frames.size() + " frames hidden]")
                      + names(frames),
                  frames.size()));
    }

    private String names(List<Frame> frames) {
      Set<String> names = new LinkedHashSet<>();
      frames.forEach(frame -> names.add(libraries.library(frame)));
      String joined = String.join(", ", names);
      if (joined.length() > MAX_NAMES) {
        joined = SafeText.cut(joined, MAX_NAMES - 3) + "...";
      }
      return joined.isEmpty() ? "" : "  " + joined;
    }
  }
}
