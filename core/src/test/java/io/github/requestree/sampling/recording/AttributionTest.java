package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AttributionTest {

  private static final StackTraceElement[] WORK = {element("work"), element("handle")};
  private static final StackTraceElement[] OTHER = {element("other"), element("handle")};

  private static final long US = 1_000;
  private static final long MS = 1_000_000;

  private final long start = 12_345_678_901L;
  private final long startCpu = MS;
  private final RecordedNode root = RecordedNode.root();
  private Attribution attribution = begin(root);

  private Attribution begin(RecordedNode tree) {
    return begin(tree, MS);
  }

  private Attribution begin(RecordedNode tree, long expectedGapNanos) {
    SegmentTree recording =
        new SegmentTree(tree, new TreeSize(), null, () -> null, true, JvmPauses.NONE);
    return new Attribution(recording, start, startCpu, MS, expectedGapNanos, null);
  }

  @Test
  void cpuTimeAheadOfWallTimeIsCarriedToTheNextGap() {
    runs(MS, MS + 80 * US);
    runs(2 * MS, 2 * MS);
    attribution.end(start + 3 * MS, startCpu + 3 * MS, false);

    assertThat(wall(root)).isEqualTo(3 * MS);
    assertThat(cpu(root)).isEqualTo(3 * MS);
    assertThat(root.notSampledCpuNanos).isZero();
  }

  @Test
  void aWaitThatWasShorterThanItsCheckStoodForTakesTheRestFromTheWeightOfItsStack() {
    look(OTHER, 10 * MS, MS, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    attribution.unproven(start + 12 * MS, 50 * MS);
    runs(12 * MS, MS);
    attribution.end(start + 13 * MS, startCpu + 2 * MS, false);

    assertThat(root.firstChild.child(OTHER[0]).weightNanos).isEqualTo(2 * MS - 50 * MS);
    assertThat(wall(root)).isEqualTo(13 * MS);
  }

  @Test
  void whatIsStillCarriedAtTheEndIsNotLost() {
    runs(MS, MS);
    attribution.end(start + 2 * MS, startCpu + 2 * MS + 60 * US, false);

    assertThat(wall(root)).isEqualTo(2 * MS);
    assertThat(cpu(root)).isEqualTo(2 * MS + 60 * US);
  }

  @Test
  void ofASegmentThatWasCutCpuTimeAfterItsEndIsNotCharged() {
    runs(MS, MS);
    attribution.end(start + 2 * MS, startCpu + 50 * MS, true);

    assertThat(wall(root)).isEqualTo(2 * MS);
    assertThat(cpu(root)).isEqualTo(2 * MS);
  }

  @Test
  void aHeadOrTailLongerThanTheResolutionIsNotSampled() {
    runs(30 * MS, 30 * MS);
    assertThat(root.notSampledNanos).isEqualTo(29 * MS);

    attribution.end(start + 130 * MS, startCpu + 130 * MS, false);

    assertThat(root.notSampledNanos).isEqualTo(29 * MS + 70 * MS);
    assertThat(root.firstChild.firstChild.selfNanos).isEqualTo(MS + 30 * MS);
  }

  @Test
  void aLongGapIsAttributedUpToFiftyMillisecondsAndTheRestToTheCommonAncestor() {
    runs(200 * MS, 200 * MS);
    look(OTHER, 400 * MS, 400 * MS, null, Thread.State.RUNNABLE);

    RecordedNode handle = root.firstChild;
    assertThat(handle.notSampledNanos).isEqualTo(150 * MS);
    assertThat(handle.child(OTHER[0]).selfNanos).isEqualTo(25 * MS);
  }

  @Test
  void longGapsAmongShortOnesAreAttributedOnceTheyAreKnownToBeUsual() {
    for (int i = 0; i < 5; i++) {
      aLongGapAmongShortOnes(24L * i, 12);
    }
    long lostAtFirst = notSampled(root);
    for (int i = 5; i < 100; i++) {
      aLongGapAmongShortOnes(24L * i, 12);
    }

    assertThat(lostAtFirst).as("of 60 ms in the first five").isBetween(14 * MS, 15 * MS);
    assertThat(notSampled(root)).isEqualTo(lostAtFirst);
    assertThat(wall(root)).isEqualTo(2_400 * MS);
  }

  @Test
  void oneLongGapAmongManyShortOnesIsNotSampled() {
    for (int i = 1; i <= 1_000; i++) {
      runs(i * MS, i * MS);
    }
    look(OTHER, 1_100 * MS, 1_100 * MS, null, Thread.State.RUNNABLE);

    assertThat(root.firstChild.notSampledNanos).isEqualTo(98 * MS);
    assertThat(root.firstChild.child(OTHER[0]).selfNanos).isEqualTo(MS);
  }

  @Test
  void gapsThatWereUsualInOtherSegmentsAreAttributedFromTheFirstOn() {
    attribution = begin(root, 8 * MS);
    runs(7 * MS, 7 * MS);
    for (long i = 8; i <= 12; i++) {
      runs(i * MS, i * MS);
    }
    runs(24 * MS, 24 * MS);
    attribution.end(start + 30 * MS, startCpu + 30 * MS, false);

    assertThat(notSampled(root)).isZero();
    assertThat(wall(root)).isEqualTo(30 * MS);
  }

  @Test
  void ofAGapMuchLongerThanInOtherSegmentsTheRestIsNotSampled() {
    attribution = begin(root, 8 * MS);
    runs(30 * MS, 30 * MS);

    assertThat(notSampled(root)).isEqualTo(22 * MS);
  }

  @Test
  void theShortGapsOfASegmentOutweighTheLongOnesOfOthers() {
    attribution = begin(root, 8 * MS);
    for (long i = 1; i <= 1_000; i++) {
      runs(i * MS, i * MS);
    }
    look(OTHER, 1_100 * MS, 1_100 * MS, null, Thread.State.RUNNABLE);

    assertThat(notSampled(root)).isBetween(97 * MS, 98 * MS);
  }

  @Test
  void looksAtAWaitThatAreFarApartLetNoMoreOfAGapBeAttributed() {
    for (int i = 1; i <= 10; i++) {
      runs(i * MS, i * MS);
    }
    look(WORK, 11 * MS, 10 * MS, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    for (int i = 1; i <= 20; i++) {
      attribution.standstill(start + 11 * MS + i * 40L * MS, WaitKind.SLEEPING);
    }
    runs(850 * MS, 11 * MS);
    long lost = notSampled(root);

    look(OTHER, 880 * MS, 41 * MS, null, Thread.State.RUNNABLE);

    assertThat(notSampled(root) - lost).isEqualTo(28 * MS);
  }

  /** Twelve gaps of a millisecond, and then a long one. */
  private void aLongGapAmongShortOnes(long fromMillis, long longMillis) {
    for (long i = 1; i <= 12; i++) {
      runs((fromMillis + i) * MS, (fromMillis + i) * MS);
    }
    runs((fromMillis + 12 + longMillis) * MS, (fromMillis + 12 + longMillis) * MS);
  }

  @Test
  void anUnmovedClockProvesAStandstillOnlyAfterAWalk() {
    assertThat(attribution.provesStandstill(startCpu)).isFalse();

    look(WORK, MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);

    assertThat(attribution.provesStandstill(startCpu)).isTrue();
    assertThat(attribution.provesStandstill(startCpu + 1)).isFalse();
    attribution.standstill(start + 500 * MS, WaitKind.SLEEPING);
    assertThat(attribution.onThisStackNanos()).isEqualTo(499 * MS);
    assertThat(attribution.unattributedNanos(start + 501 * MS)).isEqualTo(MS);
    attribution.end(start + 500 * MS, startCpu, false);
    assertThat(root.firstChild.firstChild.provenNanos).isEqualTo(499 * MS);
  }

  @Test
  void aThreadOfWhichNoFrameIsSeenIsNotSaidToWaitForACpu() {
    look(new StackTraceElement[0], MS, 0, null, Thread.State.RUNNABLE);

    assertThat(attribution.standstillKind(() -> Thread.State.RUNNABLE)).isEqualTo(WaitKind.WAITING);
  }

  @Test
  void whatTheSecondWitnessHasConfirmedStaysProvenThoughTheNextLookFindsAnotherWait() {
    look(WORK, MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    attribution.waits(1);

    assertThat(attribution.isInTheSameWait(start + 9 * MS, false, () -> 1)).isTrue();
    attribution.standstill(start + 9 * MS, WaitKind.SLEEPING);
    assertThat(attribution.isInTheSameWait(start + 12 * MS, false, () -> 2)).isFalse();

    assertThat(attribution.lookNanos()).isEqualTo(start + 9 * MS);
    attribution.end(start + 12 * MS, startCpu, false);
    assertThat(root.firstChild.firstChild.provenNanos).isEqualTo(8 * MS);
  }

  @Test
  void ofAHeadBeforeAWaitWhatDidNotRunIsTheWaits() {
    look(OTHER, 2 * MS, 300 * US, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);

    assertThat(root.firstChild.child(OTHER[0]).selfNanos).isEqualTo(1_700 * US);
    assertThat(root.firstChild.selfCpuNanos).as("ran until it slept").isEqualTo(300 * US);
    assertThat(root.notSampledNanos).isZero();
  }

  @Test
  void ofAHeadInWhichNoClockWasReadAWaitHasNoMoreThanTheResolution() {
    look(OTHER, 2 * MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);

    assertThat(root.firstChild.child(OTHER[0]).selfNanos).isEqualTo(MS);
    assertThat(root.notSampledNanos).isEqualTo(MS);
  }

  @Test
  void ofAHeadMuchLongerThanTheGapsThatWereAimedAtTheRestIsNotSampled() {
    look(OTHER, 30 * MS, 300 * US, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);

    assertThat(root.firstChild.child(OTHER[0]).selfNanos).isEqualTo(2 * MS);
    assertThat(root.notSampledNanos).isEqualTo(28 * MS);
  }

  @Test
  void aCheckedWaitGoesOnUpToTheEndOfItsSegmentButForTheTimeThatItsThreadRan() {
    look(OTHER, MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    attribution.standstill(start + 94 * MS, WaitKind.SLEEPING);
    attribution.standstill(start + 100 * MS, WaitKind.SLEEPING);
    attribution.end(start + 108 * MS, startCpu + 300 * US, false);

    RecordedNode sleeping = root.firstChild.child(OTHER[0]);
    assertThat(sleeping.selfNanos).isEqualTo(108 * MS - 300 * US);
    assertThat(sleeping.selfCpuNanos).isZero();
    assertThat(root.firstChild.selfCpuNanos).as("woke up and returned").isEqualTo(300 * US);
    assertThat(root.notSampledNanos).isZero();
  }

  @Test
  void ofATailMuchLongerThanTheGapsBetweenTheChecksOfItsWaitTheRestIsNotSampled() {
    look(OTHER, MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    attribution.standstill(start + 94 * MS, WaitKind.SLEEPING);
    attribution.standstill(start + 100 * MS, WaitKind.SLEEPING);
    attribution.end(start + 140 * MS, startCpu, false);

    assertThat(root.firstChild.child(OTHER[0]).selfNanos).isEqualTo((100 + 2 * 6) * MS);
    assertThat(root.notSampledNanos).isEqualTo(28 * MS);
  }

  @Test
  void aTailBehindAStackThatRanStaysNotSampledHoweverRareTheChecksOfAWaitBeforeItWere() {
    look(OTHER, MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    attribution.standstill(start + 50 * MS, WaitKind.SLEEPING);
    runs(51 * MS, MS);
    attribution.end(start + 61 * MS, startCpu + 11 * MS, false);

    assertThat(root.notSampledNanos).isEqualTo(9 * MS);
  }

  @Test
  void whatRanBetweenTwoWaitsInOneFrameIsChargedToItsCaller() {
    look(WORK, MS, 0, WaitKind.WAITING, Thread.State.WAITING);
    look(WORK, 2 * MS, 300 * US, WaitKind.WAITING, Thread.State.WAITING);
    attribution.end(start + 2 * MS, startCpu + 300 * US, false);

    RecordedNode handle = root.firstChild;
    assertThat(handle.selfNanos).isEqualTo(300 * US);
    assertThat(handle.selfCpuNanos).isEqualTo(300 * US);
    assertThat(handle.firstChild.selfCpuNanos).isZero();
    assertThat(handle.firstChild.selfNanos).isEqualTo(1_700 * US);
  }

  @Test
  void whatRanBetweenTwoWaitsOfTwoCallsIsHalfOfEach() {
    StackTraceElement sleep = element("sleep");
    StackTraceElement[] first = {sleep, element("other"), element("handle")};
    StackTraceElement[] second = {sleep, element("work"), element("handle")};
    look(first, MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    look(second, 2 * MS, 400 * US, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    attribution.end(start + 2 * MS, startCpu + 400 * US, false);

    RecordedNode handle = root.firstChild;
    for (String caller : List.of("other", "work")) {
      RecordedNode node = handle.child(element(caller));
      assertThat(node.selfCpuNanos).as(caller).isEqualTo(200 * US);
      assertThat(node.errorSquares).as(caller).isGreaterThan(200.0 * US * 200 * US / 2 - 1);
    }
    assertThat(handle.notSampledNanos).isZero();
  }

  @Test
  void ofALongGapBetweenTwoWaitsWhatRanBeyondTheLimitIsNotSampled() {
    look(OTHER, MS, 0, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    look(OTHER, 31 * MS, 30 * MS, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);
    attribution.end(start + 31 * MS, startCpu + 30 * MS, false);

    long limit = attribution.resolutionNanos() * 2;
    RecordedNode handle = root.firstChild;
    assertThat(handle.selfNanos + handle.child(OTHER[0]).selfNanos).isLessThanOrEqualTo(MS + limit);
    assertThat(handle.notSampledNanos).isGreaterThanOrEqualTo(30 * MS - limit);
    assertThat(wall(root)).isEqualTo(31 * MS);
    assertThat(cpu(root)).isEqualTo(30 * MS);
  }

  @Test
  void aFrameThatWaitsWithoutACallerLeavesWhatRanBesideItNotSampled() {
    StackTraceElement[] alone = {element("park")};
    look(alone, MS, 0, WaitKind.WAITING, Thread.State.WAITING);
    look(alone, 2 * MS, 300 * US, WaitKind.WAITING, Thread.State.WAITING);
    attribution.end(start + 2 * MS, startCpu + 300 * US, false);

    assertThat(root.notSampledNanos).isEqualTo(300 * US);
    assertThat(cpu(root)).isEqualTo(300 * US);
  }

  @Test
  void ofAGapBetweenWorkAndAWaitTheWorkGetsWhatItRan() {
    runs(10 * MS, 10 * MS);
    look(OTHER, 11 * MS, 10 * MS + 100 * US, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);

    assertThat(root.firstChild.child(WORK[0]).selfNanos).isEqualTo(MS + 100 * US);
    assertThat(root.firstChild.child(OTHER[0]).selfNanos).isEqualTo(900 * US);
  }

  @Test
  void whereTheThreadHadToWaitForACpuBeforeTheWorkGetsAsMuchLonger() {
    runs(10 * MS, 10 * MS);
    for (long i = 1; i <= 100; i++) {
      runs(10 * MS + 2 * i * MS, 10 * MS + i * MS);
    }
    long before = root.firstChild.child(WORK[0]).selfNanos;
    look(OTHER, 211 * MS, 110 * MS + 100 * US, WaitKind.SLEEPING, Thread.State.TIMED_WAITING);

    // Half of a CPU, but for the one interval in which nothing was known.
    assertThat(root.firstChild.child(WORK[0]).selfNanos - before)
        .isCloseTo(200 * US, within(2 * US));
  }

  @Test
  void howeverTheClocksDifferBothSumsAreExact() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 2_000; round++) {
      RecordedNode tree = RecordedNode.root();
      Attribution one = begin(tree);
      long wall = 0;
      long cpu = 0;
      for (int i = random.nextInt(30); i >= 0; i--) {
        long gap = random.nextLong(1, 5 * MS);
        boolean runs = random.nextBoolean();
        wall += gap;
        // Read at another instant than the wall clock: ahead or behind by up to 0.1 ms.
        cpu = Math.max(cpu, cpu + (runs ? gap : gap / 50) + random.nextLong(-100 * US, 100 * US));
        WaitKind kind = runs ? null : WaitKind.SLEEPING;
        Thread.State state = runs ? Thread.State.RUNNABLE : Thread.State.TIMED_WAITING;
        if (!runs && one.provesStandstill(startCpu + cpu)) {
          one.standstill(start + wall, WaitKind.SLEEPING);
        } else {
          StackTraceElement[] stack = random.nextBoolean() ? WORK : OTHER;
          one.walk(start + wall, startCpu + cpu, new SeenStack(stack), kind, state, 0, 0);
        }
      }
      one.end(start + wall, startCpu + cpu, false);

      assertThat(wall(tree)).isEqualTo(wall);
      assertThat(cpu(tree)).isEqualTo(cpu);
    }
  }

  private void runs(long atNanos, long cpuNanos) {
    look(WORK, atNanos, cpuNanos, null, Thread.State.RUNNABLE);
  }

  private void look(
      StackTraceElement[] stack, long at, long cpu, WaitKind kind, Thread.State state) {
    attribution.walk(start + at, startCpu + cpu, new SeenStack(stack), kind, state, 0, 0);
    attribution.settle();
  }

  private static long wall(RecordedNode node) {
    long sum = node.selfNanos + node.notSampledNanos;
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      sum += wall(child);
    }
    return sum;
  }

  private static long notSampled(RecordedNode node) {
    long sum = node.notSampledNanos;
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      sum += notSampled(child);
    }
    return sum;
  }

  private static long cpu(RecordedNode node) {
    long sum = node.selfCpuNanos + node.notSampledCpuNanos;
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      sum += cpu(child);
    }
    return sum;
  }

  private static StackTraceElement element(String method) {
    return new StackTraceElement("shop.A", method, "A.java", 1);
  }
}
