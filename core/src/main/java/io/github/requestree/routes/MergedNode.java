package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One path of frames in a merged tree, with the sums of its last frame over all single trees. */
final class MergedNode {

  final Frame frame;

  private @Nullable Map<Frame, MergedNode> calls;
  private @Nullable AwaitsAndLanes beside;
  private @Nullable MergedWaiting waiting;
  private @Nullable TextTally details;
  private CallNode.@Nullable Blocks blocks;
  private CallNode.Evidence evidence = CallNode.Evidence.NONE;
  private long unprovenNanos;
  private double shareNanos;
  private double shareSquares;
  private double shareProducts;
  private int line;
  private long lineVotes;

  MergedNode(Frame frame) {
    this.frame = frame;
  }

  /** Adds the own figures of a single tree's node, not those of its children. */
  void add(CallNode node) {
    addTimes(node);
    voteForLine(node);
    for (String detail : node.details()) {
      if (details == null) {
        details = new TextTally();
      }
      details.add(detail);
    }
  }

  /** Adds times only: those of a callee that found no room of its own. */
  void addTimes(CallNode node) {
    long proven = provenNanosOf(node);
    unprovenNanos += node.selfNanos() - proven;
    CallNode.Evidence own = node.evidence();
    evidence = evidence.plus(own).plus(CallNode.Evidence.of(0, proven - own.provenNanos()));
    CallNode.Blocks more = node.blocks();
    if (more != null) {
      blocks = blocks == null ? more : blocks.plus(more);
    }
    if (!node.selfWaiting().isEmpty()) {
      if (waiting == null) {
        waiting = new MergedWaiting();
      }
      waiting.add(node.selfWaiting(), proven);
    }
  }

  /** Notes the part of one request that this was, callees included. */
  void addShare(double nanos, double requestNanos) {
    shareNanos += nanos;
    shareSquares += nanos * nanos;
    shareProducts += nanos * requestNanos;
  }

  /**
   * Returns the variance of the node's time that comes from having seen some requests and not
   * others, if these are a few of many. It is that of a ratio: the sum of (x - p d)^2 over the
   * requests. There x is the node's time, d the request's, and p = x/d of all of them.
   */
  double varianceBetween(MergedNode root) {
    double share = root.shareNanos <= 0 ? 0 : shareNanos / root.shareNanos;
    return Math.max(
        0, shareSquares - 2 * share * shareProducts + share * share * root.shareSquares);
  }

  /** Returns the proven time, at most the node's time; more would break the sums. */
  static long provenNanosOf(CallNode node) {
    return Math.min(node.evidence().provenNanos(), node.selfNanos());
  }

  /** Takes a majority vote by time in constant memory: a line with over half of all time wins. */
  private void voteForLine(CallNode node) {
    if (node.line() == 0) {
      return;
    }
    long votes = Math.max(1, node.totalNanos());
    if (node.line() == line) {
      lineVotes += votes;
    } else if (votes > lineVotes) {
      line = node.line();
      lineVotes = votes - lineVotes;
    } else {
      lineVotes -= votes;
    }
  }

  /** Returns the node of a call made from here; null if it is new and there is no room. */
  @Nullable MergedNode call(Frame callee, NodeBudget budget) {
    if (calls == null) {
      calls = new LinkedHashMap<>();
    }
    return calls.computeIfAbsent(callee, key -> budget.take(1) ? new MergedNode(key) : null);
  }

  Collection<MergedNode> calls() {
    return calls == null ? List.of() : calls.values();
  }

  /** Returns the awaits and lanes of this place; made at the first call. */
  AwaitsAndLanes beside() {
    if (beside == null) {
      beside = new AwaitsAndLanes();
    }
    return beside;
  }

  /** Returns the awaits and lanes of this place; null if there are none. */
  @Nullable AwaitsAndLanes besideIfAny() {
    return beside;
  }

  /**
   * Returns the weight of its stacks; not less than 0, though a few long waits may say so by
   * chance.
   */
  long weightNanos() {
    return Math.max(0, evidence.weightNanos());
  }

  /** Returns the sums over its stacks; their weight may be below 0. */
  CallNode.Evidence evidence() {
    return evidence;
  }

  /** Returns the part of that in which its threads ran. */
  long runningWeightNanos() {
    return Math.max(0, Math.min(evidence.runningWeightNanos(), evidence.weightNanos()));
  }

  /**
   * Returns the node without its children.
   *
   * @param shown the frame to show, which may have a folded name
   * @param nanos the time it gets besides the proven time
   * @param cpuNanos the CPU time it gets
   */
  CallNode.Builder toBuilder(Frame shown, long nanos, long cpuNanos) {
    CallNode.Builder builder =
        CallNode.builder(shown)
            .line(line)
            .selfNanos(evidence.provenNanos() + nanos)
            .selfCpuNanos(cpuNanos)
            .evidence(
                new CallNode.Evidence(
                    evidence.walks(),
                    evidence.provenNanos(),
                    weightNanos(),
                    runningWeightNanos(),
                    evidence.weightSquares(),
                    0,
                    0))
            .addBlocks(blocks);
    long running = ExactSplit.of(nanos, runningWeightNanos(), weightNanos());
    if (waiting != null || running < nanos) {
      MergedWaiting known = waiting == null ? new MergedWaiting() : waiting;
      known.scaledTo(nanos - running, running, unprovenNanos).forEach(builder::selfWaiting);
    }
    if (details != null) {
      details.texts().forEach(builder::detail);
    }
    return builder;
  }
}
