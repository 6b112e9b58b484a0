package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurrentSegmentTest {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(reported::add)
          .build();

  @AfterEach
  void threadKeepsNothing() {
    profiler.close();
    assertThat(CurrentSegment.get()).isNull();
    assertThat(CurrentSegment.firstNotLeft(CurrentSegment.latest())).isNull();
    assertThat(CurrentSegment.marked(CurrentSegment.latest())).isZero();
  }

  @Test
  void profilesThatEndInTheOrderTheyBeganDoNotLoseTheInnerOne() {
    ActiveProfile first = profiler.start("first");
    ActiveProfile second = profiler.start("second");

    ProfileSums.assertAddUp(first.stop());

    assertThat(second.state().isEnteredHere()).isTrue();
    assertThat(CurrentSegment.get().profile).isSameAs(second.state());
    ProfileSums.assertAddUp(second.stop());
  }

  @Test
  void leavingTwiceCountsOnce() {
    ActiveProfile outer = profiler.begin(() -> "outer");
    ActiveProfile inner = profiler.begin(() -> "inner");
    outer.enter();
    inner.enter();
    outer.leave();
    outer.leave();
    inner.leave();
    inner.leave();

    assertThat(profiler.statistics().openSegments()).isZero();
    ProfileSums.assertAddUp(outer.stop());
    ProfileSums.assertAddUp(inner.stop());
  }

  @Test
  void aProfileInsideOneThatHasBeenLetGoHasItsOwnFramesOnly() throws Exception {
    profiler.call(
        "outer",
        () -> {
          CurrentSegment.get().profile.expire(SuspendedProfiles.TOO_OLD);
          Await.until("cut", () -> CurrentSegment.get() == null);
          assertThat(CurrentSegment.marked(CurrentSegment.latest())).isEqualTo(1);
          return profiler.call("inner", () -> walked(5));
        });

    assertThat(next().name()).isEqualTo("outer");
    Profile inner = next();
    assertThat(Trees.all(inner.root(), node -> node.frame().name().equals("call"))).isEmpty();
    assertThat(Trees.node(inner.root(), "walked")).isNotNull();
  }

  @Test
  void aTaskWithoutALaneIsNoMarkerForWhatItProfilesItself() throws Exception {
    Runnable task = profiler.call("outer", () -> Profiler.wrap((Runnable) this::innerProfile));
    assertThat(next().name()).isEqualTo("outer");

    task.run();

    CallNode root = next().root();
    assertThat(Trees.all(root, node -> node.frame().name().equals("innerProfile"))).isEmpty();
    assertThat(Trees.node(root, "walked")).isNotNull();
  }

  private String innerProfile() {
    try {
      return profiler.call("inner", () -> walked(5));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String walked(int times) {
    long enough = profiler.statistics().walks() + times;
    Await.until("walked", () -> profiler.statistics().walks() > enough);
    return "walked";
  }

  private Profile next() throws InterruptedException {
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    return profile;
  }
}
