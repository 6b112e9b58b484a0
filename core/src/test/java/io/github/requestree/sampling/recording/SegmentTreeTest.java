package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What events say of the gaps between looks. The thread was looked at rarely, on purpose. */
class SegmentTreeTest {

  private static final StackTraceElement HANDLE = call("handle");
  private static final StackTraceElement LOAD = call("load");
  private static final StackTraceElement RENDER = call("render");
  private static final StackTraceElement[] WORKING = {call("work"), HANDLE};
  private static final StackTraceElement[] LOADING = {driver("read"), LOAD, HANDLE};
  private static final StackTraceElement[] RENDERING = {call("write"), RENDER, HANDLE};

  private static final long MS = 1_000_000;

  private final long start = 12_345_678_901L;
  private final long startCpu = MS;
  private final RecordedNode root = RecordedNode.root();
  private @Nullable EventSpan ended;
  private List<EventSpan> pauses = List.of();
  private final Attribution attribution = begin(root);

  private Attribution begin(RecordedNode tree) {
    return begin(tree, null);
  }

  private Attribution begin(RecordedNode tree, RecordedTimeline.@Nullable Track track) {
    return new Attribution(
        new SegmentTree(tree, new TreeSize(), track, this::takeEvents, true, (from, to) -> pauses),
        start,
        startCpu,
        MS,
        MS,
        null);
  }

  private @Nullable EventSpan takeEvents() {
    EventSpan taken = ended;
    ended = null;
    return taken;
  }

  private void ended(EventSpan event) {
    ended = event.after(ended);
  }

  @Test
  void aQueryThatNobodySawIsWaitingForTheDatabaseBelowItsCall() {
    walk(WORKING, 10, 10, null);
    event(20, 80, LOAD, WaitKind.DATABASE);
    walk(RENDERING, 100, 50, null);
    end(100, 50);

    RecordedNode load = node("load");
    assertThat(load.parent).isSameAs(node("handle"));
    assertThat(load.selfNanos).as("10 ms beside the query are its call's").isEqualTo(70 * MS);
    assertThat(load.selfCpuNanos).isEqualTo(20 * MS);
    assertThat(load.waiting.get(WaitKind.DATABASE)).containsExactly(50 * MS);
    assertThat(node("handle").notSampledNanos).isZero();
  }

  @Test
  void workBesideAQueryIsThatOfItsCallUpToTheResolution() {
    event(2, 8, LOAD, WaitKind.DATABASE);
    end(12, 6);

    RecordedNode load = node("load");
    assertThat(load.selfNanos).isEqualTo((1 + 6 + 1) * MS);
    assertThat(load.selfCpuNanos).isEqualTo(2 * MS);
    assertThat(load.errorSquares).isEqualTo(1.0 * MS * MS);
    assertThat(root.notSampledNanos).isEqualTo(4 * MS);
    assertThat(root.notSampledCpuNanos).isEqualTo(4 * MS);
  }

  @Test
  void workBetweenTwoQueriesIsHalfOfEachCall() {
    event(0, 4, LOAD, WaitKind.DATABASE);
    event(4.8, 8, RENDER, WaitKind.DATABASE);
    end(8, 0.8);

    assertThat(node("load").selfNanos).isEqualTo(4_400_000);
    assertThat(node("render").selfNanos).isEqualTo(3_600_000);
    assertThat(node("load").selfCpuNanos).isEqualTo(400_000);
    assertThat(root.notSampledNanos).isZero();
  }

  @Test
  void aThreadThatDidNotRunBesideAQueryIsNotSampledThere() {
    event(2, 8, LOAD, WaitKind.DATABASE);
    end(12, 0.5);

    assertThat(node("load").selfNanos).isEqualTo(6 * MS + MS / 2);
    assertThat(root.notSampledNanos).isEqualTo(6 * MS - MS / 2);
    assertThat(root.notSampledCpuNanos).isZero();
  }

  @Test
  void workBesideAPauseOfWhichNoCallIsKnownIsNotSampled() {
    pauses =
        List.of(
            EventSpan.of(start + 2 * MS, start + 8 * MS, null, null, WaitKind.GARBAGE_COLLECTION));
    end(12, 6);

    assertThat(root.notSampledNanos).isEqualTo(6 * MS);
  }

  @Test
  void theOrderOfTimesHasTheWorkBesideAQueryBesideIt() {
    RecordedTimeline timeline = new RecordedTimeline();
    Attribution one = begin(root, timeline.begin());
    event(2, 8, LOAD, WaitKind.DATABASE);
    one.end(start + 12 * MS, startCpu + 6 * MS, false);

    assertThat(runs(one.track()))
        .containsExactly(
            " not sampled 1", "load works 1", "load DATABASE 6", "load works 1", " not sampled 3");
  }

  @Test
  void aWaitThatWasSeenWithinItsQueryLastsForAllOfTheQuery() {
    walk(WORKING, 10, 10, null);
    walk(LOADING, 50, 10, WaitKind.DATABASE);
    event(12, 90, LOAD, WaitKind.DATABASE);
    walk(WORKING, 100, 20, null);
    end(100, 20);

    assertThat(node("read").selfNanos).isEqualTo(78 * MS);
    assertThat(node("load").selfNanos).isZero();
    assertThat(node("work").selfNanos).isEqualTo(1 * MS + 2 * MS + 10 * MS);
    assertThat(notSampled(root)).isEqualTo(9 * MS);
  }

  @Test
  void aQueryThatWasSeenSeveralTimesBeganWhenItSays() {
    walk(WORKING, 10, 10, null);
    walk(LOADING, 50, 10, WaitKind.DATABASE);
    walk(LOADING, 70, 11, WaitKind.DATABASE);
    attribution.standstill(start + 80 * MS, WaitKind.DATABASE);
    walk(LOADING, 85, 12, WaitKind.DATABASE);
    event(12, 90, LOAD, WaitKind.DATABASE);
    walk(WORKING, 100, 20, null);
    end(100, 20);

    assertThat(node("load").selfNanos + node("read").selfNanos).isEqualTo(78 * MS);
    assertThat(notSampled(root)).isEqualTo(9 * MS);
  }

  @Test
  void aCallThatWentOnElsewhereSaysNothingOfAThreadThatWasSeenAtOtherWork() {
    walk(WORKING, 10, 10, null);
    walk(RENDERING, 14, 14, null);
    walk(RENDERING, 18, 18, null);
    event(11, 40, LOAD, WaitKind.HTTP_CLIENT);
    end(20, 20);

    assertThat(find(root, "load")).isNull();
    assertThat(node("write").selfNanos).isEqualTo((2 + 4 + 2) * MS);
  }

  @Test
  void whatLiesBetweenTwoQueriesWasInNeither() {
    walk(LOADING, 10, 0, WaitKind.DATABASE);
    event(8, 20, LOAD, WaitKind.DATABASE);
    walk(LOADING, 50, 0, WaitKind.DATABASE);
    event(45, 60, LOAD, WaitKind.DATABASE);
    end(60, 0);

    assertThat(node("read").selfNanos).isEqualTo((12 + 15) * MS);
    assertThat(node("read").notSampledNanos).isZero();
    assertThat(node("load").notSampledNanos).isEqualTo(25 * MS);
  }

  @Test
  void aThreadThatDidNotRunThoughItWasSeenRunningWithinAQueryWaitedForTheDatabase() {
    walk(LOADING, 10, 0, null);
    walk(LOADING, 14, 1, null);
    event(9, 20, LOAD, WaitKind.DATABASE);
    end(20, 1);

    assertThat(node("read").selfNanos).isEqualTo(11 * MS);
    assertThat(node("read").waiting).containsOnlyKeys(WaitKind.DATABASE);
  }

  @Test
  void whatAQueryExplainsIsNoGapButATimedBlockThatNobodySawIs() {
    event(0, 60, LOAD, WaitKind.DATABASE);
    event(60, 100, RENDER, null);
    end(100, 0);

    assertThat(attribution.totals().gapSquares()).isEqualTo(40.0 * MS * 40.0 * MS);
  }

  @Test
  void theEndOfATimedBlockDividesAGapBetweenTwoStacksThatRan() {
    for (int i = 1; i <= 10; i++) {
      walk(RENDERING, 10L * i, 10L * i, null);
    }
    event(0, 108, RENDER, null);
    walk(WORKING, 110, 110, null);
    end(110, 110);

    assertThat(node("write").selfNanos).isEqualTo((1 + 90 + 8) * MS);
    assertThat(node("work").selfNanos).isEqualTo(2 * MS);
  }

  @Test
  void ofATimedBlockThatNobodySawWhatRanIsWorkAndTheRestIsNotSampledBelowItsCall() {
    event(10, 90, RENDER, null);
    end(100, 40);

    RecordedNode render = node("render");
    assertThat(render.selfNanos).as("1 ms on either side").isEqualTo((32 + 2) * MS);
    assertThat(render.selfCpuNanos).isEqualTo((32 + 2) * MS);
    assertThat(render.waiting).isNull();
    assertThat(render.notSampledNanos).isEqualTo(48 * MS);
    assertThat(root.notSampledNanos).isEqualTo(18 * MS);
  }

  @Test
  void aTimedBlockHasWhatTheQueriesWithinItLeave() {
    event(20, 40, LOAD, WaitKind.DATABASE);
    event(50, 70, LOAD, WaitKind.DATABASE);
    event(10, 90, RENDER, null);
    end(100, 60);

    assertThat(node("load").selfNanos).isEqualTo(40 * MS);
    RecordedNode render = node("render");
    assertThat(render.selfNanos + render.notSampledNanos)
        .as("1 ms on either side")
        .isEqualTo((40 + 2) * MS);
    assertThat(wall(root)).isEqualTo(100 * MS);
    assertThat(cpu(root)).isEqualTo(60 * MS);
  }

  @Test
  void theStackOfAnEventSaysByWhichCallsItsPlaceWasReached() {
    ended(
        EventSpan.of(
            start + 20 * MS, start + 80 * MS, LOAD, LOADING_BY_RENDER, WaitKind.HTTP_CLIENT));
    end(100, 0);

    assertThat(node("load").parent).isSameAs(node("render"));
    assertThat(node("load").selfNanos).isEqualTo(60 * MS);
  }

  private static final SeenStack LOADING_BY_RENDER =
      new SeenStack(driver("proxy"), LOAD, RENDER, HANDLE);

  @Test
  void whereNoStackSaysSoAPlaceIsReachedAsBefore() {
    ended(EventSpan.of(start + 2 * MS, start + 8 * MS, LOAD, LOADING_BY_RENDER, WaitKind.DATABASE));
    walk(WORKING, 10, 10, null);
    walk(WORKING, 12, 12, null);
    event(20, 80, LOAD, WaitKind.DATABASE);
    end(100, 12);

    assertThat(node("load").parent).isSameAs(node("render"));
    assertThat(node("load").selfNanos).as("2 ms ran before").isEqualTo(68 * MS);
  }

  @Test
  void anEventOfWhichOnlyTheKindIsKnownIsItsWaitingBelowWhatIsKnown() {
    walk(WORKING, 10, 10, null);
    event(20, 80, null, WaitKind.DATABASE);
    walk(WORKING, 100, 10, null);
    end(100, 10);

    assertThat(node("work").waiting.get(WaitKind.DATABASE)).containsExactly(60 * MS);
  }

  @Test
  void aPauseOfTheJvmInAGapIsNoWorkAndNotUnknownEither() {
    walk(WORKING, 10, 10, null);
    pauses = List.of(pause(12, 42));
    walk(RENDERING, 44, 14, null);
    end(44, 14);

    RecordedNode handle = node("handle");
    assertThat(handle.waiting.get(WaitKind.GARBAGE_COLLECTION)).containsExactly(30 * MS);
    assertThat(handle.selfNanos).isEqualTo(30 * MS);
    assertThat(handle.selfCpuNanos).isZero();
    assertThat(node("work").selfNanos).isEqualTo(1 * MS + 2 * MS);
    assertThat(node("write").selfNanos).isEqualTo(2 * MS);
    assertThat(notSampled(root)).as("before the first stack").isEqualTo(9 * MS);
  }

  @Test
  void aPauseThatOutlastsWhatTheThreadDidNotRunIsCutToThat() {
    walk(WORKING, 10, 10, null);
    pauses = List.of(pause(11, 41));
    walk(WORKING, 44, 18, null);
    end(44, 18);

    assertThat(node("work").waiting.get(WaitKind.GARBAGE_COLLECTION)).containsExactly(26 * MS);
    assertThat(cpu(root)).isEqualTo(18 * MS);
    assertThat(wall(root)).isEqualTo(44 * MS);
  }

  @Test
  void aThreadThatWasSeenWaitingMayHaveWaitedAllAlongPauseOrNot() {
    walk(WORKING, 10, 10, null);
    pauses = List.of(pause(12, 42));
    walk(LOADING, 44, 11, WaitKind.DATABASE);
    end(44, 11);

    assertThat(node("handle").waiting).isNull();
    assertThat(notSampled(root)).isPositive();
  }

  @Test
  void aQueryHasTheTimeOfAPauseWithinIt() {
    walk(WORKING, 10, 10, null);
    pauses = List.of(pause(20, 40));
    event(15, 60, LOAD, WaitKind.DATABASE);
    walk(WORKING, 62, 13, null);
    end(62, 13);

    assertThat(node("load").selfNanos).isEqualTo(45 * MS);
    assertThat(node("load").waiting).containsOnlyKeys(WaitKind.DATABASE);
    assertThat(node("work").waiting).doesNotContainKey(WaitKind.GARBAGE_COLLECTION);
  }

  @Test
  void aRequestThatEndsBeforeAnybodyLooksSaysWhichPauseItMet() {
    pauses = List.of(pause(2, 22));
    end(25, 4);

    assertThat(root.waiting.get(WaitKind.GARBAGE_COLLECTION)).containsExactly(20 * MS);
    assertThat(root.notSampledNanos).isEqualTo(5 * MS);
  }

  private EventSpan pause(long from, long to) {
    return EventSpan.of(
        start + from * MS, start + to * MS, null, null, WaitKind.GARBAGE_COLLECTION);
  }

  @Test
  void moreQueriesThanAreKeptCountTogetherOrNotAtAll() {
    for (int i = 0; i < 80; i++) {
      event(i, i + 0.5, LOAD, WaitKind.DATABASE);
    }
    event(80, 90, RENDER, WaitKind.HTTP_CLIENT);
    end(100, 0);

    assertThat(node("load").selfNanos).isEqualTo(40 * MS);
    assertThat(notSampled(root)).isEqualTo(60 * MS);
  }

  @Test
  void whateverWasNotedBothSumsAreExactAndNothingThatWaitsRuns() {
    SplittableRandom random = new SplittableRandom(7);
    StackTraceElement[] places = {HANDLE, LOAD, RENDER, call("never"), null};
    StackTraceElement[][] stacks = {WORKING, LOADING, RENDERING};
    for (int round = 0; round < 3_000; round++) {
      RecordedNode tree = RecordedNode.root();
      Attribution one = begin(tree);
      takeEvents();
      long wall = 0;
      long cpu = 0;
      for (int i = random.nextInt(12); i >= 0; i--) {
        for (int events = random.nextInt(90) - 80; events > 0; events--) {
          long end = wall + random.nextLong(MS);
          ended(
              EventSpan.of(
                  start + end - random.nextLong(1, 9 * MS),
                  start + end,
                  places[random.nextInt(places.length)],
                  random.nextInt(4) == 0 ? LOADING_BY_RENDER : null,
                  random.nextInt(3) == 0 ? null : WaitKind.DATABASE));
        }
        long gap = random.nextLong(1, 20 * MS);
        long paused = random.nextLong(gap);
        pauses =
            List.of(
                EventSpan.of(
                    start + wall + paused,
                    start + wall + random.nextLong(paused, gap),
                    null,
                    null,
                    WaitKind.GARBAGE_COLLECTION));
        wall += gap;
        cpu += random.nextLong(gap + 1);
        boolean waits = random.nextBoolean();
        one.walk(
            start + wall,
            startCpu + cpu,
            new SeenStack(stacks[random.nextInt(3)], 0, 2, false),
            waits ? WaitKind.SLEEPING : null,
            waits ? Thread.State.TIMED_WAITING : Thread.State.RUNNABLE,
            random.nextLong(20 * MS),
            0);
        if (random.nextInt(5) == 0) {
          one.settle();
        }
      }
      one.end(start + wall, startCpu + cpu, false);

      assertThat(wall(tree)).isEqualTo(wall);
      assertThat(cpu(tree)).isEqualTo(cpu);
      assertNothingRanWhileItWaited(tree);
    }
  }

  private static List<String> runs(RecordedTimeline.Track track) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < track.size(); i++) {
      WaitKind kind = track.waitsFor(i);
      String what = track.isNotSampled(i) ? "not sampled" : kind == null ? "works" : kind.name();
      runs.add(track.node(i).methodName + " " + what + " " + track.nanos(i) / MS);
    }
    return runs;
  }

  private static void assertNothingRanWhileItWaited(RecordedNode node) {
    long waited =
        node.waiting == null
            ? 0
            : node.waiting.values().stream().mapToLong(nanos -> nanos[0]).sum();
    assertThat(node.selfCpuNanos).isBetween(0L, node.selfNanos - waited);
    assertThat(node.notSampledCpuNanos).isNotNegative();
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      assertNothingRanWhileItWaited(child);
    }
  }

  private void walk(StackTraceElement[] stack, long at, long cpu, @Nullable WaitKind kind) {
    attribution.walk(
        start + at * MS,
        startCpu + cpu * MS,
        new SeenStack(stack),
        kind,
        Thread.State.RUNNABLE,
        5 * MS,
        0);
  }

  private void event(
      double from, double to, @Nullable StackTraceElement place, @Nullable WaitKind kind) {
    ended(EventSpan.of(start + (long) (from * MS), start + (long) (to * MS), place, null, kind));
  }

  private void end(long at, double cpu) {
    attribution.end(start + at * MS, startCpu + (long) (cpu * MS), false);
  }

  private RecordedNode node(String method) {
    RecordedNode found = find(root, method);
    assertThat(found).as(method).isNotNull();
    return found;
  }

  private static @Nullable RecordedNode find(RecordedNode node, String method) {
    if (node.methodName.equals(method)) {
      return node;
    }
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      RecordedNode found = find(child, method);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static long notSampled(RecordedNode node) {
    long sum = node.notSampledNanos;
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      sum += notSampled(child);
    }
    return sum;
  }

  private static long wall(RecordedNode node) {
    long sum = node.selfNanos + node.notSampledNanos;
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      sum += wall(child);
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

  private static StackTraceElement call(String method) {
    return new StackTraceElement("shop.A", method, "A.java", 1);
  }

  private static StackTraceElement driver(String method) {
    return new StackTraceElement("org.postgresql.Driver", method, "Driver.java", 1);
  }
}
