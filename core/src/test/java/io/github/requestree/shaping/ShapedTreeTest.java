package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapedTreeTest {
  private static final long RESOLUTION = millis(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 50, 400, 3000})
  void eachNodeIsWhereItsTimeIs(int nodes) {
    for (int seed = 0; seed < Repeats.of(30); seed++) {
      CallNode tree = randomTree(seed, nodes);
      // With a line for each, since own time without a line is in that of the others.
      ShapedTree shaped = Shaping.builder().limit(10_000).build().shape(tree, RESOLUTION);
      List<CallNode> measured = TreeWalk.nodesWithLanes(tree);
      List<CallNode> folded = TreeWalk.nodesWithLanes(shaped.folded());
      List<CallNode> shown = TreeWalk.nodesWithLanes(shaped.shown());

      assertThat(sums(measured, shaped.foldedOf(), folded.size()))
          .as("folded, seed %s", seed)
          .containsExactly(folded.stream().mapToLong(CallNode::selfNanos).toArray());
      assertThat(sums(folded, shaped.shownOf(), shown.size()))
          .as("shown, seed %s", seed)
          .containsExactly(shown.stream().mapToLong(ShapedTreeTest::ownNanos).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 50, 400})
  void whatHasNoLineIsBelowTheSameCall(int nodes) {
    for (int seed = 0; seed < Repeats.of(30); seed++) {
      CallNode tree = randomTree(seed, nodes);
      ShapedTree shaped = Shaping.builder().limit(1 + seed).build().shape(tree, RESOLUTION);
      List<CallNode> folded = TreeWalk.nodesWithLanes(shaped.folded());
      List<CallNode> shown = TreeWalk.nodesWithLanes(shaped.shown());
      long[] sums = sums(folded, shaped.shownOf(), shown.size());
      for (CallNode node : shown) {
        if (!node.children().isEmpty()) {
          long nanos = 0;
          for (CallNode below : TreeWalk.nodes(node)) {
            nanos += sums[shown.indexOf(below)];
          }
          assertThat(nanos).as("seed %s", seed).isEqualTo(node.totalNanos());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 50, 3000})
  void theTreeIsThatOfShapingAlone(int nodes) {
    CallNode tree = randomTree(nodes, nodes);
    assertThat(Outline.of(Shaping.DEFAULT.shape(tree, RESOLUTION).shown()))
        .isEqualTo(Outline.of(Shaping.DEFAULT.apply(tree, RESOLUTION)));
  }

  private static long[] sums(List<CallNode> nodes, List<Integer> places, int size) {
    long[] sums = new long[size];
    for (int i = 0; i < nodes.size(); i++) {
      sums[places.get(i)] += nodes.get(i).selfNanos();
    }
    return sums;
  }

  /** A line for a node's own time is the node's. */
  private static long ownNanos(CallNode node) {
    if (node.frame().kind() == Frame.Kind.SELF) {
      return 0;
    }
    long nanos = node.selfNanos();
    for (CallNode child : node.children()) {
      nanos += child.frame().kind() == Frame.Kind.SELF ? child.selfNanos() : 0;
    }
    return nanos;
  }
}
