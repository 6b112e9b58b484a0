package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class MergeBoundsTest {

  @Test
  void what_does_not_fit_into_a_tree_becomes_part_of_its_caller_and_is_counted() {
    CallNode.Builder busy = Singles.call("busy");
    for (int i = 0; i < 12_000; i++) {
      CallNode callee = Singles.running("callee", MS, MS).build();
      busy.addChild(Singles.call("m" + i).addChild(callee).build());
    }

    Profile merged =
        Merging.merge(Singles.request("GET", "/r", Singles.root().addChild(busy.build()).build()));

    assertThat(Merging.all(merged.root())).hasSizeLessThanOrEqualTo(MergedTree.MAX_NODES);
    CallNode place = Merging.at(merged.root(), "busy");
    assertThat(place.totalNanos()).isEqualTo(12_000 * MS);
    assertThat(place.selfNanos()).isGreaterThan(2_000 * MS);
    int missing = 2 * 12_000 + 2 - Merging.all(merged.root()).size();
    assertThat(merged.notes())
        .contains(
            String.format(Locale.ROOT, "%,d", missing)
                + " calls did not fit into the tree: part of their callers");
  }

  @Test
  void a_full_tree_still_takes_what_it_knows_and_every_await() {
    CallNode.Builder full = Singles.root().addChild(Singles.running("known", MS, MS).build());
    for (int i = 0; i < 12_000; i++) {
      full.addChild(Singles.running("m" + i, MS, MS).build());
    }
    CallNode.Builder later =
        Singles.root()
            .addChild(Singles.running("known", MS, MS).build())
            .addChild(Singles.await("[await]", 70 * MS))
            .addLane(Singles.lane("p").selfNanos(MS).build());

    Profile merged =
        Merging.merge(
            Singles.request("GET", "/r", full.build()),
            Singles.request("GET", "/r", later.build()));

    assertThat(Merging.at(merged.root(), "known").totalNanos()).isEqualTo(2 * MS);
    assertThat(Merging.at(merged.root(), "[await]  others").totalNanos()).isEqualTo(70 * MS);
    assertThat(Merging.all(merged.root())).hasSizeLessThanOrEqualTo(MergedTree.MAX_NODES);
    assertThat(merged.notes()).contains("1 hand-offs did not fit into the tree");
  }

  @Test
  void all_trees_of_a_window_together_are_bounded() {
    List<Profile> singles = new ArrayList<>();
    for (int route = 0; route < 20; route++) {
      CallNode.Builder root = Singles.root();
      for (int i = 0; i < 9_000; i++) {
        root.addChild(Singles.running("m" + i, MS, MS).build());
      }
      singles.add(Singles.request("GET", "/" + route, root.build()));
    }

    List<Profile> merged = Merging.mergeRoutes(singles);

    assertThat(merged).hasSize(20);
    assertThat(merged.stream().mapToInt(profile -> Merging.all(profile.root()).size()).sum())
        .isLessThanOrEqualTo(RouteWindow.MAX_NODES + 20 * MergedTree.OWN_NODES);
  }

  @Test
  void a_tree_as_deep_as_stacks_may_be_is_merged() {
    CallNode node = Singles.running("leaf", MS, MS).build();
    for (int i = 0; i < 511; i++) {
      node = Singles.call("recurse").addChild(node).build();
    }

    CallNode merged = Merging.mergeTrees(Singles.root().addChild(node).build());

    assertThat(Merging.all(merged)).hasSize(513);
    assertThat(merged.totalNanos()).isEqualTo(MS);
  }

  @Test
  void lanes_within_lanes_are_merged_however_deep_they_are() {
    CallNode lane = Singles.lane("pool-1").selfNanos(MS).build();
    for (int i = 0; i < 2_000; i++) {
      CallNode submit = Singles.running("submit", MS, MS).addLane(lane).build();
      lane = Singles.lane("pool-1").addChild(submit).build();
    }
    CallNode root = Singles.root().addLane(lane).build();

    CallNode merged = Merging.mergeTrees(root, root);

    int depth = 0;
    for (CallNode node = merged; !node.lanes().isEmpty(); depth++) {
      node = node.lanes().get(0);
      node = node.children().isEmpty() ? node : node.children().get(0);
    }
    assertThat(depth).isBetween(1_900, 2_001);
  }

  @Test
  void a_single_tree_is_not_kept() {
    MergedTree tree =
        new MergedTree(Singles.frame("root"), new NodeBudget(MergedTree.MAX_NODES, null));
    CallNode root = Singles.root().addChild(Singles.running("x", MS, MS).build()).build();
    for (int i = 0; i < 1_000; i++) {
      TreeMerger.merge(root, tree);
    }

    assertThat(tree.root.calls()).hasSize(1);
    assertThat(TreeEstimate.of(tree, 0).totalNanos()).isEqualTo(1_000 * MS);
  }
}
