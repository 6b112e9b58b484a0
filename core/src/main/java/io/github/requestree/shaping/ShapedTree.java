package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A tree as it is to be shown, and where the nodes of the measured one are in it. Nodes have the
 * numbers that {@link TreeWalk#nodesWithLanes} gives them. Immutable and thread-safe.
 *
 * @param folded the measured tree without our own frames, with recursion and library frames folded
 * @param shown what of {@code folded} is worth a line, as {@link Shaping#apply} returns it
 * @param foldedOf the number of the node of {@code folded} that has the time of each measured node
 * @param shownOf the number of the node of {@code shown} that has the time of each node of {@code
 *     folded}
 */
public record ShapedTree(
    CallNode folded, CallNode shown, List<Integer> foldedOf, List<Integer> shownOf) {

  public ShapedTree {
    foldedOf = List.copyOf(foldedOf);
    shownOf = List.copyOf(shownOf);
  }

  static ShapedTree of(CallNode measured, List<Step> folding, List<Step> choice) {
    List<CallNode> foldedEnds = new ArrayList<>();
    CallNode folded = Trail.follow(TreeWalk.nodesWithLanes(measured), folding, foldedEnds);
    List<CallNode> shownEnds = new ArrayList<>();
    CallNode shown = Trail.follow(TreeWalk.nodesWithLanes(folded), choice, shownEnds);
    return new ShapedTree(folded, shown, numbers(foldedEnds, folded), numbers(shownEnds, shown));
  }

  private static List<Integer> numbers(List<CallNode> ends, CallNode root) {
    IdentityHashMap<CallNode, Integer> numbers = new IdentityHashMap<>();
    for (CallNode node : TreeWalk.nodesWithLanes(root)) {
      numbers.putIfAbsent(node, numbers.size());
    }
    return ends.stream().map(numbers::get).toList();
  }
}
