package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingUnderScarcityTest {

  private static final SamplingOptions TWO_PERCENT = SamplingOptions.DEFAULT;

  @Test
  void aThousandWaitingRequestsCostNoMoreThanTheBudget() {
    FakeWorld world = new FakeWorld(TWO_PERCENT, 1).costing(US, 150 * US).withoutSavings();
    List<ActiveProfile> actives = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ActiveProfile active = world.begin("GET /wait/" + i);
      actives.add(active);
      segments.add(
          world.enters(active, FakeThread.request("qtp1-" + i).sleeps(100 * S, "a.A.a:1")));
    }
    world.passes(5 * S);
    long spentBefore = world.spentNanos();

    world.passes(20 * S);

    long spent = world.spentNanos() - spentBefore;
    assertThat(spent).as("2 % of 20 s").isBetween((long) (0.8 * 400 * MS), 420 * MS);
    Profile last = null;
    for (int i = 0; i < actives.size(); i++) {
      actives.get(i).state().close(segments.get(i));
      last = world.finish(actives.get(i));
      assertThat(Trees.nanosOf(last, "sleep")).isGreaterThan(15 * S);
    }
    assertThat(last.sampling().walks()).isLessThan(20);
  }

  @Test
  void aBusyRequestAmongAThousandThatWaitGetsItsStacks() {
    FakeWorld world = new FakeWorld(TWO_PERCENT, 1).costing(US, 150 * US).withoutSavings();
    for (int i = 0; i < 1_000; i++) {
      world.enters(
          world.begin("GET /wait"), FakeThread.request("qtp1-" + i).sleeps(300 * S, "a.A.a:1"));
    }
    world.passes(20 * S);
    ActiveProfile busy = world.begin("GET /busy");
    Segment segment = world.enters(busy, FakeThread.request("busy").runs(100 * S, "a.A.b:1"));

    world.passes(10 * S);

    busy.state().close(segment);
    assertThat(world.finish(busy).sampling().walks()).isGreaterThan(50);
  }

  @Test
  void aBusyRequestAmongThousandsThatWaitGetsItsStacks() {
    FakeWorld world = new FakeWorld(TWO_PERCENT, 1).costing(US, 150 * US).withoutSavings();
    for (int i = 0; i < 4_000; i++) {
      world.enters(
          world.begin("GET /wait"), FakeThread.request("qtp1-" + i).sleeps(900 * S, "a.A.a:1"));
    }
    world.passes(60 * S);
    ActiveProfile busy = world.begin("GET /busy");
    Segment segment = world.enters(busy, FakeThread.request("busy").runs(100 * S, "a.A.b:1"));

    world.passes(10 * S);

    busy.state().close(segment);
    assertThat(world.finish(busy).sampling().walks()).isGreaterThan(50);
  }

  @Test
  void twentyBusyRequestsUseTheBudgetAndNoMore() {
    FakeWorld world = new FakeWorld(TWO_PERCENT, 2).costing(US, 150 * US).withoutSavings();
    for (int i = 0; i < 20; i++) {
      world.enters(
          world.begin("GET /busy"), FakeThread.request("qtp1-" + i).runs(100 * S, "a.A.a:1"));
    }
    world.passes(5 * S);
    long spentBefore = world.spentNanos();

    world.passes(20 * S);

    assertThat(world.spentNanos() - spentBefore).isBetween((long) (0.8 * 400 * MS), 420 * MS);
  }

  @Test
  void theSmallestBudgetHoldsThoughATickCostsMoreThanASecondOfIt() {
    SamplingOptions poorest = SamplingOptions.DEFAULT.withMaxOverhead(0.001);
    FakeWorld world = new FakeWorld(poorest, 3).costing(2 * US, 400 * US).withoutSavings();
    for (int i = 0; i < 3_000; i++) {
      world.enters(
          world.begin("GET /wait"), FakeThread.request("qtp1-" + i).sleeps(100 * S, "a.A.a:1"));
    }
    world.passes(20 * S);
    long spentBefore = world.spentNanos();

    world.passes(60 * S);

    assertThat(world.spentNanos() - spentBefore).as("0.1 % of 60 s").isLessThan(75 * MS);
  }

  @Test
  void aSlowRequestAmongHundredsThatRunGetsItsStacks() {
    FakeWorld world = new FakeWorld(SamplingOptions.DEFAULT.withMaxOverhead(0.005), 4);
    world.costing(US, 400 * US).withoutSavings();
    for (int i = 0; i < 200; i++) {
      world.enters(
          world.begin("GET /busy"), FakeThread.request("qtp1-" + i).runs(200 * S, "a.A.a:1"));
    }
    world.passes(20 * S);
    ActiveProfile slow = world.begin("GET /slow");
    Segment segment = world.enters(slow, FakeThread.request("slow").runs(200 * S, "a.A.slow:1"));

    world.passes(120 * S);

    slow.state().close(segment);
    assertThat(world.finish(slow).sampling().walks()).isPositive();
  }

  @Test
  void whatBeginsIsSeenWithinTwoIntervalsWhileTheBudgetAllowsItWhateverOthersAreOpen() {
    FakeWorld world = new FakeWorld(TWO_PERCENT, 5).costing(US, 150 * US);
    for (int i = 0; i < 20; i++) {
      world.enters(
          world.begin("GET /busy"), FakeThread.request("busy-" + i).runs(900 * S, "a.A.a:1"));
      world.enters(
          world.begin("GET /wait"), FakeThread.request("wait-" + i).sleeps(900 * S, "a.A.a:1"));
    }
    world.passes(S);
    int seen = 0;
    for (int i = 0; i < 100; i++) {
      ActiveProfile active = world.begin("GET /new");
      Segment segment =
          world.enters(active, FakeThread.request("new-" + i).runs(30 * MS, "a.A.b:1"));
      world.passes(2 * MS);
      seen += segment.attribution == null ? 0 : 1;
      world.passes(28 * MS);
      active.state().close(segment);
      world.finish(active);
    }

    assertThat(seen).isGreaterThan(90);
  }

  @Test
  void whatHasEndedBeforeItWasDueDoesNotCountAsRunning() {
    SimulatedLoad load = new SimulatedLoad(0.02, 7);
    load.costing(US, 150 * US).withoutSavings();
    for (int i = 0; i < 100; i++) {
      load.client("r", 500, MS, random -> List.of(new SimulatedLoad.Step(20 * MS, "a", false)));
    }
    load.play();

    assertThat(load.profiler.statistics().finished()).isEqualTo(50_000);
    assertThat(load.mostFurtherRunning()).isLessThan(500);
  }

  @Test
  void onlySegmentsThatAreDueArePolled() {
    FakeWorld world = new FakeWorld();
    ActiveProfile active = world.begin("GET /wait");
    world.enters(active, FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));
    world.passes(2 * S);
    long polls = world.profiler.statistics().polls();

    world.passes(S);

    assertThat(world.profiler.statistics().polls() - polls)
        .as("one every 2 ms")
        .isBetween(450L, 550L);
  }

  @Test
  void theLongerAWaitTheLongerTheGaps() {
    FakeWorld world = new FakeWorld();
    world.enters(world.begin("GET /wait"), FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));

    world.passes(50 * MS);
    long first = world.profiler.statistics().polls();
    world.passes(950 * MS);
    world.passes(50 * MS);
    long before = world.profiler.statistics().polls();
    world.passes(50 * MS);

    assertThat(first).isGreaterThan(40);
    assertThat(world.profiler.statistics().polls() - before).isLessThan(32);
  }
}
