package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.FrameOnThread;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The awaits of one place, and the lanes that were handed off there. <em>Not</em> thread-safe. */
final class AwaitsAndLanes {

  /** The most awaits, and the most lanes, that one place tells apart. */
  static final int MAX = 100;

  static final Frame OTHER_AWAITS = Frame.of(Frame.Kind.AWAIT, "[await]  others");
  static final Frame OTHER_LANES = Frame.of(Frame.Kind.LANE, "[other hand-offs]");

  private final Map<Frame, MergedWait> waits = new LinkedHashMap<>();
  private final Map<FrameOnThread, MergedTree> lanes = new LinkedHashMap<>();

  /**
   * Returns the wait with this label, its numbers aside; null if it is new and there is no room.
   */
  @Nullable MergedWait waitLike(Frame label, NodeBudget budget) {
    return waits.computeIfAbsent(
        folded(label), key -> waits.size() < MAX && budget.take(1) ? new MergedWait(label) : null);
  }

  /**
   * Returns the wait that takes those without room. It needs none itself: there are two at most.
   */
  MergedWait otherWaits(Frame.Kind kind) {
    Frame label = kind == Frame.Kind.AWAIT ? OTHER_AWAITS : Frame.IN_LANES;
    return waits.computeIfAbsent(label, MergedWait::new);
  }

  /** Returns the tree of the lanes like this one; null if it is new and there is no room. */
  @Nullable MergedTree laneLike(CallNode root, NodeBudget budget) {
    String thread = root.lane() == null ? "" : FoldedName.fold(root.lane().thread());
    FrameOnThread key = new FrameOnThread(folded(root.frame()), thread);
    if (lanes.size() >= MAX && !lanes.containsKey(key)) {
      key = new FrameOnThread(OTHER_LANES, "");
    }
    Frame frame = key.frame().equals(OTHER_LANES) ? OTHER_LANES : root.frame();
    return lanes.computeIfAbsent(
        key, made -> budget.take(MergedTree.OWN_NODES) ? new MergedTree(frame, budget) : null);
  }

  Collection<MergedWait> waits() {
    return waits.values();
  }

  Collection<MergedTree> lanes() {
    return lanes.values();
  }

  private static Frame folded(Frame frame) {
    String name = FoldedName.fold(frame.name());
    return name.equals(frame.name())
        ? frame
        : new Frame(frame.kind(), frame.className(), name, null);
  }
}
