package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.StackBase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Threads of which only the stacks are known, as virtual ones. */
class WithoutCpuClockTest {

  private static final String[] SLEEP = {
    "shop.Orders.load:14",
    "java.lang.Thread.sleep:540",
    "java.lang.VirtualThread.sleepNanos:980",
    "java.lang.VirtualThread.parkNanos:784"
  };

  @Test
  void eachWaitIsChargedWhereItsFramesAreAndNothingIsProven() {
    FakeThread thread =
        virtual()
            .runs(60 * MS, "shop.Orders.price:11")
            .waits(90 * MS, Thread.State.TIMED_WAITING, SLEEP)
            .waits(70 * MS, Thread.State.BLOCKED, "shop.Orders.update:12");

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(profile.allocatedBytes()).isEmpty();
    assertThat(waiting(profile, "parkNanos", WaitKind.SLEEPING)).isCloseTo(90 * MS, within(3 * MS));
    assertThat(waiting(profile, "update", WaitKind.LOCK)).isCloseTo(70 * MS, within(3 * MS));
    assertThat(Trees.node(profile.root(), "price").selfWaiting()).isEmpty();
    assertThat(Trees.nanosOf(profile, "price")).isCloseTo(60 * MS, within(3 * MS));
    assertThat(Trees.all(profile.root(), node -> node.evidence().provenNanos() > 0)).isEmpty();
    assertThat(profile.root().totalCpuNanos()).isZero();
  }

  @Test
  void aWaitIsWalkedAgainAndAgain() {
    FakeThread thread = virtual().waits(200 * MS, Thread.State.TIMED_WAITING, SLEEP);

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(Trees.node(profile.root(), "parkNanos").evidence().walks()).isGreaterThan(100);
  }

  @Test
  void aThreadThatBlocksWhileItIsLookedAtWasNotBlockedWhereItWasSeen() {
    for (int seed = 0; seed < 20; seed++) {
      FakeThread thread =
          virtual()
              .runs(2 * MS, "shop.Orders.prepare:11")
              .waits(50 * MS, Thread.State.BLOCKED, "shop.Orders.update:12");
      SamplingOptions options = SamplingOptions.DEFAULT.withMaxOverhead(1);

      FakeWorld world = new FakeWorld(options, seed).capturingFor(MS);
      ActiveProfile active = world.begin("GET /test");
      Segment segment = world.enters(active, thread);
      world.passes(50 * MS);
      active.state().close(segment);
      Profile profile = world.finish(active);

      for (CallNode node :
          Trees.all(profile.root(), found -> found.frame().name().equals("prepare"))) {
        assertThat(node.selfWaiting()).isEmpty();
      }
      assertThat(waiting(profile, "update", WaitKind.LOCK)).isPositive();
    }
  }

  @Test
  void randomScriptsAlwaysAddUp() {
    SplittableRandom random = new SplittableRandom(21);
    for (int round = 0; round < 300; round++) {
      FakeThread thread = virtual();
      for (int i = random.nextInt(1, 30); i > 0; i--) {
        long nanos = (long) Math.pow(10, 3 + 5 * random.nextDouble());
        String[] frames = {"a.A.a:1", "b.B.b" + random.nextInt(3) + ":" + random.nextInt(1, 9)};
        switch (random.nextInt(4)) {
          case 0 -> thread.waits(nanos, Thread.State.TIMED_WAITING, SLEEP);
          case 1 -> thread.parks(nanos, frames);
          case 2 -> thread.waits(nanos, Thread.State.BLOCKED, frames);
          default -> thread.runs(nanos, frames);
        }
      }
      SamplingOptions options =
          SamplingOptions.DEFAULT.withMaxOverhead(random.nextDouble(0.001, 1));
      new FakeWorld(options, round)
          .costing(random.nextInt(3_000), random.nextInt(300_000))
          .profileOf(thread);
    }
  }

  @Test
  void aThousandSleepersCostNoMoreThanWasGrantedAndShowWhoSlept() {
    long walk = 142 * US;
    FakeWorld world = new FakeWorld(SamplingOptions.DEFAULT, 5).costing(US, walk).withoutSavings();
    List<ActiveProfile> active = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      active.add(world.begin("GET /test"));
      segments.add(
          world.enters(active.get(i), virtual().waits(30 * S, Thread.State.TIMED_WAITING, SLEEP)));
    }
    world.passes(10 * S);
    long spentBefore = world.spentNanos();
    long walksBefore = world.profiler.statistics().walks();

    world.passes(20 * S);

    long spent = world.spentNanos() - spentBefore;
    long walked = (world.profiler.statistics().walks() - walksBefore) * walk;
    assertThat(spent).as("2 % of 20 s").isBetween((long) (0.8 * 400 * MS), 420 * MS);
    assertThat(walked).as("not wasted on clocks that are not there").isGreaterThan(spent / 2);
    long seen = 0;
    for (int i = 0; i < active.size(); i++) {
      active.get(i).state().close(segments.get(i));
      seen += Trees.nanosOf(world.finish(active.get(i)), "load");
    }
    // Seldom seen; what lies between two looks stands below the method that was seen in both.
    assertThat(seen).isGreaterThan(1_000 * 20 * S);
  }

  @Test
  void aLaneWithoutAClockIsMarkedAndTakesNoCpuTimeFromItsRequest() {
    FakeWorld world = new FakeWorld();
    ActiveProfile active = world.begin("GET /test");
    world.actsAs(FakeThread.request("caller").runs(S, "shop.Orders.submit:2"));
    Segment request =
        world.enters(active, FakeThread.request("http-1").runs(80 * MS, "shop.Orders.submit:2"));
    FakeThread worker =
        FakeThread.lane("").withoutCpuClock().waits(S, Thread.State.TIMED_WAITING, SLEEP);
    world.begins(worker);
    Segment lane =
        active.state().open(worker.thread, StackBase.marked(0), world.handOff(request), null);
    world.passes(80 * MS);
    active.state().close(lane);
    active.state().close(request);

    Profile profile = world.finish(active);

    assertThat(profile.cpuNanos()).hasValue(80 * MS);
    CallNode root = Trees.node(profile.root(), "submit").lanes().get(0);
    assertThat(root.lane())
        .isEqualTo(new CallNode.Lane("#" + worker.thread.getId(), false, false, 80 * MS, 0));
    assertThat(root.totalNanos()).isEqualTo(80 * MS);
    assertThat(root.totalCpuNanos()).isZero();
    assertThat(root.totalWaiting().get(WaitKind.SLEEPING)).isCloseTo(80 * MS, within(3 * MS));
  }

  @Test
  void aRequestThatGoesOnWithoutAClockHasNoCpuTimeAtAll() {
    FakeWorld world = new FakeWorld();
    ActiveProfile active = world.begin("GET /test");
    Segment first =
        world.enters(active, FakeThread.request("http-1").runs(40 * MS, "shop.Orders.price:11"));
    world.passes(40 * MS);
    active.suspend();
    active.state().close(first);
    world.advance(10 * MS);
    Segment second =
        world.enters(active, virtual().waits(30 * MS, Thread.State.TIMED_WAITING, SLEEP));
    world.passes(30 * MS);
    active.state().close(second);

    Profile profile = world.finish(active);

    assertThat(profile.cpuNanos()).isEmpty();
    assertThat(profile.durationNanos()).isEqualTo(80 * MS);
    assertThat(Trees.nanosOf(profile, "price")).isCloseTo(40 * MS, within(2 * MS));
    assertThat(waiting(profile, "parkNanos", WaitKind.SLEEPING)).isCloseTo(30 * MS, within(3 * MS));
    CallNode await =
        Trees.all(profile.root(), node -> node.frame().kind() == Frame.Kind.AWAIT).get(0);
    assertThat(await.frame().name()).endsWith("then " + second.threadName());
    assertThat(await.totalNanos()).isEqualTo(10 * MS);
  }

  private static FakeThread virtual() {
    return FakeThread.request("").withoutCpuClock();
  }

  private static long waiting(Profile profile, String method, WaitKind kind) {
    return Trees.node(profile.root(), method).selfWaiting().getOrDefault(kind, 0L);
  }
}
