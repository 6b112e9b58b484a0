package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Twenty thousand requests a second, and two of them take 200 ms. */
class OneSlowInTenThousandTest {

  private static final long RARELY = S / 2;
  private static final int LEAST = 3;

  private final FloodedWorld world = new FloodedWorld();

  @Test
  void eachThatWaitsHasAStackAndItsWaitIsProvenAgainAndAgain() {
    List<Profile> slow =
        flooded(() -> FakeThread.request("slow").sleeps(200 * MS, "app.Slow.load:1"));

    assertThat(slow).allSatisfy(profile -> assertThat(profile.sampling().walks()).isPositive());
    assertThat(slow)
        .allSatisfy(
            profile -> assertThat(profile.sampling().polls()).isGreaterThanOrEqualTo(LEAST));
  }

  @Test
  void eachThatRunsHasThreeStacks() {
    List<Profile> slow =
        flooded(() -> FakeThread.request("slow").runs(200 * MS, "app.Slow.work:1"));

    assertThat(slow)
        .allSatisfy(
            profile -> assertThat(profile.sampling().walks()).isGreaterThanOrEqualTo(LEAST));
  }

  /** The slow ones of two minutes, the first with all savings, the second with what is left. */
  private List<Profile> flooded(Supplier<FakeThread> threads) {
    world.flood(S);
    ProfilerStatistics before = world.profiler.statistics();
    world.flood(60 * S, RARELY, threads);
    long firstMinute = world.profiler.statistics().ownCpuNanos() - before.ownCpuNanos();
    world.flood(60 * S, RARELY, threads);
    ProfilerStatistics after = world.profiler.statistics();
    List<Profile> slow = world.close();

    assertThat(slow).hasSize(2 * (60 * 2 - 1));
    assertThat(after.finished()).isEqualTo(after.started());
    assertThat(after.belowThreshold()).isEqualTo(after.started() - slow.size());
    assertThat(after.endedYoung() - before.endedYoung()).isGreaterThan(2_000_000);
    assertThat(firstMinute / (60.0 * S)).as("cores").isLessThan(0.044);
    // The share of two minutes, and of the quiet one before them.
    assertThat(after.ownCpuNanos() - before.ownCpuNanos()).isLessThan((long) (0.022 * 180 * S));
    return slow;
  }
}
