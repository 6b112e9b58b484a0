package io.github.requestree.sampling.pacing;

import static io.github.requestree.sampling.pacing.Nanos.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StackChoiceTest {

  private static final long NOW = 100 * MS;

  private final StackChoice<Known> choice = new StackChoice<>(new SplittableRandom(9));

  /** A thread of which something is known up to a time. */
  private record Known(LookPlan plan, long untilNanos) implements StackChoice.Candidate {
    @Override
    public long unattributedNanos(long now) {
      return now - untilNanos;
    }
  }

  @Test
  void whenAllCanBeWalkedEachStandsForItsGap() {
    List<Known> candidates = candidates(3);

    choice.choose(candidates, 5, NOW);

    assertThat(choice.chosen()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(weight(candidates, i)).isEqualTo(MS);
    }
  }

  @Test
  void halfGoByChanceAndHalfToTheLeastKnown() {
    List<Known> candidates = candidates(10);
    Known leastKnown = candidates.get(0);

    for (int round = 0; round < 50; round++) {
      choice.choose(candidates, 4, NOW);

      assertThat(choice.chosen()).isEqualTo(4);
      assertThat(weight(candidates, 0)).isEqualTo(5 * MS);
      assertThat(weight(candidates, 1)).isEqualTo(5 * MS);
      assertThat(weight(candidates, 2)).isZero();
      assertThat(candidates.subList(0, 4)).contains(leastKnown);
    }
  }

  @Test
  void whereThereIsOneWalkItGoesByChanceOrToTheLeastKnown() {
    List<Known> candidates = candidates(10);
    Known leastKnown = candidates.get(0);
    int byChance = 0;
    int leastKnownFirst = 0;
    for (int round = 0; round < 1_000; round++) {
      choice.choose(candidates, 1, NOW);

      long weight = weight(candidates, 0);
      assertThat(weight).isIn(0L, 20 * MS);
      byChance += weight > 0 ? 1 : 0;
      leastKnownFirst += candidates.get(0).equals(leastKnown) ? 1 : 0;
      assertThat(weight > 0 || candidates.get(0).equals(leastKnown)).isTrue();
    }
    assertThat(byChance).isBetween(400, 600);
    assertThat(leastKnownFirst).isBetween(450, 650);
  }

  @Test
  void thoseThatNobodyHasSeenComeBeforeThoseOfWhichTheLastLookIsLongerAgo() {
    List<Known> candidates = candidates(10);
    Known fresh = new Known(new LookPlan(0), NOW - 2 * MS);
    candidates.add(fresh);

    for (int round = 0; round < 20; round++) {
      choice.choose(candidates, 4, NOW);
      assertThat(candidates.subList(0, 4)).contains(fresh);
    }
  }

  @Test
  void withoutATokenNobodyIsWalked() {
    List<Known> candidates = candidates(3);

    choice.choose(candidates, 0, NOW);

    assertThat(choice.chosen()).isZero();
    assertThat(weight(candidates, 0)).isZero();
  }

  @Test
  void onAverageTheWeightOfEachIsItsGap() {
    List<Known> candidates = candidates(7);
    IdentityHashMap<Known, Long> sums = new IdentityHashMap<>();
    int rounds = 100_000;
    for (int round = 0; round < rounds; round++) {
      choice.choose(candidates, 3, NOW);
      for (int i = 0; i < choice.chosen(); i++) {
        sums.merge(candidates.get(i), weight(candidates, i), Long::sum);
      }
    }

    assertThat(sums).hasSize(7);
    sums.forEach((any, sum) -> assertThat((double) sum / rounds).isCloseTo(MS, within(0.03 * MS)));
  }

  @Test
  void whatCouldNotBeWalkedForAtAllIsCarriedToTheNextChosenByChance() {
    List<Known> candidates = candidates(4);
    choice.choose(candidates, 0, NOW);
    choice.choose(candidates, 0, NOW);

    choice.choose(candidates, 4, NOW);
    assertThat(weight(candidates, 0)).isEqualTo(3 * MS);

    choice.choose(candidates, 4, NOW);
    assertThat(weight(candidates, 0)).isEqualTo(MS);
  }

  @Test
  void whatIsCarriedIsBounded() {
    List<Known> candidates = candidates(4);
    for (int i = 0; i < 1_000; i++) {
      choice.choose(candidates, 0, NOW);
    }

    choice.choose(candidates, 4, NOW);
    assertThat(weight(candidates, 0)).isEqualTo(16 * MS);
  }

  private long weight(List<Known> candidates, int index) {
    return choice.weight(index, candidates.get(index).plan);
  }

  /** All were seen; the first of them the longest ago. */
  private static List<Known> candidates(int count) {
    List<Known> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      candidates.add(candidate(NOW - 14 * MS + i * MS));
    }
    return candidates;
  }

  private static Known candidate(long knownUntil) {
    LookPlan plan = new LookPlan(0);
    plan.standsForNanos = MS;
    plan.seen();
    return new Known(plan, knownUntil);
  }
}
