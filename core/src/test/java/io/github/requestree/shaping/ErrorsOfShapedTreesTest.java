package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The error of a node is that of its whole time, so only those of disjoint subtrees add up. */
class ErrorsOfShapedTreesTest {

  @Test
  void siblingsTakenTogetherAddTheirSquares() {
    CallNode child = method("com.acme.A", "deep", 1, 2).errorNanos(1_000).build();
    CallNode others =
        OthersNode.ofSiblings(
                List.of(
                    method("com.acme.A", "a", 1, 2, child).errorNanos(30).build(),
                    method("com.acme.A", "b", 1, 2).errorNanos(40).build()))
            .get(0);

    assertThat(others.errorNanos()).isEqualTo(50);
  }

  @Test
  void aNodeThatLosesItsChildrenKeepsItsError() {
    CallNode small = method("com.acme.A", "small", 1, 0.1).errorNanos(7).build();
    CallNode tree =
        root("GET /x", method("com.acme.A", "a", 1, 500, small).errorNanos(30).build()).build();

    CallNode shaped = new MergeSmall(millis(1)).apply(tree);

    assertThat(shaped.children().get(0).children()).isEmpty();
    assertThat(shaped.children().get(0).errorNanos()).isEqualTo(30);
  }

  @Test
  void aMethodFoldedIntoTheRoundBeforeHasTheErrorOfItsOutermostAppearance() {
    CallNode inner = method("com.acme.A", "b", 1, 1).errorNanos(4).build();
    CallNode between = method("com.acme.A", "a", 1, 1, inner).errorNanos(3).build();
    CallNode outer = method("com.acme.A", "b", 1, 1, between).errorNanos(12).build();
    CallNode first = method("com.acme.A", "a", 1, 1, outer).errorNanos(20).build();

    CallNode folded = new FoldRecursion().apply(root("GET /x", first).build());

    CallNode b = folded.children().get(0).children().get(0);
    assertThat(b.errorNanos()).isEqualTo(12);
    // What stood between has lost the time of the inner one, and with it gained its error.
    assertThat(b.children().get(0).errorNanos()).isEqualTo(5);
  }

  @Test
  void selfTimeIsAsUncertainAsTheNodeAndItsChildren() {
    CallNode child = method("com.acme.A", "b", 1, 5).errorNanos(4).build();
    CallNode tree =
        root("GET /x", method("com.acme.A", "a", 1, 5, child).errorNanos(3).build()).build();

    CallNode a = new ShowSelf(millis(1)).apply(tree).children().get(0);

    assertThat(a.errorNanos()).isEqualTo(3);
    assertThat(a.children().get(1).errorNanos()).isEqualTo(5);
  }

  @Test
  void whateverIsDoneToATreeItsRootKeepsItsError() {
    for (int seed = 0; seed < 20; seed++) {
      CallNode tree = randomTree(seed, 400).toBuilder().errorNanos(123).build();

      assertThat(Shaping.DEFAULT.apply(tree, millis(1)).errorNanos()).isEqualTo(123);
    }
  }
}
