package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Holds the trees of many requests, or of many lanes, and the sums that are known exactly.
 * <em>Not</em> thread-safe.
 */
final class MergedTree {

  /** More nodes than any report shows; a tree this large costs about 4 MB. */
  static final int MAX_NODES = 10_000;

  /** The root, the unsampled time, and the waits of either kind that found no room. */
  static final int OWN_NODES = 4;

  final MergedNode root;
  final NodeBudget budget;

  private final FoldedName rootName;
  private @Nullable FoldedName thread;
  private boolean cut;
  private long wallNanos;
  private long lateNanos;
  private boolean cpuMeasured = true;
  private long lanes;
  private long onThreadNanos;
  private long cpuNanos;
  private long provenNanos;
  private long lostWeightNanos;
  private long lateNanosOfStacks;
  private long requests;

  MergedTree(Frame rootFrame, NodeBudget budget) {
    root = new MergedNode(rootFrame);
    rootName = new FoldedName(rootFrame.name());
    this.budget = budget;
  }

  /** Counts one more lane that this tree is made of. */
  void addLane(CallNode laneRoot) {
    lanes += laneRoot.count();
    if (!root.frame.equals(AwaitsAndLanes.OTHER_LANES)) {
      rootName.add(laneRoot.frame().name());
    }
    CallNode.Lane lane = laneRoot.lane();
    if (lane == null) {
      return;
    }
    if (thread == null) {
      thread = new FoldedName(lane.thread());
    }
    thread.add(lane.thread());
    cut |= lane.cut();
    cpuMeasured &= lane.cpuMeasured();
    wallNanos += lane.wallNanos();
    lateNanos += lane.lateNanos();
  }

  /**
   * Returns the root without its children; the parameters are those of {@link
   * MergedNode#toBuilder}.
   */
  CallNode.Builder rootBuilder(long nanos, long cpuNanos) {
    if (lanes == 0) {
      return root.toBuilder(root.frame, nanos, cpuNanos);
    }
    Frame known = root.frame;
    Frame shown = new Frame(known.kind(), known.className(), rootName.toString(), known.fileName());
    CallNode.Builder builder =
        root.toBuilder(shown, nanos, cpuNanos).count((int) Math.min(lanes, Integer.MAX_VALUE));
    if (thread != null) {
      builder.lane(new CallNode.Lane(thread.toString(), cut, cpuMeasured, wallNanos, lateNanos));
    }
    return builder;
  }

  /** Counts one more request that this tree is made of. */
  void addRequest() {
    requests++;
  }

  /** Counts the own times of a node that is on a thread. */
  void addSelf(CallNode node) {
    onThreadNanos += node.selfNanos();
    cpuNanos += node.selfCpuNanos();
    provenNanos += MergedNode.provenNanosOf(node);
    lostWeightNanos += node.evidence().lostWeightNanos();
    lateNanosOfStacks += node.evidence().lateNanos();
  }

  /**
   * Counts time for which no methods are known; it becomes part of the time that the stacks share
   * out.
   */
  void addNotSampled(CallNode node) {
    onThreadNanos += node.totalNanos();
    cpuNanos += node.totalCpuNanos();
  }

  /** Adds time on no thread at this place or, if there is no room, at the root. */
  void addWait(MergedNode place, CallNode wait) {
    MergedWait known = place.beside().waitLike(wait.frame(), budget);
    if (known == null) {
      root.beside().otherWaits(wait.frame().kind()).addTimes(wait);
    } else {
      known.add(wait);
    }
  }

  /** Returns the time on a thread whose place only the stacks tell. */
  long unprovenNanos() {
    return onThreadNanos - provenNanos;
  }

  /** Returns the weight of the stacks that came when the thread had left. */
  long lostWeightNanos() {
    return lostWeightNanos;
  }

  /**
   * Returns the time that late stacks have moved from the beginning of each request or lane to what
   * came next, at most.
   *
   * @param walks the number of stacks
   */
  double lateNanos(long walks) {
    return walks == 0 ? 0 : (double) lateNanosOfStacks / walks * (requests + lanes);
  }

  long cpuNanos() {
    return cpuNanos;
  }
}
