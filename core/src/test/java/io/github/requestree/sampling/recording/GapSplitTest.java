package io.github.requestree.sampling.recording;

import static io.github.requestree.sampling.recording.Attribution.UNKNOWN;
import static io.github.requestree.sampling.recording.GapSplit.End.MAY_WAIT;
import static io.github.requestree.sampling.recording.GapSplit.End.NONE;
import static io.github.requestree.sampling.recording.GapSplit.End.RUNS;
import static io.github.requestree.sampling.recording.GapSplit.End.WAITS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GapSplitTest {

  private final GapSplit gap = new GapSplit();

  @Test
  void aShortGapIsSplitHalfAndHalf() {
    gap.split(1_000, 1_000, UNKNOWN, 2_000, RUNS, RUNS);

    assertShares(500, 500, 0);
    assertCpu(500, 500, 0);
  }

  @Test
  void whatExceedsTheLimitIsLost() {
    gap.split(10_000, 10_000, UNKNOWN, 2_000, RUNS, RUNS);

    assertShares(1_000, 1_000, 8_000);
    assertCpu(1_000, 1_000, 8_000);
  }

  @Test
  void aHeadBelongsToTheFirstStackAndATailToTheLast() {
    gap.split(1_000, 0, UNKNOWN, 2_000, NONE, RUNS);
    assertShares(0, 1_000, 0);

    gap.split(1_000, 0, UNKNOWN, 2_000, RUNS, NONE);
    assertShares(1_000, 0, 0);

    gap.split(1_000, 700, UNKNOWN, 2_000, NONE, NONE);
    assertShares(0, 0, 1_000);
    assertCpu(0, 0, 700);
  }

  @Test
  void whatRanBesideAWaitIsChargedToTheOtherEndInBothDirections() {
    gap.split(1_000, 800, UNKNOWN, 2_000, RUNS, WAITS);
    assertShares(800, 200, 0);
    assertCpu(800, 0, 0);

    gap.split(1_000, 800, UNKNOWN, 2_000, WAITS, RUNS);
    assertShares(200, 800, 0);
    assertCpu(0, 800, 0);
  }

  @Test
  void besideAWaitTheStackThatRanGetsWhatItTookAndTheWaitTheRest() {
    gap.split(1_000, 100, 100, 2_000, RUNS, WAITS);
    assertShares(100, 900, 0);
    assertCpu(100, 0, 0);

    gap.split(1_000, 100, 300, 2_000, WAITS, RUNS);
    assertShares(700, 300, 0);
    assertCpu(0, 100, 0);
  }

  @Test
  void inAGapThatIsTooLongAStackThatRanGetsNoMoreThanItTookBesideAWait() {
    gap.split(10_000, 100, 100, 2_000, RUNS, WAITS);
    assertShares(100, 1_000, 8_900);

    gap.split(10_000, 5_000, 5_000, 2_000, WAITS, RUNS);
    assertShares(1_000, 1_000, 8_000);
  }

  @Test
  void whatRanBetweenTwoWaitsIsLost() {
    gap.split(1_000, 300, UNKNOWN, 2_000, WAITS, WAITS);

    assertThat(gap.lost).isEqualTo(300);
    assertThat(gap.before + gap.after).isEqualTo(700);
    assertCpu(0, 0, 300);
  }

  @Test
  void aNativeCallRanOnlyIfNothingElseDid() {
    gap.split(1_000, 300, UNKNOWN, 2_000, MAY_WAIT, WAITS);
    assertCpu(300, 0, 0);

    gap.split(1_000, 300, UNKNOWN, 2_000, MAY_WAIT, RUNS);
    assertCpu(0, 300, 0);
  }

  @Test
  void whateverHappensTheSharesAddUpAndNoEndThatWaitsGetsCpuTime() {
    SplittableRandom random = new SplittableRandom(1);
    GapSplit.End[] ends = GapSplit.End.values();
    for (int i = 0; i < 500_000; i++) {
      long wall = upTo(random, 12);
      long ran = random.nextInt(4) == 0 ? wall : random.nextLong(wall + 1);
      GapSplit.End first = ends[random.nextInt(ends.length)];
      GapSplit.End last = ends[random.nextInt(ends.length)];

      gap.split(wall, ran, took(random, ran), upTo(random, 12), first, last);

      assertPart(gap.before, gap.cpuBefore, first);
      assertPart(gap.after, gap.cpuAfter, last);
      if (gap.lost < gap.cpuLost || gap.cpuLost < 0) {
        assertThat(gap.cpuLost).isBetween(0L, gap.lost);
      }
      if (gap.before + gap.after + gap.lost != wall) {
        assertThat(gap.before + gap.after + gap.lost).isEqualTo(wall);
      }
      if (gap.cpuBefore + gap.cpuAfter + gap.cpuLost != ran) {
        assertThat(gap.cpuBefore + gap.cpuAfter + gap.cpuLost).isEqualTo(ran);
      }
    }
  }

  private static long took(SplittableRandom random, long ran) {
    return random.nextBoolean() ? UNKNOWN : ran + upTo(random, 12);
  }

  /** A length of any magnitude, 0 included. */
  private static long upTo(SplittableRandom random, int digits) {
    return (long) Math.pow(10, digits * random.nextDouble()) - 1;
  }

  private static void assertPart(long wall, long cpu, GapSplit.End end) {
    long most = end == WAITS || end == NONE ? 0 : wall;
    if (wall < 0 || cpu < 0 || cpu > most || (end == NONE && wall > 0)) {
      assertThat(wall).as("share of %s", end).isNotNegative();
      assertThat(cpu).as("CPU time of %s", end).isBetween(0L, most);
      assertThat(end).as("an end without a stack has no share").isNotEqualTo(NONE);
    }
  }

  private void assertShares(long before, long after, long lost) {
    assertThat(new long[] {gap.before, gap.after, gap.lost}).containsExactly(before, after, lost);
  }

  private void assertCpu(long before, long after, long lost) {
    assertThat(new long[] {gap.cpuBefore, gap.cpuAfter, gap.cpuLost})
        .containsExactly(before, after, lost);
  }
}
