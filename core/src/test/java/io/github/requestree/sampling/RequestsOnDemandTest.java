package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.pacing.Budget;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody waits for their profiles: they have a budget of their own. */
class RequestsOnDemandTest {

  /** Two percent of 20 seconds. */
  private static final long INCOME = 400 * MS;

  @Test
  void oneIsSeenAtTheIntervalHoweverManyOthersHaveUsedUpTheBudget() {
    Profile alone = oneOnDemand(new FakeWorld(SamplingOptions.DEFAULT, 1));
    FakeWorld world = loaded(200);

    Profile profile = oneOnDemand(world);

    assertThat(alone.sampling().walks()).isGreaterThan(30);
    assertThat(profile.sampling().walks())
        .isCloseTo(alone.sampling().walks(), withinPercentage(30));
    assertThat(profile.notes()).contains("on demand: its cost is paid by a budget of its own");
  }

  @Test
  void oneOfManyThatAreNotOnDemandIsSeenRarely() {
    FakeWorld world = loaded(200);
    ActiveProfile active = world.begin("GET /not-asked");
    Segment segment = world.enters(active, busy(0));
    world.passes(100 * MS);
    active.state().close(segment);

    Profile profile = world.finish(active);

    assertThat(profile.sampling().walks()).isLessThan(10);
    assertThat(profile.notes()).noneMatch(note -> note.startsWith("on demand"));
  }

  @Test
  void theOthersHaveTheirsAsIfThereWereNoneOnDemand() {
    long without = usualWalks(0);

    long beside = usualWalks(200);

    assertThat(without).isGreaterThan(1_000);
    assertThat(beside).isCloseTo(without, withinPercentage(10));
  }

  @Test
  void aThousandOfThemCostNoMoreThanTheirBudgetTogether() {
    FakeWorld world = loaded(20);
    Budget onDemand = world.profiler.engine.budget(true);
    onDemand.chargeRequests(onDemand.saved());
    enter(world, 1_000, true);
    world.passes(10 * S);
    ProfilerStatistics before = world.profiler.statistics();

    world.passes(20 * S);

    ProfilerStatistics after = world.profiler.statistics();
    assertThat(after.onDemandCpuNanos() - before.onDemandCpuNanos())
        .isBetween(INCOME * 8 / 10, INCOME * 21 / 20);
    assertThat(after.ownCpuNanos() - before.ownCpuNanos())
        .isBetween(INCOME * 8 / 10, INCOME * 21 / 20);
  }

  @Test
  void whatCannotBePaidOnDemandTakesNothingFromTheOthers() {
    FakeWorld world = new FakeWorld(SamplingOptions.DEFAULT, 1).costing(US, 150 * US);
    world.profiler.engine.budget(true).charge(S);
    enter(world, 1_000, true);
    ActiveProfile active = world.begin("GET /not-asked");
    Segment segment = world.enters(active, busy(0));
    world.passes(100 * MS);
    active.state().close(segment);

    assertThat(world.finish(active).sampling().walks()).isGreaterThan(30);
  }

  @Test
  void oneThatStillRunsIsReportedWhateverReportsOthersOwe() {
    FakeWorld world = loaded(20);
    enter(world, 1, true);

    for (int i = 0; i < 400; i++) {
      world.profiler.engine.budget(false).chargeReport(S);
      world.passes(100 * MS);
    }

    assertThat(world.reported().name()).isEqualTo("GET /asked");
  }

  private static long usualWalks(int onDemand) {
    FakeWorld world =
        new FakeWorld(SamplingOptions.DEFAULT, 1).costing(US, 150 * US).withoutSavings();
    List<Segment> usual = enter(world, 200, false);
    enter(world, onDemand, true);
    world.passes(20 * S);
    return usual.stream()
        .map(segment -> segment.attribution)
        .mapToLong(seen -> seen == null ? 0 : seen.totals().walks())
        .sum();
  }

  private static Profile oneOnDemand(FakeWorld world) {
    world.costing(US, 150 * US);
    ActiveProfile active = onDemand(world);
    Segment segment = world.enters(active, busy(0));
    world.passes(100 * MS);
    active.state().close(segment);
    return world.finish(active);
  }

  /** Busy requests have used up the budget. */
  private static FakeWorld loaded(int requests) {
    FakeWorld world =
        new FakeWorld(SamplingOptions.DEFAULT, 1).costing(US, 150 * US).withoutSavings();
    enter(world, requests, false);
    world.passes(5 * S);
    return world;
  }

  private static List<Segment> enter(FakeWorld world, int requests, boolean onDemand) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      ActiveProfile active = onDemand ? onDemand(world) : world.begin("GET /usual");
      segments.add(world.enters(active, busy(i)));
    }
    return segments;
  }

  private static ActiveProfile onDemand(FakeWorld world) {
    ActiveProfile active = world.profiler.begin(new Asked());
    assertThat(active).isNotNull();
    return active;
  }

  /** What somebody waits for. */
  record Asked() implements ActiveProfile.Subject {
    @Override
    public String name() {
      return "GET /asked";
    }

    @Override
    public boolean onDemand() {
      return true;
    }
  }

  private static FakeThread busy(int i) {
    return FakeThread.request("qtp1-" + i).runs(1_000 * S, "a.A.a:1");
  }
}
