package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.recording.StackBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request that is slow because of others says so. */
class VictimsTest {

  /** What is profiled, with a route that may not be known yet. */
  private static final class Request implements ActiveProfile.Subject {
    private final String path;
    private @Nullable String route;

    Request(String path) {
      this.path = path;
    }

    @Override
    public String name() {
      return "GET " + path;
    }

    @Override
    public @Nullable String route() {
      return route;
    }
  }

  private final FakeWorld world = new FakeWorld();
  private final Request first = new Request("/orders/17");
  private final Request second = new Request("/orders/18");
  private final ActiveProfile one = begin(first);
  private final ActiveProfile two = begin(second);
  private final Segment requestOne =
      world.enters(one, FakeThread.request("qtp1-1").sleeps(20 * S, "a.A.submits:1"));
  private final Segment requestTwo =
      world.enters(two, FakeThread.request("qtp1-2").sleeps(20 * S, "a.A.submits:1"));

  private ActiveProfile begin(ActiveProfile.Subject subject) {
    return Objects.requireNonNull(world.profiler.begin(subject));
  }

  @Test
  void aHandOffThatBeganLateSaysWhatKeptItsThreadBusy() {
    world.actsAs(FakeThread.request("caller").runs(S, "a.A.submits:2"));
    HandOff handOffOne = world.handOff(requestOne);
    HandOff handOffTwo = world.handOff(requestTwo);
    FakeThread loop =
        FakeThread.lane("event-loop").sleeps(S, "a.A.slow:7").runs(100 * MS, "a.A.quick:8");
    Segment laneOne = lane(handOffOne, loop);
    world.passes(S);
    one.state().close(laneOne);
    Segment laneTwo =
        Objects.requireNonNull(
            two.state().open(loop.thread, StackBase.marked(0), handOffTwo, null));
    world.passes(100 * MS);
    two.state().close(laneTwo);
    first.route = "GET /orders/{id}";
    two.state().close(requestTwo);

    Profile profile = world.finish(two);

    Surroundings.LateStart late = profile.surroundings().lateStarts().get(0);
    assertThat(late.thread()).isEqualTo("event-loop");
    assertThat(late.lateNanos()).isEqualTo(S);
    Surroundings.BusyWith busy = Objects.requireNonNull(late.busyWith());
    assertThat(busy.route()).isEqualTo("GET /orders/{id}");
    assertThat(busy.nanos()).isCloseTo(S, within(20 * MS));
    assertThat(busy.stack())
        .extracting(StackTraceElement::getMethodName)
        .containsExactly("sleep", "slow");
    CallNode.Lane lane = Trees.node(profile.root(), "submits").lanes().get(0).lane();
    assertThat(lane.lateNanos()).isEqualTo(S);
    assertThat(lane.wallNanos()).isEqualTo(1_100 * MS);
    assertThat(world.finish(closed(one, requestOne)).surroundings().lateStarts()).isEmpty();
  }

  @Test
  void whoHoldsALockIsNamedByItsRouteAndNeverByItsPath() {
    Request waiting = new Request("/mine");
    ActiveProfile three = begin(waiting);
    world.withLockOwner(new Jvm.LockOwner(requestOne.threadId, "qtp1-1"));
    Segment blocked =
        world.enters(
            three, FakeThread.request("qtp1-3").waits(S, Thread.State.BLOCKED, "a.A.update:3"));
    world.passes(500 * MS);
    three.state().close(blocked);

    assertThat(heldBy(three)).isEqualTo("held by qtp1-1 for another request");

    first.route = "GET /orders/{id}";
    ActiveProfile four = begin(waiting);
    blocked =
        world.enters(
            four, FakeThread.request("qtp1-3").waits(S, Thread.State.BLOCKED, "a.A.update:3"));
    world.passes(500 * MS);
    four.state().close(blocked);

    assertThat(heldBy(four)).isEqualTo("held by qtp1-1 for GET /orders/{id}");
  }

  private String heldBy(ActiveProfile profile) {
    return Trees.node(world.finish(profile).root(), "update").details().get(0);
  }

  @Test
  void howManyWereInFlightIsSaidAsSeenAtItsStartAndAtMost() {
    world.passes(10 * MS);
    assertThat(world.finish(closed(one, requestOne)).surroundings().inFlightAtStart()).isEqualTo(1);
    ActiveProfile three = begin(new Request("/x"));
    ActiveProfile four = begin(new Request("/y"));
    world.passes(10 * MS);

    Surroundings around = world.finish(closed(two, requestTwo)).surroundings();

    assertThat(around.inFlightAtStart()).isEqualTo(2);
    assertThat(around.inFlightAtMost()).isEqualTo(3);
    three.finish();
    four.finish();
  }

  private static ActiveProfile closed(ActiveProfile profile, Segment segment) {
    profile.state().close(segment);
    return profile;
  }

  private Segment lane(HandOff handOff, FakeThread thread) {
    world.begins(thread);
    ProfileState profile = handOff.submitter().profile;
    return Objects.requireNonNull(profile.open(thread.thread, StackBase.marked(0), handOff, null));
  }
}
