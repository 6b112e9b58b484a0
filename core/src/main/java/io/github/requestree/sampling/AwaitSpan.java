package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An await and its label. Immutable.
 *
 * @param await the time of it
 * @param frame the reason for its end and the thread that went on; one object for all equal labels
 */
record AwaitSpan(AwaitFinder.Await await, Frame frame) {

  private static final int MAX_LABELS = 100;

  /** All awaits of a profile, in order. */
  static List<AwaitSpan> of(AwaitFinder coverage, ProfileState active, boolean stillRunning) {
    List<AwaitSpan> awaits = new ArrayList<>();
    Map<String, Frame> frames = new HashMap<>();
    List<AwaitReason> ends = active.noted().awaitReasons();
    String last =
        stillRunning ? "so far" : active.expired() != null ? "until let go" : "until complete";
    for (AwaitFinder.Await await : coverage.awaits()) {
      String label = label(await, ends, last);
      if (frames.size() >= MAX_LABELS && !frames.containsKey(label)) {
        label = "[await]  others";
      }
      awaits.add(
          new AwaitSpan(
              await, frames.computeIfAbsent(label, text -> Frame.of(Frame.Kind.AWAIT, text))));
    }
    return awaits;
  }

  /**
   * @param last the end of the last await, in words
   */
  private static String label(AwaitFinder.Await await, List<AwaitReason> ends, String last) {
    ChargedSegment next = await.next();
    String how =
        next == null ? last : "until " + (next.segment().isLane() ? "hand-off" : "dispatch");
    for (AwaitReason end : ends) {
      if (end.nanos() >= await.startNanos() && end.nanos() <= await.endNanos()) {
        how = "until " + end.how();
      }
    }
    String then = next == null ? "" : ", then " + next.segment().threadName();
    return "[await]  " + how + then;
  }

  long nanos() {
    return await.endNanos() - await.startNanos();
  }

  /** Adds them to a tree; those with equal labels are one node. */
  static void addTo(CallNode.Builder root, List<AwaitSpan> awaits) {
    Map<Frame, long[]> sums = new LinkedHashMap<>();
    for (AwaitSpan await : awaits) {
      long[] sum = sums.computeIfAbsent(await.frame, key -> new long[2]);
      sum[0] += await.nanos();
      sum[1]++;
    }
    sums.forEach(
        (frame, sum) ->
            root.addChild(CallNode.builder(frame).selfNanos(sum[0]).count((int) sum[1]).build()));
  }
}
