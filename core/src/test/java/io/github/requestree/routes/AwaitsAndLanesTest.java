package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Awaits and lanes, which stand beside the calls of a merged tree. */
final class AwaitsAndLanesTest {

  @Test
  void awaits_are_summed_exactly_and_take_no_part_in_the_estimate() {
    CallNode single =
        Singles.root()
            .addChild(Singles.running("x", MS, MS).build())
            .addChild(Singles.await("[await]  until timeout", 500 * MS))
            .build();

    CallNode merged = Merging.mergeTrees(single, single, single);

    assertThat(Merging.at(merged, "x").totalNanos()).isEqualTo(3 * MS);
    CallNode await = Merging.at(merged, "[await]  until timeout");
    assertThat(await.totalNanos()).isEqualTo(1_500 * MS);
    assertThat(await.count()).isEqualTo(3);
    assertThat(await.frame().kind()).isEqualTo(Frame.Kind.AWAIT);
  }

  @Test
  void awaits_that_differ_in_the_number_of_a_thread_are_one() {
    CallNode merged =
        Merging.mergeTrees(
            awaitUntil("dispatch, then qtp1-33"),
            awaitUntil("dispatch, then qtp1-35"),
            awaitUntil("dispatch, then event-loop"),
            awaitUntil("dispatch, then qtp1-33"));

    assertThat(merged.children())
        .extracting(node -> node.frame().name())
        .containsExactly("dispatch, then qtp*-*", "dispatch, then event-loop");
    assertThat(merged.children()).extracting(CallNode::count).containsExactly(3, 1);
  }

  @Test
  void a_thread_that_is_always_the_same_keeps_its_number() {
    CallNode merged = Merging.mergeTrees(awaitUntil("then qtp1-33"), awaitUntil("then qtp1-33"));

    assertThat(Merging.at(merged, "then qtp1-33").count()).isEqualTo(2);
  }

  @Test
  void time_in_lanes_only_is_summed_exactly_with_its_waiting() {
    CallNode inLanes =
        CallNode.builder(Frame.IN_LANES)
            .selfNanos(7 * MS)
            .selfWaiting(WaitKind.WAITING, 7 * MS)
            .build();
    CallNode single = Singles.root().addChild(inLanes).build();

    CallNode merged = Merging.at(Merging.mergeTrees(single, single), "[on other threads]");

    assertThat(merged.frame()).isEqualTo(Frame.IN_LANES);
    assertThat(merged.totalNanos()).isEqualTo(14 * MS);
    assertThat(merged.selfWaiting()).containsEntry(WaitKind.WAITING, 14 * MS);
  }

  @Test
  void more_awaits_than_a_place_may_hold_go_into_one() {
    CallNode.Builder root = Singles.root();
    for (int i = 0; i < 150; i++) {
      root.addChild(Singles.await("until " + "x".repeat(i), MS));
    }

    CallNode merged = Merging.mergeTrees(root.build());

    assertThat(merged.children()).hasSize(AwaitsAndLanes.MAX + 1);
    assertThat(Merging.at(merged, "[await]  others").count()).isEqualTo(50);
    assertThat(Merging.at(merged, "[await]  others").totalNanos()).isEqualTo(50 * MS);
  }

  @Test
  void lanes_of_one_place_and_pool_are_one_lane_with_its_own_exact_total() {
    CallNode merged =
        Merging.mergeTrees(handingOffTo("pool-1-thread-1"), handingOffTo("pool-1-thread-2"));

    CallNode place = Merging.at(merged, "submit");
    assertThat(place.lanes()).hasSize(1);
    CallNode lane = place.lanes().get(0);
    assertThat(lane.count()).isEqualTo(2);
    assertThat(lane.totalNanos()).isEqualTo(2 * 24 * MS);
    assertThat(lane.totalCpuNanos()).isEqualTo(2 * 5 * MS);
    assertThat(Merging.at(lane, "work").totalNanos()).isEqualTo(2 * 4 * MS);
    assertThat(Merging.at(lane, "sleep").totalNanos()).isEqualTo(2 * 20 * MS);
    assertThat(lane.lane()).isEqualTo(new CallNode.Lane("pool-*-thread-*", false, true, 0, 0));
    assertThat(merged.totalNanos()).isEqualTo(2 * MS);
  }

  @Test
  void lanes_of_another_place_or_pool_are_other_lanes() {
    CallNode twoPools = Merging.mergeTrees(handingOffTo("pool-1"), handingOffTo("event-loop"));

    assertThat(Merging.at(twoPools, "submit").lanes())
        .extracting(lane -> lane.frame().name())
        .containsExactly("pool-1", "event-loop");
  }

  @Test
  void one_lane_that_was_cut_or_not_measured_marks_all_of_it() {
    CallNode whole = Singles.lane("p").selfNanos(MS).build();
    CallNode cut = whole.toBuilder().lane(new CallNode.Lane("p", true, false, 0, 0)).build();

    CallNode merged =
        Merging.mergeTrees(
            Singles.root().addLane(whole).build(), Singles.root().addLane(cut).build());

    assertThat(merged.lanes().get(0).lane()).isEqualTo(new CallNode.Lane("p", true, false, 0, 0));
  }

  @Test
  void more_lanes_than_a_place_may_hold_go_into_one() {
    CallNode.Builder root = Singles.root();
    for (int i = 0; i < 150; i++) {
      root.addLane(Singles.lane("t" + "x".repeat(i)).selfNanos(MS).build());
    }

    List<CallNode> lanes = Merging.mergeTrees(root.build()).lanes();

    assertThat(lanes).hasSize(AwaitsAndLanes.MAX + 1);
    assertThat(lanes.get(AwaitsAndLanes.MAX).frame()).isEqualTo(AwaitsAndLanes.OTHER_LANES);
    assertThat(lanes.get(AwaitsAndLanes.MAX).totalNanos()).isEqualTo(50 * MS);
    assertThat(lanes.get(AwaitsAndLanes.MAX).count()).isEqualTo(50);
  }

  private static CallNode awaitUntil(String label) {
    return Singles.root().addChild(Singles.await(label, MS)).build();
  }

  /** 1 ms on the request's thread; in the lane 4 ms of work, 1 of them seen, and 20 asleep. */
  private static CallNode handingOffTo(String thread) {
    CallNode sleep = Singles.waiting("sleep", WaitKind.SLEEPING, 20 * MS, 20 * MS, 0).build();
    CallNode lane =
        Singles.lane(thread)
            .addChild(Singles.running("work", MS, MS).build())
            .addChild(sleep)
            .addChild(Singles.notSampled(3 * MS, 4 * MS))
            .build();
    CallNode submit = Singles.running("submit", MS, MS).addLane(lane).build();
    return Singles.root().addChild(submit).build();
  }
}
