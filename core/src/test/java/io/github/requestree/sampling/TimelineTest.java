package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.StackBase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That runs add up to the tree is asserted wherever a profile is made. */
class TimelineTest {

  private final FakeWorld world = new FakeWorld();

  @Test
  void sleepingThenRunningThenSleepingAreThreeRunsInThatOrder() {
    FakeThread thread =
        FakeThread.request("qtp1-33")
            .sleeps(200 * MS, "shop.Orders.load:1", "shop.Orders.first:2")
            .runs(100 * MS, "shop.Orders.load:1", "shop.Orders.compute:3")
            .sleeps(300 * MS, "shop.Orders.load:1", "shop.Orders.second:4");

    Profile profile = world.profileOf(thread);

    Timeline.Track track = onlyTrack(profile);
    assertThat(track.thread()).isEqualTo("qtp1-33");
    assertThat(track.lane()).isFalse();
    List<Timeline.Run> runs = longerThan(2 * MS, track);
    assertThat(runs)
        .extracting(run -> text(run))
        .containsExactly(
            "load first sleep SLEEPING", "load compute null", "load second sleep SLEEPING");
    assertThat(runs.get(1).startNanos()).isCloseTo(200 * MS, within(3 * MS));
    assertThat(runs.get(2).startNanos()).isCloseTo(300 * MS, within(3 * MS));
    assertThat(profile.timeline().mergedRuns()).isZero();
  }

  @Test
  void aSleepThatIsPolledForSecondsIsOneRun() {
    Profile profile = world.profileOf(FakeThread.request("qtp1-33").sleeps(5 * S, "a.A.handle:1"));

    assertThat(profile.sampling().polls()).isGreaterThan(100);
    assertThat(onlyTrack(profile).runs()).hasSize(1);
  }

  @Test
  void eachTurnOfALoopIsARunOfItsOwnAndSoIsEachDepthOfARecursion() {
    FakeThread thread = FakeThread.request("qtp1-33");
    for (int i = 0; i < 5; i++) {
      thread
          .runs(20 * MS, "a.A.visit:1")
          .runs(20 * MS, "a.A.visit:2", "a.A.visit:1")
          .runs(20 * MS, "a.A.visit:2", "a.A.visit:2", "a.A.visit:1");
    }

    List<Timeline.Run> runs = longerThan(5 * MS, onlyTrack(world.profileOf(thread)));

    assertThat(runs).hasSize(15);
    assertThat(runs.stream().map(run -> run.stack().size()).limit(6))
        .containsExactly(1, 2, 3, 1, 2, 3);
  }

  @Test
  void aLaneIsATrackOfItsOwnAndMarked() {
    ActiveProfile active = world.begin("GET /test");
    Segment request = world.enters(active, FakeThread.request("qtp1-1").sleeps(S, "a.A.handle:1"));
    world.passes(30 * MS);
    world.actsAs(FakeThread.request("caller").runs(S, "a.A.handle:1", "a.A.submits:2"));
    FakeThread pool = FakeThread.lane("pool-1").runs(S, "a.A.task:5");
    HandOff handOff = world.handOff(request);
    world.begins(pool);
    Segment lane = active.state().open(pool.thread, StackBase.marked(0), handOff, null);
    world.passes(60 * MS);
    active.state().close(lane);
    active.state().close(request);

    List<Timeline.Track> tracks = world.finish(active).timeline().tracks();

    assertThat(tracks).extracting(Timeline.Track::thread).containsExactly("qtp1-1", "pool-1");
    assertThat(tracks).extracting(Timeline.Track::lane).containsExactly(false, true);
    assertThat(tracks.get(1).runs()).extracting(TimelineTest::text).containsExactly("task null");
    assertThat(tracks.get(1).runs().get(0).startNanos()).isEqualTo(30 * MS);
    assertThat(tracks.get(1).runs().get(0).nanos()).isEqualTo(60 * MS);
  }

  @Test
  void anAwaitIsATrackBetweenTheStaysWithTheFrameOfTheTree() {
    ActiveProfile active = world.begin("GET /async");
    stay(active, "qtp1-1");
    active.suspend();
    world.passes(30 * MS);
    stay(active, "qtp1-2");

    Profile profile = world.finish(active);

    List<Timeline.Track> tracks = profile.timeline().tracks();
    assertThat(tracks).extracting(Timeline.Track::thread).containsExactly("qtp1-1", "", "qtp1-2");
    Frame await = Frame.of(Frame.Kind.AWAIT, "[await]  until dispatch, then qtp1-2");
    assertThat(tracks.get(1).runs())
        .containsExactly(new Timeline.Run(10 * MS, 30 * MS, List.of(await), null));
    assertThat(tracks.get(2).runs().get(0).startNanos()).isEqualTo(40 * MS);
  }

  @Test
  void whatNobodyLookedAtIsOneRunThatWasNotSampled() {
    ActiveProfile active = world.begin("GET /short");
    Segment segment = world.enters(active, FakeThread.request("qtp1-1").runs(S, "a.A.handle:1"));
    world.advance(100 * US);
    active.state().close(segment);

    Profile profile = world.finish(active);

    assertThat(onlyTrack(profile).runs())
        .containsExactly(new Timeline.Run(0, 100 * US, List.of(Frame.NOT_SAMPLED), null));
  }

  @Test
  void aLongGapIsARunThatWasNotSampledBelowTheCommonAncestor() {
    ActiveProfile active = world.begin("GET /gap");
    Segment segment =
        world.enters(
            active,
            FakeThread.request("qtp1-1")
                .runs(S, "a.A.handle:1", "a.A.first:2")
                .runs(S, "a.A.handle:1", "a.A.second:3"));
    world.passes(500 * MS);
    world.advance(S);
    world.passes(500 * MS);
    active.state().close(segment);

    List<Timeline.Run> runs = onlyTrack(world.finish(active)).runs();

    assertThat(runs)
        .extracting(TimelineTest::text)
        .containsExactly("handle first null", "handle [not sampled] null", "handle second null");
    assertThat(runs.get(1).nanos()).isCloseTo(S, within(50 * MS));
  }

  @Test
  void whatStillRunsHasATimelineUpToNowAndGoesOnWithIt() {
    FakeWorld slow =
        new FakeWorld(
            SamplingOptions.DEFAULT.withMaxOverhead(1).withStillRunningAfter(Duration.ofSeconds(2)),
            1);
    ActiveProfile active = slow.begin("GET /stuck");
    Segment segment =
        slow.enters(
            active,
            FakeThread.request("qtp1-1").runs(S, "a.A.a:1").sleeps(9 * S, "a.A.a:2", "a.A.b:3"));
    slow.passes(3 * S);

    Profile soFar = slow.reported();

    List<Timeline.Run> runs = longerThan(2 * MS, onlyTrack(soFar));
    assertThat(runs).extracting(TimelineTest::text).containsExactly("a null", "a b sleep SLEEPING");
    slow.passes(7 * S);
    active.state().close(segment);
    List<Timeline.Run> whole = longerThan(2 * MS, onlyTrack(slow.finish(active)));
    assertThat(whole)
        .extracting(TimelineTest::text)
        .containsExactly("a null", "a b sleep SLEEPING");
    assertThat(whole.get(0)).isEqualTo(runs.get(0));
    assertThat(whole.get(1).nanos()).isGreaterThan(8 * S);
  }

  private void stay(ActiveProfile active, String thread) {
    Segment segment =
        world.enters(active, FakeThread.request(thread).runs(10 * MS, "a.A.handle:1"));
    world.passes(10 * MS);
    active.state().close(segment);
  }

  static Timeline.Track onlyTrack(Profile profile) {
    assertThat(profile.timeline().tracks()).hasSize(1);
    return profile.timeline().tracks().get(0);
  }

  static List<Timeline.Run> longerThan(long nanos, Timeline.Track track) {
    return track.runs().stream().filter(run -> run.nanos() > nanos).toList();
  }

  static String text(Timeline.Run run) {
    WaitKind waiting = run.waiting();
    return run.stack().stream().map(Frame::name).collect(Collectors.joining(" ")) + " " + waiting;
  }
}
