package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapingPropertiesTest {
  private static final long RESOLUTION = millis(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 50, 400, 3000})
  void noStepChangesWhatATreeSumsUpTo(int nodes) {
    for (int seed = 0; seed < Repeats.of(40); seed++) {
      for (boolean showHidden : new boolean[] {false, true}) {
        CallNode tree = randomTree(seed, nodes);
        Sums sums = Sums.of(tree);
        Shaping shaping = Shaping.builder().showHidden(showHidden).limit(1 + seed * 3).build();
        for (Step step : shaping.steps(RESOLUTION)) {
          tree = step.apply(tree);
          assertThat(Sums.of(tree)).as("%s, seed %s", step, seed).isEqualTo(sums);
        }
      }
    }
  }

  @Test
  void aStepLeavesTheGivenTreeAsItIs() {
    CallNode tree = randomTree(7, 500);
    String before = Outline.of(tree);

    Shaping.DEFAULT.apply(tree, RESOLUTION);

    assertThat(Outline.of(tree)).isEqualTo(before);
  }

  @Test
  void onlyTheNodesThatStandForOthersGoBeyondTheLimit() {
    for (int seed = 0; seed < Repeats.of(50); seed++) {
      CallNode tree = randomTree(seed, 2000);
      CallNode shaped = Shaping.builder().limit(30).build().apply(tree, RESOLUTION);

      List<CallNode> nodes = TreeWalk.nodesWithLanes(shaped);
      long inner = nodes.stream().filter(node -> !node.children().isEmpty()).count();
      long counted = nodes.stream().filter(node -> !OthersNode.isOthers(node)).count();
      assertThat(counted).isLessThanOrEqualTo(30 + inner);
    }
  }

  @Test
  void printedNodesAddUpToTheirParentWithinTheResolution() {
    for (int seed = 0; seed < Repeats.of(50); seed++) {
      CallNode shaped = Shaping.DEFAULT.apply(randomTree(seed, 2000), RESOLUTION);
      for (CallNode node : TreeWalk.nodesWithLanes(shaped)) {
        if (!node.children().isEmpty()) {
          assertThat(node.selfNanos()).isBetween(0L, RESOLUTION);
        }
      }
    }
  }

  @Test
  void shapingATreeTwiceGivesTheSameTree() {
    CallNode tree = randomTree(3, 5000);
    assertThat(Outline.of(Shaping.DEFAULT.apply(tree, RESOLUTION)))
        .isEqualTo(Outline.of(Shaping.DEFAULT.apply(tree, RESOLUTION)));
  }

  @Test
  void aPathOfTenThousandDifferentNodesOverflowsNoStack() {
    CallNode tree = root("GET /deep", chain(10_000, index -> "m" + index)).build();
    Sums sums = Sums.of(tree);

    CallNode shaped = Shaping.builder().limit(10_000).build().apply(tree, RESOLUTION);

    assertThat(Sums.of(shaped)).isEqualTo(sums);
  }

  @Test
  void lanesThatHandOffLanesTenThousandTimesOverflowNoStack() {
    CallNode node = lane("pool-0", method("com.acme.Task", "run", 1, 2).build()).build();
    for (int i = 0; i < 10_000; i++) {
      CallNode task = method("com.acme.Task", "run", 1, 2).addLane(node).build();
      node = lane("pool-" + i % 2, task).build();
    }
    CallNode tree = root("GET /relay").addLane(node).build();
    Sums sums = Sums.of(tree);

    assertThat(Sums.of(Shaping.DEFAULT.apply(tree, RESOLUTION))).isEqualTo(sums);
  }

  @Test
  void aTreeWithoutAnyTimeStaysARoot() {
    CallNode tree =
        root(
                "GET /fast",
                method("com.acme.A", "a", 1, 0).evidence(CallNode.Evidence.of(1, 0)).build())
            .build();

    CallNode shaped = Shaping.DEFAULT.apply(tree, RESOLUTION);

    assertThat(shaped.children()).isEmpty();
    assertThat(shaped.totalWalks()).isEqualTo(1);
  }

  private static CallNode chain(int depth, java.util.function.IntFunction<String> name) {
    CallNode node = method("com.acme.Deep", name.apply(0), 1, 2).build();
    for (int index : IntStream.range(1, depth).toArray()) {
      node = method("com.acme.Deep", name.apply(index), 1, 2, node).build();
    }
    return node;
  }
}
