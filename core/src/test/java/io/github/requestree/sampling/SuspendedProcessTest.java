package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.findings.Findings;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import org.junit.jupiter.api.Test;

/** All threads stand still for a minute, the sampler's too: a laptop slept, or a debugger held. */
class SuspendedProcessTest {

  private static final String NOTE =
      "no check came for 60.0 s: the process was suspended, or the machine was too busy";

  private final FakeWorld world = new FakeWorld();

  @Test
  void ofARequestThatWasRunningTheReportSaysSo() {
    ActiveProfile active = world.begin("GET /busy");
    FakeThread thread =
        FakeThread.request("busy")
            .runs(20 * MS, "app.App.work:1")
            .waits(60 * S, Thread.State.RUNNABLE, "app.App.work:1")
            .runs(20 * MS, "app.App.work:1");
    Segment segment = world.enters(active, thread);
    world.passes(20 * MS);
    world.advance(60 * S);
    world.passes(20 * MS);
    active.state().close(segment);

    Profile profile = world.finish(active);

    assertThat(profile.notes()).containsExactly(NOTE);
    assertThat(profile.cpuNanos()).hasValue(40 * MS);
    long notSampled =
        Trees.all(profile.root(), node -> node.frame().equals(Frame.NOT_SAMPLED)).stream()
            .mapToLong(CallNode::selfNanos)
            .sum();
    long waiting =
        Trees.all(profile.root(), node -> true).stream()
            .flatMap(node -> node.selfWaiting().values().stream())
            .mapToLong(Long::longValue)
            .sum();
    assertThat(notSampled + waiting).isGreaterThanOrEqualTo(60 * S - 50 * MS);
    if (notSampled > waiting) {
      assertThat(Findings.of(profile).toString()).contains(NOTE);
    }
  }

  @Test
  void aWaitThatGoesOnMeanwhileIsAsLongAsItWas() {
    ActiveProfile active = world.begin("GET /wait");
    Segment segment =
        world.enters(active, FakeThread.request("waiting").parks(61 * S, "app.App.await:1"));
    world.passes(1 * S);
    world.advance(60 * S);
    active.state().close(segment);

    Profile profile = world.finish(active);

    assertThat(profile.durationNanos()).isEqualTo(61 * S);
    assertThat(profile.cpuNanos()).hasValue(0);
  }

  @Test
  void aRequestThatBeganAfterwardsIsNotAffected() {
    ActiveProfile before = world.begin("GET /before");
    Segment first =
        world.enters(before, FakeThread.request("first").parks(100 * S, "app.App.await:1"));
    world.passes(20 * MS);
    world.advance(60 * S);
    ActiveProfile active = world.begin("GET /after");
    Segment segment =
        world.enters(active, FakeThread.request("second").runs(20 * MS, "app.App.work:1"));
    world.passes(20 * MS);
    active.state().close(segment);

    Profile profile = world.finish(active);

    assertThat(profile.notes()).isEmpty();
    assertThat(profile.sampling().walks()).isGreaterThan(5);
    before.state().close(first);
    assertThat(world.finish(before).notes()).containsExactly(NOTE);
  }

  @Test
  void checksThatTheBudgetPutsOffAreNotLate() {
    FakeWorld poor = new FakeWorld(SamplingOptions.DEFAULT.withMaxOverhead(0.001), 42);
    poor.costing(100 * FakeWorld.US, 5 * MS).withoutSavings();
    Profile profile = poor.profileOf(FakeThread.request("busy").runs(30 * S, "app.App.work:1"));

    assertThat(profile.notes()).noneMatch(note -> note.startsWith("no check came"));
  }
}
