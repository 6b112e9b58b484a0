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

  /**
   * @param callersFirst all nodes of a tree
   * @param sharedNanos the time that was shared out by the weights
   */
  ShareErrors(List<MergedNode> callersFirst, long sharedNanos) {
    this.sharedNanos = sharedNanos;
    for (int i = callersFirst.size() - 1; i >= 0; i--) {
      MergedNode node = callersFirst.get(i);
      Sums sum = new Sums();
      sum.weights = node.weightNanos();
      sum.squares = node.weightSquares();
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
    return Math.round(sharedNanos * Math.sqrt(Math.max(0, variance)) / all.weights);
  }
}
