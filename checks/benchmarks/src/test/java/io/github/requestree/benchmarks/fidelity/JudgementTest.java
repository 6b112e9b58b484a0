package io.github.requestree.benchmarks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.WaitKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final long MILLI = 1_000_000;

  @Test
  void allWithinIsOk() {
    Judgement judgement = judge(new double[] {0.1, 0.9, 1}, new double[] {0.2});
    assertThat(judgement).isEqualTo(new Judgement(Verdict.OK, 4, 4, 1, 0));
  }

  @Test
  void aRowThatIsOutsideMostTimesFailsHoweverGoodTheOthersAre() {
    double[] good = new double[100];
    assertThat(judge(good, good, new double[] {1.5, 1.6, 1.7}).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void oneOutlierAmongManyResolvesNothing() {
    double[] row = new double[40];
    row[7] = 3;
    assertThat(judge(row)).isEqualTo(new Judgement(Verdict.NOT_RESOLVED, 39, 40, 3, 0));
  }

  @Test
  void outliersInMoreThanFivePercentFailThoughNoMedianIsOutside() {
    double[] row = new double[40];
    Arrays.fill(row, 0, 3, 2.0);
    assertThat(judge(row).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void whatMostMeasurementsCouldNotFailIsNotOk() {
    double[] row = new double[10];
    assertThat(judge(row).withCoarse(5).verdict()).isEqualTo(Verdict.OK);
    assertThat(judge(row).withCoarse(6).verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    Arrays.fill(row, 2);
    assertThat(judge(row).withCoarse(6).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aWaitShorterThanWhatIsToleratedIsCoarse() {
    assertThat(wait(1, 2 * MILLI, 0).isCoarse()).isTrue();
    assertThat(wait(1, 3 * MILLI, 0).isCoarse()).isFalse();
  }

  @Test
  void nothingMeasuredIsNotOk() {
    assertThat(judge().verdict()).isEqualTo(Verdict.NOT_RESOLVED);
  }

  @Test
  void aLongWaitMayBeOffByTwoPercentAndAShortOneByTwiceTheResolution() {
    assertThat(wait(1, 1_500 * MILLI, 1_480 * MILLI).tolerance())
        .isCloseTo(30.0 * MILLI, within(1.0));
    assertThat(wait(1, 20 * MILLI, 18 * MILLI).tolerance()).isEqualTo(2.0 * MILLI);
    assertThat(wait(1, 20 * MILLI, 18 * MILLI).ratio()).isEqualTo(1);
    assertThat(wait(1, 20 * MILLI, 17 * MILLI).ratio()).isEqualTo(1.5);
  }

  @Test
  void aHundredEntriesMayBeOffTenTimesAsFarAsOne() {
    assertThat(wait(100, 36 * MILLI, 30 * MILLI).tolerance()).isEqualTo(20.0 * MILLI);
  }

  @Test
  void timeShownAsAnotherKindOfWaitIsAnErrorThoughTheTotalIsRight() {
    PhaseError error =
        new PhaseError(
            new Phase("monitor40", WaitKind.LOCK),
            new Truth.Measured(1, 40 * MILLI, 0),
            new MethodTimes(40 * MILLI, 0, Map.of(WaitKind.WAITING, 40 * MILLI)),
            MILLI);
    assertThat(error.totalError()).isZero();
    assertThat(error.ratio()).isEqualTo(20);
  }

  @Test
  void aShareMayBeOffByTwoPointsOrWhatSoManyWalksCannotTell() {
    assertThat(ShareError.standardError(0.6, 2_400)).isCloseTo(0.01, within(1e-12));
    assertThat(ShareError.ofWalks(0.6, 0.62, 1_000_000).tolerance()).isEqualTo(0.02);
    assertThat(ShareError.ofWalks(0.6, 0.62, 2_400).tolerance()).isCloseTo(0.025, within(1e-12));
    assertThat(ShareError.ofWalks(0.6, 0.57, 2_400).ratio()).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void withHardlyAnyWalksAShareIsCoarse() {
    assertThat(ShareError.ofWalks(0.6, 0.6, 100).isCoarse()).isTrue();
    assertThat(ShareError.ofWalks(0.6, 0.6, 0).isCoarse()).isTrue();
    assertThat(ShareError.ofWalks(0.6, 0.6, 200).isCoarse()).isFalse();
  }

  private static PhaseError wait(long entries, long truthNanos, long treeNanos) {
    return new PhaseError(
        new Phase("sleep", WaitKind.SLEEPING),
        new Truth.Measured(entries, truthNanos, 0),
        new MethodTimes(treeNanos, 0, Map.of(WaitKind.SLEEPING, treeNanos)),
        MILLI);
  }

  private static Judgement judge(double[]... rows) {
    return Judgement.of(List.of(rows));
  }
}
