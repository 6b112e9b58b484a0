package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are too many for each to be looked at. */
class YoungProfileTest {

  private static final long MS = FakeWorld.MS;

  private final CrowdedWorld world = new CrowdedWorld();
  private final FakeThread thread = CrowdedWorld.thread("worker");
  private final ProfilerStatistics before = world.profiler.statistics();

  @AfterEach
  void close() {
    CurrentSegment.latest();
    assertThat(ActiveProfile.scan(world.profiler.engine)).as("young ones").isZero();
    assertThat(CurrentSegment.latest()).as("left behind on this thread").isNull();
    assertThat(world.profiler.statistics().openSegments()).isZero();
    assertThat(world.profiler.engine.counters().alive()).as("not ended").isZero();
    assertThat(world.profiler.engine.counters().aliveAndKnown()).as("known, not ended").isZero();
    world.close();
  }

  private ProfilerStatistics now() {
    return world.profiler.statistics();
  }

  @Test
  void oneThatEndsBeforeAScanIsCountedAndNothingElse() {
    ActiveProfile active = world.entered(thread);
    assertThat(active.isFinished()).isFalse();
    assertThat(now().openSegments()).isEqualTo(1);
    world.advance(MS);
    world.leavesToEnd(active, thread);
    world.scans();

    assertThat(active.isFinished()).isTrue();
    assertThat(active.isTooShort()).isTrue();
    assertThat(world.threadClockReads).isZero();
    assertThat(now().started()).isEqualTo(before.started() + 1);
    assertThat(now().finished()).isEqualTo(before.finished() + 1);
    assertThat(now().belowThreshold()).isEqualTo(before.belowThreshold() + 1);
    assertThat(now().endedYoung()).isEqualTo(before.endedYoung() + 1);
    assertThat(now().polls()).isEqualTo(before.polls());
  }

  @Test
  void thoseThatWereLookedAtAreNotCountedAsLeftOut() {
    ActiveProfile scanned = world.entered(thread);
    world.scans();
    world.leavesToEnd(scanned, thread);
    ActiveProfile slow = world.entered(thread);
    world.advance(150 * MS);
    world.reportOf(slow, thread);

    assertThat(now().belowThreshold()).isEqualTo(before.belowThreshold() + 1);
    assertThat(now().endedYoung()).isEqualTo(before.endedYoung());
  }

  @Test
  void aReportSaysWhichPartNobodyLookedAtAndWhy() {
    ActiveProfile late = world.entered(thread);
    world.advance(50 * MS);
    world.scans();
    world.passes(100 * MS);
    Profile profile = world.reportOf(late, thread);
    ActiveProfile soon = world.entered(thread);
    world.scans();
    world.passes(150 * MS);

    assertThat(profile.notes())
        .containsExactly(
            "its first 50 ms were not sampled: requests were too many to look at each");
    assertThat(world.reportOf(soon, thread).notes()).isEmpty();
  }

  @Test
  void allThatBeganArePaidForThoughNobodySawThem() {
    long paid = now().ownCpuNanos();
    for (int i = 0; i < 1_000; i++) {
      world.leavesToEnd(world.entered(thread), thread);
    }
    world.profiler.engine.sampler().takeIn(null, 0);

    assertThat(now().ownCpuNanos() - paid)
        .as("550 ns, and 100 for Flight Recorder")
        .isEqualTo(1_000 * 650);
  }

  @Test
  void oneThatIsThereWhenAScanComesIsSampledFromThenOn() {
    ActiveProfile active = world.entered(thread);
    world.advance(50 * MS);
    world.scans();
    world.passes(100 * MS);
    Profile profile = world.reportOf(active, thread);

    assertThat(profile.durationNanos()).isEqualTo(150 * MS);
    assertThat(profile.sampling().walks()).isPositive();
    assertThat(profile.sampling().unclockedNanos()).isEqualTo(50 * MS);
    assertThat(Trees.all(profile.root(), node -> node.frame().name().equals("work"))).isNotEmpty();
  }

  @Test
  void aScanLeavesAloneWhatHasJustBegun() {
    ActiveProfile active = world.entered(thread);
    long began = world.nanoTime();

    assertThat(ActiveProfile.scan(world.profiler.engine, began)).isEqualTo(1);
    assertThat(ActiveProfile.scan(world.profiler.engine, began + 1)).isZero();
    world.leavesToEnd(active, thread);
    assertThat(now().endedYoung()).isEqualTo(before.endedYoung());
  }

  @Test
  void aSlowOneIsReportedThoughNoScanCame() {
    ActiveProfile active = world.entered(thread);
    world.advance(150 * MS);
    Profile profile = world.reportOf(active, thread);

    assertThat(profile.durationNanos()).isEqualTo(150 * MS);
    assertThat(profile.sampling().walks()).isZero();
  }

  @Test
  void itsThreadCanTakeNotes() {
    FakeThread here = world.actsAs(CrowdedWorld.thread("here"));
    ActiveProfile active = world.begin("GET /notes");
    active.enterMarked();
    assertThat(now().openSegments()).isEqualTo(before.openSegments() + 1);
    Profiler.current().note("sql", "select 1", Duration.ofMillis(1), Map.of());
    world.scans();
    world.advance(150 * MS);
    active.leaveToEnd();
    assertThat(active.isTooShort()).isFalse();
    active.finish();
    Profile profile = world.reported();

    assertThat(profile.durationNanos()).isEqualTo(150 * MS);
    assertThat(profile.events())
        .singleElement()
        .satisfies(event -> assertThat(event.text()).isEqualTo("select 1"));
    world.forget(here);
  }

  @Test
  void itsThreadFindsItsSegmentAfterAScanToo() {
    FakeThread here = world.actsAs(CrowdedWorld.thread("here"));
    ActiveProfile active = world.begin("GET /scanned");
    active.enterMarked();
    world.scans();

    assertThat(Profiler.current().isActive()).isTrue();
    assertThat(Objects.requireNonNull(CurrentSegment.get()).profile).isSameAs(active.state());
    active.leaveToEnd();
    active.finish();
    assertThat(now().belowThreshold()).isEqualTo(before.belowThreshold() + 1);
    world.forget(here);
  }

  @Test
  void oneThatGoesOnElsewhereIsFollowed() {
    ActiveProfile active = world.begin("GET /async");
    active.enterMarked();
    world.advance(10 * MS);
    active.leave();
    active.suspend();
    world.advance(100 * MS);
    Segment second = world.enters(active, thread);
    world.advance(20 * MS);
    active.state().close(second);
    active.finish();
    Profile profile = world.reported();

    assertThat(profile.durationNanos()).isEqualTo(130 * MS);
    assertThat(Trees.all(profile.root(), node -> node.frame().kind() == Frame.Kind.AWAIT))
        .singleElement()
        .satisfies(await -> assertThat(await.totalNanos()).isEqualTo(100 * MS));
  }

  @Test
  void anotherThreadCanEndIt() {
    ActiveProfile active = world.begin("GET /ended");
    active.enterMarked();
    world.advance(150 * MS);
    Thread other = new Thread(active::finish);
    other.start();
    join(other);
    active.leaveToEnd();
    Profile profile = world.reported();

    assertThat(profile.durationNanos()).isEqualTo(150 * MS);
    assertThat(active.finish()).isFalse();
  }

  @Test
  void oneWhoseSlotIsTakenIsLookedAtAsWhereRequestsAreFew() {
    ActiveProfile young = world.entered(thread);
    ActiveProfile second = world.begin("GET /second");

    // A thread is in one young profile at a time, so its own slot is taken as well.
    assertThat(second.enterYoung(thread.thread)).isFalse();
    Segment segment = world.enters(second, CrowdedWorld.thread("other"));
    world.advance(150 * MS);
    second.state().close(segment);
    second.finish();
    assertThat(world.reported().name()).isEqualTo("GET /second");
    assertThat(world.reportOf(young, thread).name()).isEqualTo("GET /young");
  }

  @Test
  void oneInsideAnotherMakesBothGrow() {
    ActiveProfile outer = world.begin("outer");
    outer.enterMarked();
    ActiveProfile inner = world.begin("inner");
    inner.enterMarked();

    assertThat(ActiveProfile.scan(world.profiler.engine)).isZero();
    inner.leaveToEnd();
    inner.finish();
    assertThat(Objects.requireNonNull(CurrentSegment.get()).profile).isSameAs(outer.state());
    outer.leaveToEnd();
    outer.finish();
    assertThat(now().belowThreshold()).isEqualTo(before.belowThreshold() + 2);
  }

  @Test
  void nothingOfItStaysInItsThread() {
    Object[] place = CurrentSegment.place();
    ActiveProfile active = world.begin("GET /forgotten");
    active.enterMarked();
    assertThat(place).containsExactly(active, here());
    active.leaveToEnd();

    assertThat(active.isOver()).isTrue();
    assertThat(place).containsExactly(null, here());
    assertThat(CurrentSegment.place()).as("for the next one").isSameAs(place);
  }

  @Test
  void whatItsThreadKnewItByIsRemovedIfItWasLookedAt() {
    FakeThread here = world.actsAs(CrowdedWorld.thread("here"));
    Object[] place = CurrentSegment.place();
    ActiveProfile active = world.begin("GET /scanned");
    active.enterMarked();
    world.scans();
    active.leaveToEnd();
    active.finish();

    assertThat(CurrentSegment.place()).isNotSameAs(place).containsExactly(null, here());
    world.forget(here);
  }

  private static Thread here() {
    return Thread.currentThread();
  }

  @Test
  void anotherThreadThatLeavesItDoesNotEndIt() {
    ActiveProfile active = world.begin("GET /left");
    active.enterMarked();
    Thread other = new Thread(active::leaveToEnd);
    other.start();
    join(other);

    assertThat(active.isFinished()).isFalse();
    assertThat(Objects.requireNonNull(CurrentSegment.get()).profile).isSameAs(active.state());
    active.leaveToEnd();
    active.finish();
    assertThat(now().belowThreshold()).isEqualTo(before.belowThreshold() + 1);
  }

  @Test
  void itsThreadKnowsOneThatCouldNotStayYoung() {
    ActiveProfile sameSlot = world.begin("GET /first");
    assertThat(sameSlot.enterYoung(here())).isTrue();
    ActiveProfile active = world.begin("GET /second");
    active.enterMarked();

    assertThat(Objects.requireNonNull(CurrentSegment.get()).profile).isSameAs(active.state());
    active.leaveToEnd();
    active.finish();
    assertThat(sameSlot.endYoung()).isTrue();
    assertThat(now().belowThreshold()).isEqualTo(before.belowThreshold() + 2);
  }

  @Test
  void oneOnDemandIsNeverYoung() {
    ActiveProfile asked =
        world.profiler.begin(
            new ActiveProfile.Subject() {
              @Override
              public String name() {
                return "asked";
              }

              @Override
              public boolean onDemand() {
                return true;
              }
            });
    Objects.requireNonNull(asked);

    assertThat(asked.enterYoung(thread.thread)).isFalse();
    asked.finish();
  }

  @Test
  void workCalledInAProfileCanBeYoung() throws Exception {
    Profiler.current();
    String result = world.profiler.call("work", () -> "done");

    assertThat(result).isEqualTo("done");
    assertThat(now().belowThreshold()).isEqualTo(before.belowThreshold() + 1);
    assertThat(world.threadClockReads).isZero();
  }

  private static void join(Thread other) {
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
