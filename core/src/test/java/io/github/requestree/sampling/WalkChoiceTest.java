package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WalkChoiceTest {

  private final WalkChoice choice = new WalkChoice(new SplittableRandom(9));
  private final FakeWorld world = new FakeWorld();
  private final ActiveProfile active = world.begin("GET /test");

  @Test
  void whenAllCanBeWalkedEachStandsForItsGap() {
    List<Segment> segments = segments(3);

    choice.choose(segments, 5, world.nanoTime());

    assertThat(choice.chosen()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(choice.weight(i, 7 * MS)).isEqualTo(7 * MS);
    }
  }

  @Test
  void halfGoByChanceAndHalfToTheLeastKnown() {
    List<Segment> segments = segments(10);
    Segment oldest = segments.get(0);

    for (int round = 0; round < 50; round++) {
      choice.choose(segments, 4, world.nanoTime());

      assertThat(choice.chosen()).isEqualTo(4);
      assertThat(choice.weight(0, MS)).isEqualTo(5 * MS);
      assertThat(choice.weight(1, MS)).isEqualTo(5 * MS);
      assertThat(choice.weight(2, MS)).isZero();
      assertThat(segments.subList(0, 4)).contains(oldest);
    }
  }

  @Test
  void whereThereIsOneWalkItGoesByChanceOrToTheLeastKnown() {
    List<Segment> segments = segments(10);
    Segment oldest = segments.get(0);
    int byChance = 0;
    int oldestFirst = 0;
    for (int round = 0; round < 1_000; round++) {
      choice.choose(segments, 1, world.nanoTime());

      long weight = choice.weight(0, MS);
      assertThat(weight).isIn(0L, 20 * MS);
      byChance += weight > 0 ? 1 : 0;
      oldestFirst += segments.get(0) == oldest ? 1 : 0;
      assertThat(weight > 0 || segments.get(0) == oldest).isTrue();
    }
    assertThat(byChance).isBetween(400, 600);
    assertThat(oldestFirst).isBetween(450, 650);
  }

  @Test
  void thoseThatNobodyHasSeenComeBeforeThoseOfWhichTheLastLookIsLongerAgo() {
    List<Segment> segments = segments(10);
    Segment fresh = segments.get(9);
    world.passes(20 * MS);
    segments.forEach(segment -> assertThat(segment.attribution).isNotNull());
    fresh.attribution = null;
    world.advance(2 * MS);

    for (int round = 0; round < 20; round++) {
      choice.choose(segments, 4, world.nanoTime());
      assertThat(segments.subList(0, 4)).contains(fresh);
    }
  }

  @Test
  void withoutATokenNobodyIsWalked() {
    choice.choose(segments(3), 0, world.nanoTime());

    assertThat(choice.chosen()).isZero();
    assertThat(choice.weight(0, MS)).isZero();
  }

  @Test
  void onAverageTheWeightOfEachIsItsGap() {
    List<Segment> segments = segments(7);
    IdentityHashMap<Segment, Long> sums = new IdentityHashMap<>();
    int rounds = 100_000;
    for (int round = 0; round < rounds; round++) {
      choice.choose(segments, 3, world.nanoTime());
      for (int i = 0; i < choice.chosen(); i++) {
        sums.merge(segments.get(i), choice.weight(i, MS), Long::sum);
      }
    }

    assertThat(sums).hasSize(7);
    sums.forEach(
        (segment, sum) -> assertThat((double) sum / rounds).isCloseTo(MS, within(0.03 * MS)));
  }

  @Test
  void whatCouldNotBeWalkedForAtAllIsCarriedToTheNextChosenByChance() {
    List<Segment> segments = segments(4);
    choice.choose(segments, 0, world.nanoTime());
    choice.choose(segments, 0, world.nanoTime());

    choice.choose(segments, 4, world.nanoTime());
    assertThat(choice.weight(0, MS)).isEqualTo(3 * MS);

    choice.choose(segments, 4, world.nanoTime());
    assertThat(choice.weight(0, MS)).isEqualTo(MS);
  }

  @Test
  void whatIsCarriedIsBounded() {
    List<Segment> segments = segments(4);
    for (int i = 0; i < 1_000; i++) {
      choice.choose(segments, 0, world.nanoTime());
    }

    choice.choose(segments, 4, world.nanoTime());
    assertThat(choice.weight(0, MS)).isEqualTo(16 * MS);
  }

  /** The first is the oldest. */
  private List<Segment> segments(int count) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Segment segment = world.enters(active, FakeThread.request("qtp1-" + i).runs(MS, "a.A.a:1"));
      segment.standsForNanos = MS;
      segments.add(segment);
      world.advance(MS);
    }
    return segments;
  }
}
