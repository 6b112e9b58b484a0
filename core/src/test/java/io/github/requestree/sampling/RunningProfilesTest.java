package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.profile.WaitKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a sink sees of profiles that have not ended, asked by a thread of its own. */
class RunningProfilesTest {

  private static final int TRIES = 60;

  private final Watching watching = new Watching();
  private final FakeWorld world =
      new FakeWorld(
          SamplingOptions.DEFAULT.withMaxOverhead(1).withStillRunningAfter(Duration.ZERO),
          1,
          Profiler.builder().sink(watching));

  private static final class Watching implements ProfileSink {
    private Function<String, List<Profile>> running = id -> List.of();

    @Override
    public void accept(Profile profile) {}

    @Override
    public void watch(Function<String, List<Profile>> profiles) {
      running = profiles;
    }
  }

  @Test
  void theOldestComesFirstWithItsAgeAndNoTree() {
    ActiveProfile slow = world.begin("GET /slow");
    world.enters(slow, FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));
    world.passes(3 * S);
    ActiveProfile suspended = world.begin("GET /suspended");
    Segment segment = world.enters(suspended, FakeThread.request("qtp1-2").runs(S, "a.A.a:1"));
    world.passes(S);
    suspended.suspend();
    suspended.state().close(segment);
    ActiveProfile ended = world.begin("GET /ended");
    Segment last = world.enters(ended, FakeThread.request("qtp1-3").runs(S, "a.A.a:1"));
    world.passes(MS);
    ended.state().close(last);
    ended.finish();

    List<Profile> running = asked("");

    assertThat(running).extracting(Profile::name).containsExactly("GET /slow", "GET /suspended");
    assertThat(running).extracting(Profile::id).containsExactly(slow.id(), suspended.id());
    assertThat(running).allMatch(Profile::stillRunning);
    assertThat(running).extracting(Profile::durationNanos).containsExactly(4 * S + MS, S + MS);
    assertThat(running).allMatch(profile -> profile.root().children().isEmpty());
  }

  @Test
  void oneOfThemIsSeenAsItIsAndNobodyIsToldOfIt() {
    ActiveProfile slow = world.begin("GET /slow");
    Segment segment =
        world.enters(
            slow,
            FakeThread.request("qtp1-1").runs(S, "a.A.a:1").sleeps(100 * S, "a.A.a:2", "a.A.b:3"));
    world.passes(3 * S);

    Profile soFar = asked(slow.id()).get(0);

    ProfileSums.assertAddUp(soFar);
    assertThat(soFar.id()).isEqualTo(slow.id());
    assertThat(soFar.durationNanos()).isEqualTo(3 * S);
    assertThat(Trees.node(soFar.root(), "sleep").totalWaiting())
        .containsOnlyKeys(WaitKind.SLEEPING);
    slow.state().close(segment);
    assertThat(slow.finish()).isTrue();
    Profile whole = world.reported();
    assertThat(whole.id()).isEqualTo(soFar.id());
    assertThat(whole.stillRunning()).isFalse();
    assertThat(asked(slow.id())).isEmpty();
    assertThat(world.close()).isEmpty();
  }

  @Test
  void ofThousandsTheOldestHundredAreNamed() {
    for (int i = 0; i < 2_000; i++) {
      world.enters(
          world.begin("GET /stuck/" + i),
          FakeThread.request("qtp1-" + i).sleeps(100 * S, "a.A.a:1"));
      world.advance(MS);
    }

    List<Profile> running = asked("");

    assertThat(running).hasSize(100);
    assertThat(running.get(0).name()).isEqualTo("GET /stuck/0");
    assertThat(running.get(99).name()).isEqualTo("GET /stuck/99");
  }

  @Test
  void anUnknownIdHasNone() {
    world.enters(world.begin("GET /slow"), FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));

    assertThat(answer("0".repeat(32))).isEmpty();
  }

  @Test
  void aNameThatFailsCostsTheAnswerAndNothingElse() {
    world.enters(world.begin("GET /slow"), FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));
    ActiveProfile bad =
        world.profiler.begin(
            () -> {
              throw new IllegalStateException("no name");
            });
    Segment segment = world.enters(bad, FakeThread.request("qtp1-2").sleeps(100 * S, "a.A.a:1"));

    assertThat(answer("")).isEmpty();
    bad.state().close(segment);
    bad.upgraded();
    assertThat(asked("")).extracting(Profile::name).containsExactly("GET /slow");
  }

  @Test
  void whereNothingRunsNobodyWaits() {
    assertThat(watching.running.apply("")).isEmpty();
    world.enters(world.begin("GET /slow"), FakeThread.request("qtp1-1").sleeps(100 * S, "a.A.a:1"));
    world.close();
    assertThat(watching.running.apply("")).isEmpty();
  }

  /** The answer, once the sampler came in time. */
  private List<Profile> asked(String id) {
    List<Profile> answer = List.of();
    for (int i = 0; i < TRIES && answer.isEmpty(); i++) {
      answer = answer(id);
      if (world.profiler.engine.counters().alive() == 0) {
        break;
      }
    }
    return answer;
  }

  /** Asks on another thread, while this one ticks. */
  private List<Profile> answer(String id) {
    CompletableFuture<List<Profile>> answer =
        CompletableFuture.supplyAsync(() -> watching.running.apply(id));
    while (!answer.isDone()) {
      world.profiler.engine.sampler().tick();
    }
    return answer.join();
  }
}
