package io.github.requestree.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates the errors of the shares of a merged tree: few stacks say less than many, and a stack
 * that stands for much more than others adds to the error.
 *
 * <p>Let w be the weights, W their sum, W2 the sum of their squares, and p the share of a node. The
 * variance of p is then ((1 - p)^2 W2 of the node + p^2 W2 of all others) / W^2.
 *
 * <p>More stacks do not help against their lateness. A method at the beginning of each request
 * loses up to the delay of a stack to what comes next. Twice the error covers all of that.
 */
final class ShareErrors {

  /** Weights and their squares, those of callees included. */
  private static final class Sums {
    double weights;
    double squares;
  }

  private final Map<MergedNode, Sums> sums = new HashMap<>();
  private final Sums all;
  private final long sharedNanos;
  private final double lateNanos;

  /**
   * @param callersFirst all nodes of a tree
   * @param sharedNanos the time that was shared out by the weights
   * @param lateNanos the time that late stacks have moved at most
   */
  ShareErrors(List<MergedNode> callersFirst, long sharedNanos, double lateNanos) {
    this.sharedNanos = sharedNanos;
    this.lateNanos = lateNanos;
    for (int i = callersFirst.size() - 1; i >= 0; i--) {
      MergedNode node = callersFirst.get(i);
      Sums sum = new Sums();
      sum.weights = node.weightNanos();
      sum.squares = node.evidence().weightSquares();
      for (MergedNode call : node.calls()) {
        Sums below = sums.getOrDefault(call, sum);
        sum.weights += below.weights;
        sum.squares += below.squares;
      }
      sums.put(node, sum);
    }
    all = sums.getOrDefault(callersFirst.get(0), new Sums());
  }

  /** Returns one standard error of the node's time, callees included. */
  long of(MergedNode node) {
    Sums sum = sums.getOrDefault(node, all);
    if (all.weights <= 0) {
      return 0;
    }
    double share = sum.weights / all.weights;
    double variance =
        (1 - share) * (1 - share) * sum.squares + share * share * (all.squares - sum.squares);
    double moved = Math.min(lateNanos / 2, sharedNanos * Math.min(share, 1 - share));
    double ofWeights = sharedNanos * Math.sqrt(Math.max(0, variance)) / all.weights;
    return Math.round(Math.hypot(ofWeights, moved));
  }
}
