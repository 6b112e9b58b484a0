package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileAssemblerTest {

  private final FakeWorld world = new FakeWorld();
  private final ActiveProfile active = world.begin("GET /async");

  @Test
  void anAwaitSaysHowItEndedAndWhoWentOn() {
    stay("qtp1-1");
    active.suspend();
    world.passes(30 * MS);
    stay("qtp1-2");

    Profile profile = world.finish(active);

    assertThat(awaits(profile)).containsExactly("[await]  until dispatch, then qtp1-2");
    assertThat(Trees.nanosOf(profile, "[await]  until dispatch, then qtp1-2")).isEqualTo(30 * MS);
    assertThat(profile.durationNanos()).isEqualTo(50 * MS);
    assertThat(profile.overlapNanos()).isZero();
    assertThat(profile.thread()).isEqualTo("qtp1-1");
  }

  @Test
  void anAwaitThatTimedOutSaysSo() {
    stay("qtp1-1");
    active.suspend();
    world.passes(30 * MS);
    active.awaitEnded("timeout");
    stay("qtp1-2");

    assertThat(awaits(world.finish(active))).containsExactly("[await]  until timeout, then qtp1-2");
  }

  @Test
  void theLastAwaitEndsWithCompletionOrWithWhatWasSaid() {
    stay("qtp1-1");
    active.suspend();
    world.passes(30 * MS);
    assertThat(awaits(world.finish(active))).containsExactly("[await]  until complete");

    ActiveProfile failed = world.begin("GET /failed");
    failed.suspend();
    world.passes(30 * MS);
    failed.awaitEnded("error");
    assertThat(awaits(world.finish(failed))).containsExactly("[await]  until error");
  }

  @Test
  void equalAwaitsAreOneNodeWithACount() {
    for (int i = 0; i < 5; i++) {
      stay("qtp1-1");
      active.suspend();
      world.passes(10 * MS);
    }
    stay("qtp1-1");

    Profile profile = world.finish(active);

    CallNode await = awaitNodes(profile).get(0);
    assertThat(await.count()).isEqualTo(5);
    assertThat(await.selfNanos()).isEqualTo(50 * MS);
  }

  @Test
  void moreThanAHundredDifferentAwaitsBecomeOthers() {
    for (int i = 0; i < 150; i++) {
      stay("qtp1-" + i);
      active.suspend();
      world.passes(MS);
    }

    Profile profile = world.finish(active);

    assertThat(awaits(profile)).hasSize(101).contains("[await]  others");
    assertThat(awaitNodes(profile).stream().mapToInt(CallNode::count).sum()).isEqualTo(150);
  }

  @Test
  void whatPassesBetweenTheLastLeavingAndTheEndIsNoAwait() {
    stay("qtp1-1");
    world.passes(5 * MS);

    Profile profile = world.finish(active);

    assertThat(profile.durationNanos()).isEqualTo(10 * MS);
    assertThat(awaits(profile)).isEmpty();
  }

  @Test
  void theLaterOfTwoThreadsThatLeaveIsTheEndWhoeverIsNotedLast() {
    Segment first = world.enters(active, FakeThread.request("qtp1-1").runs(S, "a.A.a:1"));
    Segment second = world.enters(active, FakeThread.request("qtp1-2").runs(S, "a.A.b:1"));
    world.passes(10 * MS);
    first.close();
    world.passes(10 * MS);
    active.state().close(second);
    active.state().close(first);

    Profile profile = world.finish(active);

    assertThat(profile.durationNanos()).isEqualTo(20 * MS);
    assertThat(profile.overlapNanos()).isEqualTo(10 * MS);
  }

  @Test
  void aTreeThatHadNoRoomSaysSo() {
    FakeThread thread = FakeThread.request("qtp1-1");
    String[] frames = new String[600];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = "a.A.m" + i + ":1";
    }
    Profile profile = world.profileOf(thread.runs(20 * MS, frames));

    assertThat(profile.notes()).hasSize(1);
    assertThat(profile.notes().get(0)).matches("\\d+ stacks were cut: .*10,000 nodes and 512.*");
  }

  @Test
  void theNotesOfTheSubjectComeFirst() {
    ActiveProfile noted =
        world.profiler.begin(
            new ActiveProfile.Subject() {
              @Override
              public String name() {
                return "GET /noted";
              }

              @Override
              public List<String> notes() {
                return List.of("streamed");
              }
            });
    noted.state().expire(SuspendedProfiles.TOO_OLD);

    assertThat(world.reported().notes()).hasSize(2).startsWith("streamed");
    world.close();
  }

  @Test
  void idsAreLongRandomAndSafeInFileNames() {
    Profile one = world.finish(world.begin("GET /"));
    Profile two = world.finish(world.begin("GET /"));

    assertThat(one.id()).matches("[0-9a-f]{32}").isNotEqualTo(two.id());
  }

  private void stay(String thread) {
    Segment segment =
        world.enters(active, FakeThread.request(thread).runs(10 * MS, "a.A.handle:1"));
    world.passes(10 * MS);
    active.state().close(segment);
  }

  private static List<CallNode> awaitNodes(Profile profile) {
    return profile.root().children().stream()
        .filter(node -> node.frame().kind() == Frame.Kind.AWAIT)
        .toList();
  }

  private static List<String> awaits(Profile profile) {
    return awaitNodes(profile).stream().map(node -> node.frame().name()).toList();
  }
}
