package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.StackBase;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whole requests that note what they do, looked at seldom or never. */
class EventEvidenceTest {

  private final FakeWorld world = new FakeWorld();
  private final ActiveProfile active = world.begin("GET /remote");

  @Test
  void aRequestThatNobodyLookedAtShowsItsRemoteCalls() {
    begins(
        FakeThread.request("caller")
            .runs(2 * MS, "shop.Shop.page:1")
            .parks(120 * MS, "shop.Shop.page:1", "shop.Stock.ask:5", "client.Http.send:9")
            .runs(3 * MS, "shop.Shop.page:1", "shop.Stock.ask:5")
            .parks(60 * MS, "shop.Shop.page:1", "shop.Price.ask:7", "client.Http.send:9")
            .runs(5 * MS, "shop.Shop.page:1", "shop.Price.ask:7"));
    world.advance(122 * MS);
    notes("http", 120 * MS);
    world.advance(63 * MS);
    notes("http", 60 * MS);
    world.advance(5 * MS);

    Profile profile = ends();

    assertThat(profile.sampling().walks()).isZero();
    assertThat(Trees.nanosOf(profile, "page")).isEqualTo(180 * MS);
    CallNode stock = Trees.all(profile.root(), node -> isAsk(node, "shop.Stock")).get(0);
    CallNode price = Trees.all(profile.root(), node -> isAsk(node, "shop.Price")).get(0);
    assertThat(stock.totalWaiting()).isEqualTo(Map.of(WaitKind.HTTP_CLIENT, 120 * MS));
    assertThat(price.totalWaiting()).isEqualTo(Map.of(WaitKind.HTTP_CLIENT, 60 * MS));
    assertThat(Trees.notSampled(profile)).isEqualTo(10 * MS);
    assertThat(profile.sampling().resolutionNanos()).isLessThan(5 * MS);
  }

  @Test
  void aFewLooksAndWhatWasNotedShowBothCallsWithinFiveMilliseconds() {
    Segment segment =
        begins(
            FakeThread.request("caller")
                .runs(2 * MS, "shop.Shop.page:1")
                .parks(120 * MS, "shop.Shop.page:1", "shop.Stock.ask:5", "client.Http.send:9")
                .runs(3 * MS, "shop.Shop.page:1")
                .parks(60 * MS, "shop.Shop.page:1", "shop.Price.ask:7", "client.Http.send:9")
                .runs(5 * MS, "shop.Shop.page:1"));
    world.advance(40 * MS);
    looksAt(segment);
    world.advance(82 * MS);
    notes("http", 120 * MS);
    world.advance(40 * MS);
    looksAt(segment);
    world.advance(23 * MS);
    notes("http", 60 * MS);
    world.advance(5 * MS);

    Profile profile = ends();

    assertThat(profile.sampling().walks()).isEqualTo(2);
    assertThat(timeOf(profile, "shop.Stock")).isCloseTo(120 * MS, within(5 * MS));
    assertThat(timeOf(profile, "shop.Price")).isCloseTo(60 * MS, within(5 * MS));
  }

  @Test
  void whatEndsOnAnotherThreadIsNoEvidenceAndStandsForItself() throws Exception {
    begins(FakeThread.request("caller").runs(100 * MS, "shop.Shop.page:1"));
    CurrentProfile current = Profiler.current();
    notes("http", 3 * MS);
    world.advance(100 * MS);
    Thread other = new Thread(() -> current.note("http", "GET /", 90 * MS, Map.of()));
    other.start();
    other.join(TimeUnit.SECONDS.toMillis(60));

    Profile profile = ends();

    assertThat(Trees.notSampled(profile)).isGreaterThan(90 * MS);
    assertThat(profile.events()).hasSize(2);
    assertThat(profile.events().get(0).place()).isNull();
    assertThat(profile.events().get(0).count()).isEqualTo(1);
    assertThat(profile.events().get(1).place()).isNotNull();
  }

  @Test
  void ofARequestOfWhichNothingIsKnownTheResolutionIsItsDuration() {
    begins(FakeThread.request("caller").runs(100 * MS, "shop.Shop.page:1"));
    world.advance(100 * MS);

    assertThat(ends().sampling().resolutionNanos()).isEqualTo(100 * MS);
  }

  @Test
  void aRequestWithoutALookSaysWhyAndWhatHelps() {
    world.profiler.engine.budget(false).charge(2_000 * MS);
    begins(FakeThread.request("caller").runs(100 * MS, "shop.Shop.page:1"));
    world.advance(100 * MS);

    assertThat(ends().notes())
        .containsExactly(
            "nothing was sampled: other requests used up the budget of 100 %; raise maxOverhead");
  }

  @Test
  void aRequestThatWasOverBeforeTheFirstLookSaysSo() {
    begins(FakeThread.request("caller").runs(MS, "shop.Shop.page:1"));
    world.advance(MS / 2);

    Profile profile = ends();

    assertThat(profile.notes())
        .containsExactly("nothing was sampled: it was over before the first check");
    assertThat(profile.sampling().resolutionNanos()).isEqualTo(MS / 2);
  }

  @Test
  void workingIsNeverLongerThanTheCpuClockAllows() {
    FakeThread thread = FakeThread.request("qtp1-1");
    for (int i = 0; i < 300; i++) {
      thread
          .runs(MS / 3, "shop.Shop.page:1")
          .waits(MS / 3, Thread.State.RUNNABLE, "shop.Shop.page:1");
    }

    Profile profile = new FakeWorld().profileOf(thread);

    CallNode page = Trees.node(profile.root(), "page");
    long working =
        page.selfNanos() - page.selfWaiting().values().stream().mapToLong(Long::longValue).sum();
    assertThat(working).isEqualTo(page.selfCpuNanos()).isCloseTo(100 * MS, within(2 * MS));
    assertThat(page.selfWaiting()).containsOnlyKeys(WaitKind.NOT_SCHEDULED);
  }

  private Segment begins(FakeThread caller) {
    world.actsAs(caller);
    active.state().openHere(StackBase.marked(0), null, null);
    return Objects.requireNonNull(CurrentSegment.get());
  }

  private static void notes(String kind, long nanos) {
    Profiler.current().note(kind, "GET /", nanos, Map.of());
  }

  private void looksAt(Segment segment) {
    StackTraceElement[] stack = world.stack(Thread.currentThread());
    if (segment.attribution == null) {
      segment.attribute(MS, MS, null);
    }
    segment.attribution.walk(
        world.nanoTime(),
        world.cpuNanos(Thread.currentThread()),
        segment.ownFrames(stack),
        WaitKind.WAITING,
        Thread.State.WAITING,
        MS,
        0);
    segment.seen(world.nanoTime());
  }

  private Profile ends() {
    active.leave();
    return world.finish(active);
  }

  private static boolean isAsk(CallNode node, String className) {
    return node.frame().className().equals(className);
  }

  private static long timeOf(Profile profile, String className) {
    return Trees.all(profile.root(), node -> isAsk(node, className)).get(0).totalNanos();
  }
}
