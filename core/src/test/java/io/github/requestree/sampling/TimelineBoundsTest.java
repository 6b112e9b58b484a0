package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.profile.Timeline;
import io.github.requestree.sampling.recording.RecordedTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How large a timeline may grow, and who gets one. */
class TimelineBoundsTest {

  private static final int MAX_RUNS = RecordedTimeline.MAX_RUNS;

  private final FakeWorld world = new FakeWorld();

  @Test
  void ofMoreThanTwoThousandChangesTheLongOnesStayAndTheLossIsStated() {
    FakeThread thread =
        FakeThread.request("qtp1-33").sleeps(300 * MS, "a.A.handle:1", "a.A.first:2");
    for (int i = 0; i < 1_500; i++) {
      thread.runs(3 * MS, "a.A.handle:1", "a.A.odd:3").runs(3 * MS, "a.A.handle:1", "a.A.even:4");
    }
    thread.sleeps(300 * MS, "a.A.handle:1", "a.A.last:2");

    Profile profile = world.profileOf(thread);

    Timeline.Track track = TimelineTest.onlyTrack(profile);
    assertThat(track.runs()).hasSizeBetween(MAX_RUNS / 4, MAX_RUNS);
    assertThat(profile.timeline().mergedRuns()).isGreaterThan(1_000);
    List<Timeline.Run> longOnes = TimelineTest.longerThan(280 * MS, track);
    assertThat(longOnes)
        .extracting(TimelineTest::text)
        .containsExactly("handle first sleep SLEEPING", "handle last sleep SLEEPING");
    assertThat(longOnes.get(0).nanos()).isCloseTo(300 * MS, within(40 * MS));
  }

  @Test
  void allStaysOfAProfileShareTheRoom() {
    ActiveProfile active = world.begin("GET /many");
    for (int i = 0; i < 300; i++) {
      FakeThread thread = FakeThread.request("qtp1-" + i);
      for (int j = 0; j < 10; j++) {
        thread.runs(3 * MS, "a.A.odd:3").runs(3 * MS, "a.A.even:4");
      }
      Segment segment = world.enters(active, thread);
      world.passes(thread.lengthNanos());
      active.state().close(segment);
      active.suspend();
      world.passes(MS);
    }

    Profile profile = world.finish(active);

    assertThat(profile.timeline().tracks()).hasSize(600);
    assertThat(runs(profile)).isBetween(800, MAX_RUNS);
    assertThat(profile.timeline().mergedRuns()).isGreaterThan(3_000);
  }

  @Test
  void ofMoreStaysAndAwaitsThanThereMayBeRunsTheLongestAreKeptAndTheLossIsStated() {
    ActiveProfile active = world.begin("GET /endless");
    for (int i = 0; i < 1_500; i++) {
      stay(active, "qtp1-1");
      active.suspend();
      world.passes(i == 700 ? 50 * MS : MS);
    }
    stay(active, "qtp1-1");

    Profile profile = world.finish(active);

    assertThat(runs(profile)).isEqualTo(MAX_RUNS);
    assertThat(profile.timeline().mergedRuns()).isGreaterThanOrEqualTo(1_001);
    assertThat(profile.timeline().tracks())
        .filteredOn(track -> track.thread().equals("qtp1-1"))
        .hasSize(1_501);
    assertThat(profile.timeline().tracks())
        .anyMatch(track -> track.runs().get(0).nanos() == 50 * MS);
    assertThat(profile.timeline().tracks().stream().map(track -> track.runs().get(0).startNanos()))
        .isSorted();
  }

  @Test
  void runsOnOneNodeShareItsStackAndTheFramesOfTheTree() {
    FakeThread thread = FakeThread.request("qtp1-33");
    for (int i = 0; i < 10; i++) {
      thread.runs(20 * MS, "a.A.odd:3").runs(20 * MS, "a.A.even:4");
    }

    Profile profile = world.profileOf(thread);

    List<Timeline.Run> odd =
        TimelineTest.onlyTrack(profile).runs().stream()
            .filter(run -> TimelineTest.text(run).equals("odd null"))
            .toList();
    assertThat(odd).hasSizeGreaterThan(5);
    assertThat(odd).allSatisfy(run -> assertThat(run.stack()).isSameAs(odd.get(0).stack()));
    assertThat(odd.get(0).stack().get(0)).isSameAs(Trees.node(profile.root(), "odd").frame());
  }

  @Test
  void whereProfilesWaitARunCountsAsANode() {
    ActiveProfile active = world.begin("GET /test");
    Segment segment =
        world.enters(
            active, FakeThread.request("qtp1-1").runs(MS * 50, "a.A.a:1").runs(MS * 50, "a.A.b:1"));
    world.passes(100 * MS);
    active.state().close(segment);

    assertThat(active.state().recorded().size.nodes()).isEqualTo(2);
    assertThat(active.state().bytes()).isGreaterThanOrEqualTo(2 * 400 + 2 * 200);
    world.finish(active);
  }

  @Test
  void nothingIsRecordedIfNobodyWantsIt() {
    Profiler profiler =
        Profiler.builder()
            .sink(profile -> {})
            .fake(world, () -> Instant.EPOCH, new SplittableRandom(1))
            .build();

    ActiveProfile active = profiler.start("GET /test");

    assertThat(active.state().recorded().timeline).isNull();
    assertThat(active.stop().timeline()).isSameAs(Timeline.NONE);
  }

  @Test
  void whoStopsAProfileItselfHasItsTimelineIfTheBuilderSaidSo() {
    Profiler profiler =
        Profiler.builder()
            .timeline(true)
            .fake(world, () -> Instant.EPOCH, new SplittableRandom(1))
            .build();
    ActiveProfile active = profiler.start("GET /test");
    world.advance(MS);

    Profile profile = active.stop();

    ProfileSums.assertAddUp(profile);
    assertThat(profile.timeline().tracks()).hasSize(1);
  }

  @Test
  void aSinkThatFailsWhenAskedWantsNoneAndGetsItsProfiles() {
    List<Profile> got = new ArrayList<>();
    Profiler profiler =
        Profiler.builder()
            .sink(
                new ProfileSink() {
                  @Override
                  public void accept(Profile profile) {
                    got.add(profile);
                  }

                  @Override
                  public boolean wantsTimeline() {
                    throw new IllegalStateException("asked too early");
                  }
                })
            .fake(world, () -> Instant.EPOCH, new SplittableRandom(1))
            .build();

    profiler.start("GET /test").close();
    profiler.close();

    assertThat(got).hasSize(1);
    assertThat(got.get(0).timeline()).isSameAs(Timeline.NONE);
  }

  private void stay(ActiveProfile active, String thread) {
    Segment segment =
        world.enters(active, FakeThread.request(thread).runs(10 * MS, "a.A.handle:1"));
    world.passes(10 * MS);
    active.state().close(segment);
  }

  private static int runs(Profile profile) {
    return profile.timeline().tracks().stream().mapToInt(track -> track.runs().size()).sum();
  }
}
