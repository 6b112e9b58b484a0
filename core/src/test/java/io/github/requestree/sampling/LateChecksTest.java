package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.SimulatedLoad.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages reloaded on a machine whose cores are busy: now and then the sampler waits for one. */
class LateChecksTest {

  private static final int WARM_UP = 10;

  @Test
  void aReloadIsNotLostToGapsThatWereUsualInTheReloadsBefore() {
    List<Profile> reloads = reload(8 * MS).subList(WARM_UP, 200);

    assertThat(lostShare(reloads)).isLessThan(0.1);
  }

  @Test
  void whatLongGapsAreGivenToIsOffByNoMoreThanStated() {
    int all = 0;
    int covered = 0;
    for (Profile reload : reload(8 * MS).subList(WARM_UP, 200)) {
      for (CallNode node : Trees.all(reload.root(), n -> n.frame().isMethod())) {
        // Each method has 2 of 20 ms; what is not sampled may belong to any of them.
        double off = Math.abs(node.totalNanos() - reload.durationNanos() / 10.0);
        all++;
        covered += off <= 2.0 * node.errorNanos() + lost(reload) ? 1 : 0;
      }
    }
    assertThat((double) covered / all).as("covered of %s", all).isGreaterThan(0.95);
  }

  @Test
  void whereChecksComeInTimeNothingChanges() {
    assertThat(lostShare(reload(0))).isLessThan(0.01);
  }

  /** Wakes late by so much at each fourth time. */
  private static List<Profile> reload(long lateNanos) {
    SimulatedLoad load = new SimulatedLoad(1, 3);
    load.costing(5 * US, 100 * US);
    return load.wakingLate(open -> load.exponential(100 * US) < 29 * US ? lateNanos : 50 * US)
        .client(
            "page",
            200,
            200 * MS,
            random -> {
              List<Step> steps = new ArrayList<>();
              for (char method = 'a'; method < 'k'; method++) {
                steps.add(new Step(2 * MS, String.valueOf(method), true));
              }
              return steps;
            })
        .play()
        .singles;
  }

  private static double lostShare(List<Profile> profiles) {
    return profiles.stream()
        .mapToDouble(profile -> (double) lost(profile) / profile.durationNanos())
        .average()
        .orElseThrow();
  }

  private static long lost(Profile profile) {
    return Trees.all(profile.root(), node -> node.frame().equals(Frame.NOT_SAMPLED)).stream()
        .mapToLong(CallNode::selfNanos)
        .sum();
  }
}
