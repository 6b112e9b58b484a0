package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.example.app.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A profiler with its real threads. */
class ProfilerThreadsTest {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final String name;
  private Profiler profiler;

  ProfilerThreadsTest(TestInfo test) {
    name = "requestree-" + test.getTestMethod().orElseThrow().getName();
    profiler = build(SamplingOptions.DEFAULT.withMaxOverhead(1), new RealJvm());
  }

  private Profiler build(SamplingOptions options, Jvm jvm) {
    return Profiler.builder().name(name).options(options).jvm(jvm).sink(reported::add).build();
  }

  @AfterEach
  void noThreadIsLeft() {
    profiler.close();
    assertThat(ownThreads()).isEmpty();
    reported.forEach(ProfileSums::assertAddUp);
  }

  @Test
  void threadsStartWithTheFirstSegmentAndInheritNothing() throws Exception {
    assertThat(ownThreads()).isEmpty();
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("of the request");
    List<String> seen = new CopyOnWriteArrayList<>();
    profiler =
        Profiler.builder()
            .name(name)
            .sink(profile -> seen.add("reporter has " + inherited.get()))
            .build();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader webapp = new URLClassLoader(new URL[0])) {
      Thread.currentThread().setContextClassLoader(webapp);
      profiler.call("one", () -> App.spins(() -> profiler.statistics().walks() > 3));
      assertThat(ownThreads()).hasSize(2);
      assertThat(ownThreads())
          .allSatisfy(
              thread -> {
                assertThat(thread.isDaemon()).isTrue();
                assertThat(thread.getContextClassLoader()).isNotSameAs(webapp);
              });
      profiler.close();
      assertThat(seen).containsExactly("reporter has null");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      inherited.remove();
    }
  }

  @Test
  void whileNothingIsOpenTheSamplerDoesNotTick() throws Exception {
    profiler.call("one", () -> App.spins(() -> profiler.statistics().walks() > 3));

    assertIdle();
  }

  @Test
  void ofASamplerThatWasInterruptedNothingIsToBeSeen() throws Exception {
    profiler.call("one", () -> App.spins(() -> profiler.statistics().walks() > 3));
    ownThreads().forEach(Thread::interrupt);

    assertIdle();
    long walks = profiler.statistics().walks();
    profiler.call("two", () -> App.spins(() -> profiler.statistics().walks() > walks + 3));
  }

  @Test
  void aSamplerShortOfTokensIsIdleTooAndSamplesOnceTheyAreBack() throws Exception {
    profiler = build(SamplingOptions.DEFAULT.withMaxOverhead(0.001), new RealJvm());
    profiler.call("one", () -> App.spins(() -> profiler.statistics().walks() > 3));
    profiler.budget().charge(profiler.budget().balance() + 100_000);

    assertIdle();
    long walks = profiler.statistics().walks();
    profiler.call("two", () -> App.spins(() -> profiler.statistics().walks() > walks));
  }

  /** Idle: parked without a time to wake at, or without a tick for a while. */
  private void assertIdle() {
    Thread sampler =
        ownThreads().stream().filter(t -> t.getName().endsWith("sampler")).findAny().orElseThrow();
    Await.until("parked", () -> sampler.getState() == Thread.State.WAITING);
    long ticks = profiler.statistics().ticks();
    for (int i = 0; i < 100; i++) {
      assertThat(sampler.getState()).isEqualTo(Thread.State.WAITING);
    }
    assertThat(profiler.statistics().ticks()).isEqualTo(ticks);
  }

  @Test
  void whatIsCalledReturnsThrowsAndIsDelivered() throws Exception {
    assertThat(profiler.call("fine", () -> "value")).isEqualTo("value");
    IOException thrown = new IOException("mine");
    assertThatThrownBy(
            () ->
                profiler.call(
                    "failing",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    assertThat(next().name()).isEqualTo("fine");
    assertThat(next().name()).isEqualTo("failing");
    assertThat(profiler.statistics().openSegments()).isZero();
  }

  @Test
  void aStartedProfileBeginsAtTheMethodThatStartedIt() {
    ActiveProfile active = profiler.start("started");
    App.spins(() -> profiler.statistics().walks() > 20);
    Profile profile = active.stop();

    ProfileSums.assertAddUp(profile);
    assertThat(profile.root().children())
        .extracting(node -> node.frame().name())
        .contains("aStartedProfileBeginsAtTheMethodThatStartedIt")
        .isSubsetOf("aStartedProfileBeginsAtTheMethodThatStartedIt", "[not sampled]");
    assertThat(Trees.node(profile.root(), "spins")).isNotNull();
    assertThatThrownBy(active::stop).isInstanceOf(IllegalStateException.class);
    assertThat(reported).isEmpty();
  }

  @Test
  void aProfileThatIsEnteredBeginsAtTheMethodThatEnteredIt() {
    ActiveProfile active = profiler.begin(() -> "entered");
    active.enter();
    App.spins(() -> profiler.statistics().walks() > 20);
    active.leave();
    Profile profile = active.stop();

    ProfileSums.assertAddUp(profile);
    assertThat(profile.root().children())
        .extracting(node -> node.frame().name())
        .contains("aProfileThatIsEnteredBeginsAtTheMethodThatEnteredIt")
        .isSubsetOf("aProfileThatIsEnteredBeginsAtTheMethodThatEnteredIt", "[not sampled]");
    assertThat(Trees.node(profile.root(), "spins")).isNotNull();
  }

  @Test
  void anotherThreadMayStopIt() throws Exception {
    ActiveProfile active = profiler.start("started");
    List<Profile> stopped = new ArrayList<>();
    Thread other = new Thread(() -> stopped.add(active.stop()));
    other.start();
    other.join();

    ProfileSums.assertAddUp(stopped.get(0));
    assertThat(CurrentSegment.get()).isNull();
    active.leave();
    assertThat(CurrentSegment.firstNotLeft(CurrentSegment.latest())).isNull();
    assertThat(profiler.statistics().openSegments()).isZero();
  }

  @Test
  void closingWhileProfilesRunHurtsNobody() throws Exception {
    String value =
        profiler.call(
            "outer",
            () -> {
              ActiveProfile inner = profiler.start("inner");
              profiler.close();
              Profiler.wrap(() -> {}).run();
              ProfileSums.assertAddUp(inner.stop());
              return profiler.call("later", () -> "value");
            });

    assertThat(value).isEqualTo("value");
    assertThat(reported).isEmpty();
  }

  @Test
  void withoutAnActiveSinkNothingIsSampled() throws Exception {
    profiler =
        Profiler.builder()
            .name(name)
            .sink(
                new ProfileSink() {
                  @Override
                  public void accept(Profile profile) {
                    reported.add(profile);
                  }

                  @Override
                  public boolean isActive() {
                    return false;
                  }
                })
            .build();

    assertThat(profiler.call("one", () -> "value")).isEqualTo("value");

    assertThat(profiler.statistics().started()).isZero();
    assertThat(ownThreads()).isEmpty();
  }

  @Test
  void fasterThanWantedIsCountedOnly() throws Exception {
    profiler =
        Profiler.builder().name(name).slowerThan(Duration.ofHours(1)).sink(reported::add).build();

    profiler.call("fast", () -> "");

    profiler.close();
    assertThat(reported).isEmpty();
    assertThat(profiler.statistics().belowThreshold()).isEqualTo(1);
  }

  @Test
  void aSamplerThatKeepsFailingStopsAndRequestsAreStillReported() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    FakeWorld failing =
        new FakeWorld() {
          @Override
          public long nanoTime() {
            return System.nanoTime();
          }

          @Override
          public StackTraceElement[] stack(Thread thread) {
            failures.incrementAndGet();
            throw new IllegalStateException("no stack");
          }
        };
    profiler = build(SamplingOptions.DEFAULT.withMaxOverhead(1), failing);
    for (int i = 0; i < 10; i++) {
      int before = i;
      profiler.call("failing", () -> App.spins(() -> failures.get() > before));
      assertThat(next().sampling().walks()).isZero();
    }
    Await.until(
        "the sampler ends",
        () -> ownThreads().stream().noneMatch(t -> t.getName().endsWith("sampler")));

    assertThat(profiler.call("after", () -> "value")).isEqualTo("value");
    assertThat(next().name()).isEqualTo("after");
  }

  private Profile next() throws InterruptedException {
    Profile profile = reported.poll(10, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    return profile;
  }

  private List<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .toList();
  }
}
