package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SamplingOneRequestTest {

  @Test
  void aLongSleepIsKnownToWithinTwiceTheResolutionAndNeedsFewWalks() {
    FakeThread thread =
        FakeThread.request("qtp1-33")
            .runs(3 * MS, "shop.Orders.load:12")
            .sleeps(2 * S, "shop.Orders.load:14", "shop.SlowWork.slowOperation:9")
            .runs(2 * MS, "shop.Orders.load:15");

    Profile profile = new FakeWorld().profileOf(thread);

    long resolution = profile.sampling().resolutionNanos();
    assertThat(Trees.nanosOf(profile, "slowOperation")).isCloseTo(2 * S, within(2 * resolution));
    CallNode sleep = Trees.node(profile.root(), "sleep");
    assertThat(sleep.selfWaiting()).containsOnlyKeys(WaitKind.SLEEPING);
    assertThat(sleep.selfCpuNanos()).isZero();
    assertThat(sleep.evidence().provenNanos()).isCloseTo(2 * S, within(2 * resolution));
    assertThat(profile.sampling().walks()).isLessThan(20);
  }

  @Test
  void framesOfTheContainerAndTheFilterAreNotInTheTree() {
    FakeThread thread = FakeThread.request("qtp1-33").runs(20 * MS, "shop.Orders.load:12");

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(profile.root().children())
        .extracting(node -> node.frame().name())
        .containsOnly("load");
  }

  @Test
  void theLineShownIsTheOneThatTookMost() {
    FakeThread thread =
        FakeThread.request("qtp1-33")
            .runs(20 * MS, "shop.Orders.load:12")
            .runs(60 * MS, "shop.Orders.load:14")
            .runs(20 * MS, "shop.Orders.load:16");

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(Trees.node(profile.root(), "load").line()).isEqualTo(14);
  }

  @Test
  void whatRanBetweenTwoWaitsIsNeverChargedToAFrameThatWaits() {
    FakeThread thread = FakeThread.request("qtp1-33");
    for (int i = 0; i < 200; i++) {
      thread.sleeps(3 * MS, "shop.Orders.poll:20").runs(150 * US, "shop.Orders.check:30");
    }

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(Trees.node(profile.root(), "sleep").selfCpuNanos()).isZero();
    assertThat(profile.cpuNanos()).hasValue(200 * 150 * US);
  }

  @Test
  void cpuTimeBetweenTwoSleepsIsFoundThoughItIsShort() {
    FakeThread thread =
        FakeThread.request("qtp1-33")
            .sleeps(1500 * MS, "shop.Orders.first:20")
            .runs(5 * MS, "shop.Orders.compute:30")
            .sleeps(1500 * MS, "shop.Orders.second:40");

    Profile profile = new FakeWorld().profileOf(thread);

    long resolution = profile.sampling().resolutionNanos();
    assertThat(Trees.nanosOf(profile, "first")).isCloseTo(1500 * MS, within(2 * resolution));
    assertThat(Trees.nanosOf(profile, "second")).isCloseTo(1500 * MS, within(2 * resolution));
    assertThat(Trees.node(profile.root(), "compute").totalCpuNanos()).isPositive();
  }

  @Test
  void whatFollowsAWaitIsSeenSoonHoweverDearLooksAre() {
    for (int seed = 0; seed < 50; seed++) {
      FakeThread thread =
          FakeThread.request("qtp1-33")
              .runs(3 * S, "shop.Orders.prepare:10")
              .sleeps(1500 * MS, "shop.Orders.first:20")
              .runs(5 * MS, "shop.Orders.compute:30")
              .sleeps(1500 * MS, "shop.Orders.second:40");

      Profile profile =
          new FakeWorld(SamplingOptions.DEFAULT, seed).costing(20 * US, 3 * MS).profileOf(thread);

      assertThat(Trees.nanosOf(profile, "second")).isCloseTo(1500 * MS, within(30 * MS));
    }
  }

  @Test
  void twoBusyMethodsAreToldApartByTheirShare() {
    FakeThread thread = FakeThread.request("qtp1-33");
    for (int i = 0; i < 100; i++) {
      thread.runs(7 * MS, "shop.Orders.seventy:20").runs(3 * MS, "shop.Orders.thirty:30");
    }

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(Trees.nanosOf(profile, "seventy")).isCloseTo(700 * MS, within(20 * MS));
    assertThat(Trees.nanosOf(profile, "thirty")).isCloseTo(300 * MS, within(20 * MS));
    assertThat(Trees.notSampled(profile)).isLessThan(profile.sampling().resolutionNanos());
  }

  @Test
  void aThreadThatCouldRunAndGetsNoCpuIsNotScheduled() {
    FakeThread thread =
        FakeThread.request("qtp1-33")
            .waits(300 * MS, Thread.State.RUNNABLE, "shop.Orders.compute:12");

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(Trees.node(profile.root(), "compute").selfWaiting())
        .containsOnlyKeys(WaitKind.NOT_SCHEDULED);
  }

  @Test
  void aThreadThatWaitsForAMonitorSaysWhoHoldsIt() {
    FakeThread thread =
        FakeThread.request("qtp1-33")
            .waits(300 * MS, Thread.State.BLOCKED, "shop.Orders.update:12");

    Profile profile = new FakeWorld().withLockHolder("lock-holder").profileOf(thread);

    CallNode node = Trees.node(profile.root(), "update");
    assertThat(node.selfWaiting()).containsOnlyKeys(WaitKind.LOCK);
    assertThat(node.details()).containsExactly("held by lock-holder");
  }

  @Test
  void twoWaitsAreToldApartThoughTheCpuClockDidNotMoveBetweenThem() {
    FakeThread thread =
        FakeThread.request("qtp1-33")
            .sleeps(80 * MS, "shop.Orders.first:20")
            .sleeps(80 * MS, "shop.Orders.second:30");

    Profile profile = new FakeWorld().profileOf(thread);

    // The JVM's count of waits is asked each time that a wait has grown by an eighth.
    assertThat(Trees.nanosOf(profile, "first")).isBetween(69 * MS, 82 * MS);
    assertThat(Trees.nanosOf(profile, "second")).isBetween(69 * MS, 82 * MS);
  }

  @Test
  void aThreadThatBlocksWhileItIsLookedAtWasNotBlockedWhereItWasSeen() {
    for (int seed = 0; seed < 20; seed++) {
      FakeThread thread =
          FakeThread.request("qtp1-33")
              .runs(2 * MS, "shop.Orders.prepare:11")
              .waits(50 * MS, Thread.State.BLOCKED, "shop.Orders.update:12");
      SamplingOptions options = SamplingOptions.DEFAULT.withMaxOverhead(1);

      Profile profile =
          new FakeWorld(options, seed)
              .withLockHolder("lock-holder")
              .capturingFor(MS)
              .profileOf(thread);

      for (CallNode node :
          Trees.all(profile.root(), found -> found.frame().name().equals("prepare"))) {
        assertThat(node.selfWaiting()).doesNotContainKey(WaitKind.LOCK);
        assertThat(node.details()).isEmpty();
      }
    }
  }

  @Test
  void aRequestOverBeforeTheFirstLookIsNotSampled() {
    FakeThread thread = FakeThread.request("qtp1-33").runs(1, "shop.Orders.load:12");

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(profile.sampling().walks()).isZero();
    assertThat(Trees.notSampled(profile)).isEqualTo(1);
  }

  @Test
  void whereTheClockIsCoarseNothingIsTakenForAStandstill() {
    FakeThread thread = FakeThread.request("qtp1-33").sleeps(100 * MS, "shop.Orders.load:14");

    Profile profile = new FakeWorld().withCoarseClock().profileOf(thread);

    CallNode sleep = Trees.node(profile.root(), "sleep");
    assertThat(sleep.evidence().provenNanos()).isZero();
    assertThat(sleep.selfNanos()).isCloseTo(100 * MS, within(4 * MS));
    assertThat(profile.sampling().walks()).isGreaterThan(50);
  }

  @Test
  void aVirtualThreadHasNoCpuTimeAndIsWalkedEachTime() {
    FakeThread thread =
        FakeThread.request("").withoutCpuClock().parks(100 * MS, "shop.Orders.load:14");

    Profile profile = new FakeWorld().profileOf(thread);

    assertThat(profile.cpuNanos()).isEmpty();
    assertThat(Trees.nanosOf(profile, "load")).isCloseTo(100 * MS, within(4 * MS));
  }

  @Test
  void aLongGapIsNotSampledBeyondTwiceTheResolution() {
    SamplingOptions poor = SamplingOptions.DEFAULT.withMaxOverhead(0.001);
    FakeThread thread = FakeThread.request("qtp1-33").runs(5 * S, "shop.Orders.load:12");

    Profile profile = new FakeWorld(poor, 7).costing(10 * US, 400 * US).profileOf(thread);

    assertThat(Trees.notSampled(profile)).isPositive();
    assertThat(Trees.node(profile.root(), "load").children())
        .as("it is known to be in load all the time, though not on which line")
        .isNotEmpty();
  }

  @Test
  void randomScriptsAlwaysAddUp() {
    SplittableRandom random = new SplittableRandom(2026);
    for (int round = 0; round < 300; round++) {
      FakeThread thread = FakeThread.request("qtp1-33");
      for (int i = random.nextInt(1, 30); i > 0; i--) {
        long nanos = (long) Math.pow(10, 3 + 5 * random.nextDouble());
        String[] frames = {"a.A.a:1", "b.B.b" + random.nextInt(3) + ":" + random.nextInt(1, 9)};
        switch (random.nextInt(5)) {
          case 0 -> thread.sleeps(nanos, frames);
          case 1 -> thread.parks(nanos, frames);
          case 2 -> thread.waits(nanos, Thread.State.RUNNABLE, "a.A.a:1", "sun.nio.ch.Net.poll:-2");
          case 3 -> thread.waits(nanos, Thread.State.BLOCKED, frames);
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
  void aProfileIsMarkedBeforeAnyoneIsToldOfTheFailureThatCostsIt() {
    AtomicReference<ActiveProfile> running = new AtomicReference<>();
    List<Boolean> markedWhenTold = new CopyOnWriteArrayList<>();
    IllegalStateException failure =
        new IllegalStateException() {
          private static final long serialVersionUID = 1;

          @Override
          public synchronized Throwable getCause() {
            // Asked for by whoever is told of it.
            markedWhenTold.add(running.get().state().hasSamplingFailed());
            return this;
          }
        };
    FakeWorld world =
        new FakeWorld() {
          @Override
          public StackTraceElement[] stack(Thread thread) {
            throw failure;
          }
        };
    running.set(world.begin("GET /test"));
    world.enters(running.get(), FakeThread.request("qtp1-1").runs(S, "a.A.works:1"));

    world.passes(S);

    assertThat(markedWhenTold).isNotEmpty().doesNotContain(false);
  }
}
