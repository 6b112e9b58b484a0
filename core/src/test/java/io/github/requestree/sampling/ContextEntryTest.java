package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.pacing.Budget;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Other libraries set and restore what they carried; the test's thread is the one they do it on.
 */
class ContextEntryTest {

  private final FakeWorld world = new FakeWorld();
  private final ActiveProfile active = world.begin("GET /test");
  private final Segment request =
      world.enters(active, FakeThread.request("qtp1-1").runs(S, "a.A.handle:1", "a.A.submits:2"));

  @AfterEach
  void everythingIsLeft() {
    assertThat(CurrentSegment.latest()).isNull();
    if (request.isOpen()) {
      active.state().close(request);
    }
    assertThat(world.profiler.statistics().openSegments()).isZero();
  }

  @Test
  void betweenSettingAndRestoringIsALaneBelowTheFrameThatHandedOff() {
    Object carried = captured(request);
    Object before = enter(carried);
    world.passes(40 * MS);
    Profiler.leaveCarried(before);
    world.passes(10 * MS);
    active.state().close(request);

    Profile profile = world.finish(active);

    assertThat(before).isNull();
    CallNode lane = Trees.node(profile.root(), "submits").lanes().get(0);
    assertThat(lane.totalNanos()).isEqualTo(40 * MS);
    assertThat(lane.lane().cut()).isFalse();
    assertThat(profile.durationNanos()).isEqualTo(50 * MS);
    assertThat(profile.overlapNanos()).isZero();
  }

  @Test
  void aLaneHasTheWholeStackOfItsThread() {
    Object carried = captured(request);
    world.actsAs(FakeThread.lane("pool-1").runs(S, "a.A.inLane:9"));
    enter(carried);
    world.passes(40 * MS);
    Profiler.leaveCarried(null);
    active.state().close(request);

    Profile profile = world.finish(active);

    CallNode lane = Trees.node(profile.root(), "submits").lanes().get(0);
    assertThat(Trees.node(lane, "run").frame().className()).isEqualTo("java.lang.Thread");
    assertThat(Trees.node(Trees.node(lane, "run"), "inLane").totalNanos()).isGreaterThan(30 * MS);
  }

  @Test
  void settingTwiceIsOneLaneAndRestoringTwiceEndsItOnce() {
    Object carried = captured(request);
    Object outside = enter(carried);
    Object inside = enter(carried);
    assertThat(world.profiler.statistics().openSegments()).isEqualTo(2);

    Profiler.leaveCarried(inside);
    assertThat(active.state().isEnteredHere()).as("the outer scope goes on").isTrue();
    Profiler.leaveCarried(outside);
    Profiler.leaveCarried(outside);
    Profiler.leaveCarried(inside);

    assertThat(active.state().isEnteredHere()).isFalse();
    active.state().close(request);
    assertThat(lanes(world.finish(active))).hasSize(1);
  }

  @Test
  void onTheThreadThatHandsOffNothingIsSet() {
    CurrentSegment.set(request);
    Object carried = Profiler.carried(() -> true);
    Object before = enter(carried);
    Profiler.leaveCarried(before);

    assertThat(before).isEqualTo(carried);
    assertThat(CurrentSegment.get()).as("still in it").isSameAs(request);
    CurrentSegment.restore(request);
    active.state().close(request);
    assertThat(lanes(world.finish(active))).isEmpty();
  }

  @Test
  void ofAFinishedProfileNothingIsRecorded() {
    Object carried = captured(request);
    active.state().close(request);
    Profile profile = world.finish(active);

    Object before = enter(carried);
    assertThat(CurrentSegment.latest()).isNull();
    assertThat(captured(request)).isNull();
    Profiler.leaveCarried(before);
    Profiler.leaveCarried(carried);

    assertThat(lanes(profile)).isEmpty();
  }

  @Test
  void aLaneThatOutlivesItsRequestIsCutAndItsThreadKeepsNothing() throws Exception {
    Object before = enter(captured(request));
    world.passes(20 * MS);
    Profile profile = endedByAnotherThread();
    world.passes(S);

    CallNode lane = lanes(profile).get(0);
    assertThat(lane.lane().cut()).isTrue();
    assertThat(lane.totalNanos()).isEqualTo(20 * MS);
    Profiler.leaveCarried(before);
  }

  @Test
  void whatIsNeverRestoredIsForgottenOnceItsProfileIsReported() throws Exception {
    enter(captured(request));
    endedByAnotherThread();
    assertThat(CurrentSegment.latest()).isNotNull();

    assertThat(Profiler.carried(() -> true)).isNull();

    assertThat(CurrentSegment.latest()).isNull();
  }

  @Test
  void anotherProfileInsideIsLeftAndTheOneAroundItGoesOn() {
    ActiveProfile other = world.begin("GET /other");
    Segment otherRequest =
        world.enters(other, FakeThread.request("qtp1-2").runs(S, "b.B.handle:1", "b.B.submits:2"));
    Object first = captured(request);
    Object second = captured(otherRequest);

    Object nothing = enter(first);
    world.passes(10 * MS);
    Object outer = enter(second);
    world.passes(20 * MS);
    assertThat(Profiler.carried(() -> false)).isEqualTo(second).isNotEqualTo(first);
    Profiler.leaveCarried(outer);
    assertThat(Profiler.carried(() -> false)).isEqualTo(first);
    world.passes(5 * MS);
    Profiler.leaveCarried(nothing);

    active.state().close(request);
    other.state().close(otherRequest);
    assertThat(lanes(world.finish(active))).extracting(CallNode::totalNanos).containsOnly(35 * MS);
    assertThat(lanes(world.finish(other))).extracting(CallNode::totalNanos).containsOnly(20 * MS);
  }

  @Test
  void restoringNothingEndsEveryLaneButNoSegmentOfAnotherKind() {
    ActiveProfile other = world.begin("GET /other");
    Object carried = captured(request);
    enter(carried);
    other.enter();
    Profiler.leaveCarried(null);

    assertThat(active.state().isEnteredHere()).isFalse();
    assertThat(other.state().isEnteredHere()).isTrue();
    other.leave();
    world.finish(other);
  }

  @Test
  void aLaneInALaneHangsInItsTree() {
    enter(captured(request));
    Object inner = Profiler.carried(() -> true);
    Segment lane = CurrentSegment.get();
    Profiler.leaveCarried(null);
    enter(inner);
    assertThat(CurrentSegment.get().handOff.submitter()).isSameAs(lane);
    Profiler.leaveCarried(null);

    active.state().close(request);
    CallNode outer = lanes(world.finish(active)).get(0);
    assertThat(Trees.all(outer, node -> !node.lanes().isEmpty())).hasSize(1);
  }

  @Test
  void aTaskThatIsWrappedAsWellIsOneLane() {
    CurrentSegment.set(request);
    Object carried = Profiler.carried(() -> true);
    Runnable task = Profiler.wrap(() -> enterAndLeave(carried));
    CurrentSegment.restore(request);

    enter(carried);
    task.run();
    Profiler.leaveCarried(null);
    task.run();

    active.state().close(request);
    assertThat(lanes(world.finish(active))).hasSize(2);
  }

  private static void enterAndLeave(Object carried) {
    Profiler.leaveCarried(enter(carried));
  }

  @Test
  void whenItWasToBeginIsNotKnown() {
    long handedOff = world.nanoTime();
    Object carried = captured(request);
    world.passes(10 * MS);
    enter(carried);

    HandOff handOff = CurrentSegment.get().handOff;
    assertThat(handOff.handedOffNanos()).isEqualTo(handedOff);
    assertThat(handOff.dueNanos()).isEqualTo(Jvm.UNKNOWN);
    Profiler.leaveCarried(null);
  }

  @Test
  void thePlaceIsCapturedOnlyWhereItCountsAndThereIsAToken() {
    Budget budget = world.profiler.engine.budget(false);
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier handsOff = () -> asked.incrementAndGet() > 0;
    assertThat(placeOf(() -> false)).isNull();
    assertThat(placeOf(handsOff)).isNotNull();
    while (budget.tryTakeForCapture(US)) {
      // Until nothing is left.
    }

    assertThat(placeOf(handsOff)).isNull();

    assertThat(asked).hasValue(1);
  }

  private StackTraceElement[] placeOf(BooleanSupplier handsOff) {
    CurrentSegment.set(request);
    Object carried = Profiler.carried(handsOff);
    CurrentSegment.restore(request);
    enter(Objects.requireNonNull(carried));
    StackTraceElement[] place = CurrentSegment.get().handOff.place();
    Profiler.leaveCarried(null);
    return place;
  }

  @Test
  void whatIsNoneOfOursIsIgnored() {
    Profiler.enterCarried("a value of somebody else");
    Profiler.leaveCarried("a value of somebody else");

    assertThat(Profiler.carried(() -> true)).isNull();
  }

  @Test
  void onAThreadThatWorksForNoProfileAskingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    BooleanSupplier handsOff = () -> true;
    for (int i = 0; i < 20_000; i++) {
      Profiler.carried(handsOff);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      Profiler.carried(handsOff);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }

  private Profile endedByAnotherThread() throws Exception {
    active.state().close(request);
    FutureTask<Profile> end = new FutureTask<>(() -> world.finish(active));
    new Thread(end).start();
    return end.get();
  }

  /** What the thread of this segment, and nobody else, would hand off. */
  private Object captured(Segment submitter) {
    world.actsAs(FakeThread.request("caller").runs(S, "a.A.handle:1", "a.A.submits:2"));
    CurrentSegment.set(submitter);
    try {
      return Profiler.carried(() -> true);
    } finally {
      CurrentSegment.restore(submitter);
    }
  }

  /** Begins a scope; the value to be restored at its end. */
  private static Object enter(Object carried) {
    Object before = Profiler.carried(() -> false);
    Profiler.enterCarried(carried);
    return before;
  }

  private static List<CallNode> lanes(Profile profile) {
    return Trees.all(profile.root(), node -> true).stream()
        .flatMap(node -> node.lanes().stream())
        .toList();
  }
}
