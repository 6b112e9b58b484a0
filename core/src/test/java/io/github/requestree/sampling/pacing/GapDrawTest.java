package io.github.requestree.sampling.pacing;

import static io.github.requestree.sampling.pacing.Nanos.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GapDrawTest {

  private static final int ROUNDS = 200_000;

  private final GapDraw gaps = new GapDraw(new SplittableRandom(5), MS);

  @Test
  void aGapIsHalfToOneAndAHalfTimesItsMean() {
    double sum = 0;
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long drawn = gaps.draw(MS);
      sum += drawn;
      shortest = Math.min(shortest, drawn);
      longest = Math.max(longest, drawn);
    }

    assertThat(sum / ROUNDS).isCloseTo(MS, within(0.005 * MS));
    assertThat(shortest).isBetween(MS / 2, MS / 2 + 100);
    assertThat(longest).isBetween(3 * MS / 2 - 100, 3 * MS / 2);
  }

  @Test
  void everyInstantOfARequestHasTheSameChanceToBeSeen() {
    int slots = 40;
    int[] seen = new int[slots];
    for (int i = 0; i < ROUNDS; i++) {
      for (long at = gaps.first(MS); at < 4 * MS; at += gaps.draw(MS)) {
        seen[(int) (at * slots / (4 * MS))]++;
      }
    }

    double expected = ROUNDS * 4.0 / slots;
    for (int looks : seen) {
      assertThat((double) looks).isCloseTo(expected, within(0.04 * expected));
    }
  }

  @Test
  void whereGapsGrowWithTheAgeALookStandsForTheMeanGapOfItsAge() {
    int slots = 40;
    double[] stoodFor = new double[slots];
    long most = 8 * MS;
    for (int i = 0; i < ROUNDS; i++) {
      long age = gaps.first(MS);
      while (age < 40 * MS) {
        stoodFor[(int) (age * slots / (40 * MS))] += GapDraw.meanAt(age, 2.0 / 3, MS, most);
        age = gaps.drawGrowing(age, 2.0 / 3, MS, most);
      }
    }

    double expected = ROUNDS * 40.0 * MS / slots;
    for (double nanos : stoodFor) {
      assertThat(nanos).isCloseTo(expected, within(0.04 * expected));
    }
  }

  @Test
  void theLongerAThreadHasWaitedTheLongerIsTheNextGap() {
    assertThat(gaps.whileWaiting(0)).isEqualTo(MS);
    assertThat(gaps.whileWaiting(96 * MS)).isEqualTo(96 * MS / 64);
    assertThat(gaps.whileWaiting(10_000 * MS)).isEqualTo(2 * MS);
  }

  @Test
  void anIntervalLongerThanTheGapsOfAWaitHolds() {
    GapDraw coarse = new GapDraw(new SplittableRandom(5), 100 * MS);

    assertThat(coarse.whileWaiting(10_000 * MS)).isEqualTo(100 * MS);
  }

  @Test
  void withoutTokensTheGapIsWhatCanBeAffordedUpToASecond() {
    assertThat(gaps.whenScarce(1)).isEqualTo(MS);
    assertThat(gaps.whenScarce(300 * MS)).isEqualTo(300 * MS);
    assertThat(gaps.whenScarce(Long.MAX_VALUE)).isEqualTo(1_000 * MS);
  }
}
