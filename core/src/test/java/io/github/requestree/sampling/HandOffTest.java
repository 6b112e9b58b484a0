package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.recording.StackBase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandOffTest {

  private final FakeWorld world = new FakeWorld();
  private final ActiveProfile active = world.begin("GET /test");
  private final FakeThread caller =
      world.actsAs(FakeThread.request("caller").runs(S, "a.A.handle:1", "a.A.submits:2"));
  private final Segment request =
      world.enters(active, FakeThread.request("qtp1-1").runs(S, "a.A.handle:1", "a.A.submits:2"));

  @Test
  void aLaneHangsBelowTheFrameThatHandedItOff() {
    Segment lane = laneOf(world.handOff(request), "pool-1", 40 * MS);
    world.passes(60 * MS);
    active.state().close(lane);
    active.state().close(request);

    Profile profile = world.finish(active);

    CallNode submits = Trees.node(profile.root(), "submits");
    CallNode root = submits.lanes().get(0);
    assertThat(root.lane()).isEqualTo(new CallNode.Lane("pool-1", false, true, 60 * MS, 0));
    assertThat(root.totalNanos()).isEqualTo(60 * MS);
    assertThat(submits.totalNanos()).as("its own time only").isLessThanOrEqualTo(60 * MS);
    assertThat(profile.durationNanos()).isEqualTo(60 * MS);
    assertThat(profile.overlapNanos()).isZero();
  }

  @Test
  void withoutATokenTheLaneHangsBelowAPlaceThatIsNotKnown() {
    Budget budget = world.profiler.engine.budget(false);
    while (budget.tryTakeForCapture(US)) {
      // Until nothing is left.
    }
    active.state().close(laneOf(world.handOff(request), "pool-1", 40 * MS));
    active.state().close(laneOf(world.handOff(request), "pool-2", 40 * MS));
    active.state().close(request);

    Profile profile = world.finish(active);

    List<CallNode> unknown =
        Trees.all(profile.root(), node -> node.frame().equals(Frame.PLACE_NOT_SAMPLED));
    assertThat(unknown).hasSize(1);
    assertThat(unknown.get(0).lanes()).hasSize(2);
  }

  @Test
  void aLaneInALaneHangsInItsTree() {
    Segment outer = laneOf(world.handOff(request), "pool-1", 40 * MS);
    Segment inner = laneOf(world.handOff(outer), "pool-2", 40 * MS);
    world.passes(10 * MS);
    active.state().close(inner);
    active.state().close(outer);
    active.state().close(request);

    Profile profile = world.finish(active);

    CallNode outerRoot = Trees.node(profile.root(), "submits").lanes().get(0);
    assertThat(outerRoot.lane().thread()).isEqualTo("pool-1");
    List<CallNode> holders = Trees.all(outerRoot, node -> !node.lanes().isEmpty());
    assertThat(holders).hasSize(1);
    assertThat(holders.get(0).lanes().get(0).lane().thread()).isEqualTo("pool-2");
  }

  @Test
  void tenLanesAtOnceHaveEachTheirOwnTimeAndNoneOfItIsTheirParents() {
    List<Segment> lanes = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      lanes.add(laneOf(world.handOff(request), "pool-" + i, S));
    }
    for (Segment lane : lanes) {
      world.passes(10 * MS);
      active.state().close(lane);
    }
    active.state().close(request);

    Profile profile = world.finish(active);

    CallNode submits = Trees.node(profile.root(), "submits");
    assertThat(submits.lanes())
        .extracting(lane -> lane.lane().thread() + " " + lane.totalNanos() / MS)
        .containsExactlyInAnyOrder(
            "pool-1 10",
            "pool-2 20",
            "pool-3 30",
            "pool-4 40",
            "pool-5 50",
            "pool-6 60",
            "pool-7 70",
            "pool-8 80",
            "pool-9 90",
            "pool-10 100");
    assertThat(submits.lanes()).allMatch(lane -> lane.totalCpuNanos() == lane.totalNanos());
    assertThat(profile.durationNanos()).isEqualTo(100 * MS);
    assertThat(profile.root().totalNanos()).isEqualTo(100 * MS);
    assertThat(profile.overlapNanos()).isZero();
  }

  @Test
  void aLaneThatOutlivesItsRequestIsCutAndMarked() {
    Segment lane = laneOf(world.handOff(request), "pool-1", 40 * S);
    world.passes(50 * MS);
    active.state().close(request);
    Profile profile = world.finish(active);
    world.passes(S);
    active.state().close(lane);

    CallNode root = Trees.node(profile.root(), "submits").lanes().get(0);
    assertThat(root.lane().cut()).isTrue();
    assertThat(root.totalNanos()).isEqualTo(50 * MS);
    assertThat(lane.thread()).isNull();
  }

  @Test
  void aLaneThatBeginsAfterTheEndRecordsNothing() {
    HandOff handOff = world.handOff(request);
    active.state().close(request);
    world.finish(active);

    assertThat(open(handOff, FakeThread.lane("pool-1").runs(S, "a.A.a:1"))).isNull();
  }

  @Test
  void moreThanTwoHundredLanesAreCounted() {
    for (int i = 0; i < 203; i++) {
      Segment lane = open(world.handOff(request), FakeThread.lane("pool-1").runs(S, "a.A.a:1"));
      if (lane != null) {
        active.state().close(lane);
      }
    }
    active.state().close(request);

    Profile profile = world.finish(active);

    assertThat(Trees.node(profile.root(), "submits").lanes()).hasSize(200);
    assertThat(profile.notes()).contains("3 more hand-offs are not shown");
  }

  @Test
  void timeWithLanesAloneIsInLanes() {
    Segment lane = laneOf(world.handOff(request), "pool-1", 100 * MS);
    world.passes(20 * MS);
    active.state().close(request);
    active.suspend();
    world.passes(50 * MS);
    active.state().close(lane);
    world.passes(5 * MS);

    Profile profile = world.finish(active);

    assertThat(Trees.nanosOf(profile, "[on other threads]")).isEqualTo(50 * MS);
    assertThat(Trees.nanosOf(profile, "[await]  until complete")).isEqualTo(5 * MS);
    assertThat(profile.durationNanos()).isEqualTo(75 * MS);
    assertThat(profile.overlapNanos()).isZero();
  }

  @Test
  void aThreadThatWorksForNoProfileHandsNothingOff() {
    Runnable task = () -> {};

    assertThat(Profiler.wrap(task)).isSameAs(task);
    assertThat(caller.thread).isNotSameAs(Thread.currentThread());
  }

  @Test
  void manyLanesAtOnceAddUp() {
    List<Segment> lanes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lanes.add(laneOf(world.handOff(request), "pool-" + i, (i + 1) * MS));
      world.passes(MS);
    }
    lanes.forEach(active.state()::close);
    active.state().close(request);

    assertThat(world.finish(active).overlapNanos()).isZero();
  }

  private Segment laneOf(HandOff handOff, String thread, long nanos) {
    Segment lane = open(handOff, FakeThread.lane(thread).runs(nanos, "a.A.inLane:9"));
    assertThat(lane).isNotNull();
    return lane;
  }

  private Segment open(HandOff handOff, FakeThread thread) {
    world.begins(thread);
    return active.state().open(thread.thread, StackBase.marked(0), handOff, null);
  }
}
