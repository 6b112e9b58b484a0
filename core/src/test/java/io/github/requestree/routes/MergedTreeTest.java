package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MergedTreeTest {

  @Test
  void the_same_frame_under_the_same_caller_is_one_node_and_under_another_it_is_two() {
    CallNode first =
        Singles.root()
            .addChild(Singles.call("a").addChild(Singles.running("x", MS, MS).build()).build())
            .build();
    CallNode second =
        Singles.root()
            .addChild(Singles.call("b").addChild(Singles.running("x", MS, MS).build()).build())
            .build();

    CallNode merged = Merging.mergeTrees(first, second, second);

    assertThat(Merging.at(merged, "a", "x").totalNanos()).isEqualTo(MS);
    assertThat(Merging.at(merged, "b", "x").totalNanos()).isEqualTo(2 * MS);
    assertThat(Merging.at(merged, "b", "x").evidence().walks()).isEqualTo(2);
    assertThat(Merging.at(merged, "b", "x").evidence().weightNanos()).isEqualTo(2 * MS);
    assertThat(Merging.at(merged, "b", "x").evidence().runningWeightNanos()).isEqualTo(2 * MS);
  }

  @Test
  void the_line_in_which_most_time_was_spent_wins() {
    CallNode merged =
        Merging.mergeTrees(atLine(10, 2 * MS), atLine(20, 3 * MS), atLine(10, 2 * MS));

    assertThat(Merging.at(merged, "x").line()).isEqualTo(10);
  }

  @Test
  void an_unknown_line_does_not_displace_a_known_one() {
    CallNode merged = Merging.mergeTrees(atLine(0, 9 * MS), atLine(20, MS), atLine(0, 9 * MS));

    assertThat(Merging.at(merged, "x").line()).isEqualTo(20);
  }

  private static CallNode atLine(int line, long nanos) {
    return Singles.root().addChild(Singles.running("x", nanos, MS).line(line).build()).build();
  }

  @Test
  void proven_time_stays_where_it_is_and_the_rest_follows_the_weights() {
    CallNode single =
        Singles.root()
            .addChild(Singles.waiting("sleep", WaitKind.SLEEPING, 90 * MS, 90 * MS, MS).build())
            .addChild(Singles.running("work", MS, 3 * MS).build())
            .addChild(Singles.notSampled(3 * MS, 0))
            .build();

    CallNode merged = Merging.mergeTrees(single);

    assertThat(Merging.at(merged, "sleep").selfNanos()).isEqualTo(91 * MS);
    assertThat(Merging.at(merged, "sleep").evidence().provenNanos()).isEqualTo(90 * MS);
    assertThat(Merging.at(merged, "sleep").selfWaiting())
        .isEqualTo(Map.of(WaitKind.SLEEPING, 91 * MS));
    assertThat(Merging.at(merged, "work").selfNanos()).isEqualTo(3 * MS);
    assertThat(Merging.at(merged, "work").selfCpuNanos()).isEqualTo(MS);
    assertThat(merged.children()).hasSize(2);
  }

  @Test
  void requests_without_any_walk_are_spoken_for_by_those_with_one() {
    CallNode walked = Singles.root().addChild(Singles.running("x", 2 * MS, MS).build()).build();
    CallNode unwalked = Singles.root().addChild(Singles.notSampled(MS / 2, MS / 4)).build();

    CallNode merged = Merging.mergeTrees(walked, unwalked, unwalked);

    assertThat(Merging.at(merged, "x").totalNanos()).isEqualTo(3 * MS);
    assertThat(Merging.at(merged, "x").totalCpuNanos()).isEqualTo(2 * MS + MS / 2);
    assertThat(merged.children()).hasSize(1);
  }

  @Test
  void walks_whose_stacks_came_too_late_stand_for_what_is_not_sampled() {
    CallNode walked = Singles.root().addChild(Singles.running("x", 4 * MS, 3 * MS).build()).build();
    CallNode lost =
        Singles.root()
            .evidence(new CallNode.Evidence(0, 0, 0, 0, 0, MS, 0))
            .addChild(Singles.notSampled(4 * MS, 4 * MS))
            .build();

    CallNode merged = Merging.mergeTrees(walked, lost);

    assertThat(Merging.at(merged, "x").totalNanos()).isEqualTo(6 * MS);
    assertThat(Merging.at(merged, "x").totalCpuNanos()).isEqualTo(6 * MS);
    assertThat(Merging.at(merged, "[not sampled]").totalNanos()).isEqualTo(2 * MS);
    assertThat(Merging.at(merged, "[not sampled]").totalCpuNanos()).isEqualTo(2 * MS);
    assertThat(merged.totalNanos()).isEqualTo(8 * MS);
  }

  @Test
  void a_route_without_any_walk_stays_not_sampled() {
    CallNode unwalked = Singles.root().addChild(Singles.notSampled(MS / 2, MS / 4)).build();

    CallNode merged = Merging.mergeTrees(unwalked, unwalked);

    assertThat(merged.children()).hasSize(1);
    assertThat(merged.children().get(0).frame()).isEqualTo(Frame.NOT_SAMPLED);
    assertThat(merged.children().get(0).totalNanos()).isEqualTo(MS);
    assertThat(merged.children().get(0).totalCpuNanos()).isEqualTo(MS / 2);
  }

  @Test
  void cpu_time_is_never_charged_to_a_wait_even_if_no_walk_met_the_thread_running() {
    CallNode single =
        Singles.root()
            .addChild(Singles.waiting("park", WaitKind.QUEUE, 50 * MS, 40 * MS, MS).build())
            .addChild(Singles.notSampled(2 * MS, MS))
            .build();

    CallNode merged = Merging.mergeTrees(single);

    assertThat(Merging.at(merged, "park").selfNanos()).isEqualTo(51 * MS);
    assertThat(Merging.at(merged, "park").selfCpuNanos()).isZero();
    assertThat(Merging.at(merged, "[not sampled]").selfNanos()).isEqualTo(MS);
    assertThat(Merging.at(merged, "[not sampled]").selfCpuNanos()).isEqualTo(MS);
  }

  @Test
  void cpu_time_that_is_left_where_all_time_is_proven_makes_no_node() {
    CallNode sleep = Singles.waiting("sleep", WaitKind.SLEEPING, 5 * MS, 5 * MS, MS).build();
    CallNode single = Singles.root().selfCpuNanos(900).addChild(sleep).build();

    CallNode merged = Merging.mergeTrees(single, single);

    assertThat(merged.children()).hasSize(1);
    assertThat(merged.selfCpuNanos()).isEqualTo(1_800);
  }

  @Test
  void unproven_waiting_keeps_its_kinds_in_proportion() {
    CallNode single =
        Singles.root()
            .addChild(
                Singles.call("read")
                    .selfNanos(10 * MS)
                    .selfWaiting(WaitKind.SOCKET, 6 * MS)
                    .selfWaiting(WaitKind.LOCK, 2 * MS)
                    .selfCpuNanos(2 * MS)
                    .evidence(new CallNode.Evidence(4, 4 * MS, 4 * MS, MS, 0, 0, 0))
                    .build())
            .addChild(Singles.notSampled(2 * MS, 0))
            .build();

    CallNode read = Merging.at(Merging.mergeTrees(single), "read");

    // 4 ms proven as 3 + 1; of the 8 others three quarters were seen waiting, again 3 to 1.
    assertThat(read.selfNanos()).isEqualTo(12 * MS);
    assertThat(read.selfWaiting().get(WaitKind.SOCKET)).isEqualTo(3 * MS + 6 * MS * 3 / 4);
    assertThat(read.selfWaiting().get(WaitKind.LOCK)).isEqualTo(MS + 6 * MS / 4);
  }

  @Test
  void waiting_for_a_cpu_is_a_share_of_the_running_time() {
    CallNode single =
        Singles.root()
            .addChild(
                Singles.running("work", 8 * MS, 8 * MS)
                    .selfCpuNanos(6 * MS)
                    .selfWaiting(WaitKind.NOT_SCHEDULED, 2 * MS)
                    .build())
            .addChild(Singles.notSampled(8 * MS, 6 * MS))
            .build();

    CallNode work = Merging.at(Merging.mergeTrees(single), "work");

    assertThat(work.selfWaiting()).isEqualTo(Map.of(WaitKind.NOT_SCHEDULED, 4 * MS));
    assertThat(work.selfCpuNanos()).isEqualTo(12 * MS);
  }

  @Test
  void a_walk_that_met_a_wait_without_charged_time_still_counts_as_waiting() {
    CallNode single =
        Singles.root()
            .addChild(
                Singles.call("park").evidence(new CallNode.Evidence(1, 0, MS, 0, 0, 0, 0)).build())
            .addChild(Singles.notSampled(2 * MS, 0))
            .build();

    assertThat(Merging.at(Merging.mergeTrees(single), "park").selfWaiting())
        .isEqualTo(Map.of(WaitKind.WAITING, 2 * MS));
  }

  @Test
  void time_that_two_threads_shared_stays_in_the_tree_twice() {
    CallNode root = Singles.root().addChild(Singles.running("x", 5 * MS, MS).build()).build();
    Profile single =
        Singles.profile(
            "GET /r",
            new Profile.Request("GET", "/r", "/r", 200, null),
            root,
            2 * MS,
            OptionalLong.of(root.totalCpuNanos()),
            List.of());

    Profile merged = Merging.merge(single, single);

    assertThat(merged.durationNanos()).isEqualTo(6 * MS);
    assertThat(merged.overlapNanos()).isEqualTo(4 * MS);
    assertThat(merged.root().totalNanos()).isEqualTo(10 * MS);
  }

  @Test
  void details_are_kept_once_and_a_few_of_them() {
    CallNode.Builder held = Singles.waiting("lock", WaitKind.LOCK, MS, MS, MS);
    for (char c = 'a'; c <= 'z'; c++) {
      held.detail("held by " + c).detail("held by pool-" + (int) c);
    }

    CallNode lock =
        Merging.at(Merging.mergeTrees(Singles.root().addChild(held.build()).build()), "lock");

    assertThat(lock.details()).hasSize(11).startsWith("held by a", "held by pool-*");
    assertThat(lock.details()).endsWith("and others");
  }

  @Test
  void odd_sums_are_shared_out_to_the_nanosecond() {
    CallNode.Builder root = Singles.root();
    for (int i = 0; i < 97; i++) {
      root.addChild(Singles.running("m" + i, 1, 1_000_003 + i).build());
    }
    CallNode tree = root.addChild(Singles.notSampled(1_000_000_007L, 999_999_937)).build();

    // The sums are asserted by Merging.
    CallNode merged = Merging.mergeTrees(tree, tree, tree);

    assertThat(Merging.at(merged, "m0").totalNanos()).isBetween(30_000_000L, 31_500_000L);
    assertThat(Merging.at(merged, "m96").totalNanos()).isBetween(30_000_000L, 31_500_000L);
  }
}
