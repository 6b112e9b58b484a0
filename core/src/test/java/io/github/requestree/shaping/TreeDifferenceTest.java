package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeDifferenceTest {

  @Test
  void whatTookLongerAndWhatTookLessHaveASign() {
    CallNode single =
        root(
                "GET /r",
                method("app.A", "load", 1, 12).build(),
                method("app.A", "show", 2, 1).build())
            .build();
    CallNode usual =
        root("GET /r", method("app.A", "load", 1, 2).build(), method("app.A", "show", 2, 4).build())
            .build();

    assertThat(shown(single, usual))
        .isEqualTo(
            """
            7 GET /r
              10 A.load
              -3 A.show
            """);
  }

  @Test
  void theSumHasTheNodesOfTheDifferenceSoThatBothGiveEachOfTheTwo() {
    for (long seed = 0; seed < 200; seed++) {
      CallNode single = randomTree(seed, 40);
      CallNode usual = randomTree(seed + 1_000, 40);
      List<CallNode> sums = TreeWalk.nodesWithLanes(TreeDifference.sum(single, usual));
      List<CallNode> changes = TreeWalk.nodesWithLanes(TreeDifference.of(single, usual).root());

      assertThat(sums).extracting(CallNode::frame).isEqualTo(frames(changes));
      long after = 0;
      long before = 0;
      for (int i = 0; i < sums.size(); i++) {
        long twice = sums.get(i).selfNanos() + changes.get(i).selfNanos();
        assertThat(twice % 2).isZero();
        after += twice / 2;
        before += (sums.get(i).selfNanos() - changes.get(i).selfNanos()) / 2;
      }
      assertThat(after).isEqualTo(selfNanos(single));
      assertThat(before).isEqualTo(selfNanos(usual));
    }
  }

  private static List<Frame> frames(List<CallNode> nodes) {
    return nodes.stream().map(CallNode::frame).toList();
  }

  private static long selfNanos(CallNode tree) {
    return TreeWalk.nodesWithLanes(tree).stream().mapToLong(CallNode::selfNanos).sum();
  }

  @Test
  void whatIsNewIsMarkedAtItsTopAndWhatIsMissingIsLess() {
    CallNode lock = waiting("app.Stock", "lock", WaitKind.LOCK, 198).detail("held by w-1").build();
    CallNode single = root("r", method("app.A", "buy", 1, 2, lock).build()).build();
    CallNode usual =
        root("r", method("app.A", "buy", 1, 2, method("app.A", "log", 3, 5).build()).build())
            .build();

    assertThat(shown(single, usual))
        .isEqualTo(
            """
            193 r
              193 A.buy
                198 Stock.lock  held by w-1  new
                -5 A.log
            """);
  }

  @Test
  void theRootSaysTheDifferenceOfTheRootsWhateverIsBelow() {
    for (int seed = 0; seed < 40; seed++) {
      CallNode single = randomTree(seed, 200);
      CallNode usual = randomTree(seed + 1_000, 300);

      TreeDifference difference = TreeDifference.of(single, usual);

      long expected = single.totalNanos() - usual.totalNanos();
      assertThat(difference.root().totalNanos()).isEqualTo(expected);
      assertThat(difference.root().totalCpuNanos())
          .isEqualTo(single.totalCpuNanos() - usual.totalCpuNanos());
      for (int lines : new int[] {1, 5, 15}) {
        CallNode largest = difference.largest(Shaping.DEFAULT, millis(5), lines);
        assertThat(largest.totalNanos()).isEqualTo(expected);
        // What is left of the nodes below one that is shown is a line more.
        assertThat(TreeWalk.nodesWithLanes(largest)).hasSizeLessThanOrEqualTo(3 * lines);
      }
    }
  }

  @Test
  void aTreeDiffersFromItselfInNothing() {
    CallNode tree = randomTree(7, 500);

    for (CallNode node : TreeWalk.nodesWithLanes(TreeDifference.of(tree, tree).root())) {
      assertThat(node.totalNanos()).isZero();
      assertThat(node.selfWaiting()).isEmpty();
      assertThat(node.details()).doesNotContain(TreeDifference.NEW);
    }
  }

  @Test
  void awaitsAndLanesThatDifferInTheNumbersOfTheirThreadsAreTheSame() {
    CallNode single =
        root("r", await("[await]  until dispatch, then qtp1-33", 50))
            .addLane(lane("pool-1-thread-2", method("app.A", "work", 1, 8).build()).build())
            .addLane(lane("pool-1-thread-3", method("app.A", "work", 1, 9).build()).build())
            .build();
    CallNode usual =
        root("r", await("[await]  until dispatch, then qtp*-*", 10))
            .addLane(lane("pool-*-thread-*", method("app.A", "work", 1, 2).build()).build())
            .build();

    assertThat(shown(single, usual))
        .isEqualTo(
            """
            40 r
              40 [await]  until dispatch, then qtp1-33
              > 15 pool-1-thread-2
                15 A.work
            """);
  }

  @Test
  void aDifferenceThatTwoOthersHideIsShown() {
    CallNode single =
        root("r", method("app.A", "run", 1, 0, method("app.A", "x", 1, 90).build()).build())
            .build();
    CallNode usual =
        root("r", method("app.A", "run", 1, 0, method("app.A", "y", 1, 80).build()).build())
            .build();

    assertThat(shown(single, usual))
        .isEqualTo(
            """
            10 r
              10 A.run
                90 A.x  new
                -80 A.y
            """);
  }

  @Test
  void waitingDiffersByKind() {
    CallNode single = waiting("app.A", "m", WaitKind.LOCK, 30).build();
    CallNode usual = waiting("app.A", "m", WaitKind.SOCKET, 10).build();

    CallNode difference =
        TreeDifference.of(root("r", single).build(), root("r", usual).build()).root();

    assertThat(difference.children().get(0).selfWaiting())
        .containsEntry(WaitKind.LOCK, millis(30))
        .containsEntry(WaitKind.SOCKET, millis(-10))
        .hasSize(2);
  }

  @Test
  void treesAsDeepAsStacksAndLanesInLanesAreCompared() {
    CallNode node = method("app.A", "leaf", 1, 1).build();
    for (int i = 0; i < 20_000; i++) {
      node =
          i % 100 == 0
              ? ProfileFixture.root("r").addLane(lane("w", node).build()).build()
              : method("app.A", "m", 1, 0, node).build();
    }

    assertThat(TreeDifference.of(node, root("r").build()).root().totalNanos())
        .isEqualTo(node.totalNanos());
  }

  private static String shown(CallNode single, CallNode usual) {
    return Outline.of(TreeDifference.of(single, usual).largest(Shaping.DEFAULT, millis(1), 15));
  }
}
