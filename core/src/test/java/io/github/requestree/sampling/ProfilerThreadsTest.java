package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.pacing.Budget;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    Await.until(() -> "the end of " + ownThreads(), () -> ownThreads().isEmpty());
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
    profiler.engine.budget(false).charge(profiler.engine.budget(false).balance() + 100_000);

    assertIdle();
    long walks = profiler.statistics().walks();
    profiler.call("two", () -> App.spins(() -> profiler.statistics().walks() > walks));
  }

  @Test
  void aSamplerShortOfTokensIsWokenForARequestOnDemand() {
    profiler = build(SamplingOptions.DEFAULT.withMaxOverhead(0.001), new RealJvm());
    ActiveProfile usual = profiler.start("usual");
    App.spins(() -> profiler.statistics().walks() > 1);
    Budget budget = profiler.engine.budget(false);
    budget.chargeRequests(2 * budget.saved());
    budget.charge(1_000_000_000);
    long ticks = profiler.statistics().ticks();
    profiler.start("wakes it, if it sleeps").stop();
    Await.until("parked", () -> isParked() || profiler.statistics().ticks() > ticks);
    long walks = profiler.statistics().walks();

    ActiveProfile asked = profiler.begin(new RequestsOnDemandTest.Asked());
    assertThat(asked).isNotNull();
    asked.enter();
    App.spins(() -> profiler.statistics().walks() > walks);
    asked.leave();
    asked.finish();
    usual.stop();

    // Five seconds' worth are owed, and nobody else is walked until all but one of them are paid.
    assertThat(budget.balance()).as("what the others still owe").isLessThan(-2_000_000);
  }

  private boolean isParked() {
    return ownThreads().stream()
        .filter(thread -> thread.getName().endsWith("sampler"))
        .anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  /** Idle: parked without a time to wake at, or without a tick for a while. */
  private void assertIdle() {
    Thread sampler =
        ownThreads().stream().filter(t -> t.getName().endsWith("sampler")).findAny().orElseThrow();
    Await.until(
        "parked, with no interrupt to be taken in",
        () -> !sampler.isInterrupted() && sampler.getState() == Thread.State.WAITING);
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

  /** Such as an application may have, and no library can forbid. */
  private static final class HostileThread extends Thread {
    HostileThread(Runnable work) {
      super(work);
    }

    @Override
    public State getState() {
      if (getNameOfCaller().endsWith("-sampler")) {
        throw new AssertionError("no state");
      }
      return super.getState();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      if (getNameOfCaller().endsWith("-sampler")) {
        throw new IllegalStateException("no stack");
      }
      return super.getStackTrace();
    }

    private static String getNameOfCaller() {
      return Thread.currentThread().getName();
    }
  }

  @Test
  void aThreadThatThrowsWhenItIsLookedAtCostsItsOwnProfilesOnly() throws Exception {
    int times = 30;
    List<Throwable> escaped = new CopyOnWriteArrayList<>();
    Thread hostile =
        new HostileThread(
            () -> {
              try {
                for (int i = 0; i < times; i++) {
                  failsOnce();
                }
              } catch (Throwable e) {
                escaped.add(e);
              }
            });
    hostile.start();
    hostile.join();

    assertThat(escaped).isEmpty();
    for (int i = 0; i < times; i++) {
      Profile failed = next();
      assertThat(failed.sampling().walks()).isZero();
      assertThat(failed.notes())
          .contains("sampling failed or ended meanwhile: the missing time is not sampled");
    }
    assertThat(profiler.statistics().samplingFailures()).isEqualTo(times);
    profiler.call("after", () -> App.spins(() -> profiler.statistics().walks() > 3));
    Profile after = next();
    assertThat(after.name()).isEqualTo("after");
    assertThat(after.sampling().walks()).isPositive();
    assertThat(after.notes()).isEmpty();
  }

  @Test
  void aSamplerThatHasDiedIsStartedAgainAndKeepsNothing() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    Jvm real = new RealJvm();
    InvocationHandler failing =
        (proxy, method, arguments) -> {
          // Whatever the sampler does next, handling this included, fails as well.
          if (fails.get() && Thread.currentThread().getName().endsWith("-sampler")) {
            throw new OutOfMemoryError("as if there were no memory");
          }
          return method.invoke(real, arguments);
        };
    Class<?>[] types = {Jvm.class};
    Jvm jvm = (Jvm) Proxy.newProxyInstance(Jvm.class.getClassLoader(), types, failing);
    profiler = build(SamplingOptions.DEFAULT.withMaxOverhead(1), jvm);
    profiler.call("before", () -> App.spins(() -> profiler.statistics().walks() > 3));
    assertThat(next().notes()).isEmpty();
    Thread sampler = sampler();
    fails.set(true);
    profiler.call("meanwhile", () -> App.spins(() -> !sampler.isAlive()));
    assertThat(next().notes())
        .contains("sampling failed or ended meanwhile: the missing time is not sampled");
    fails.set(false);

    long walks = profiler.statistics().walks();
    Await.until(
        "sampled again",
        () -> {
          spinsFor(10);
          return profiler.statistics().walks() > walks;
        });
    assertThat(profiler.statistics().samplingFailures()).isPositive();
    assertThat(sampler()).isNotSameAs(sampler);
    assertThat(profiler.statistics().openSegments()).isZero();
  }

  @Test
  void aProfileThatCouldNotBeTakenInSaysThatSamplingFailed() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    Jvm real = new RealJvm();
    InvocationHandler failing =
        (proxy, method, arguments) -> {
          if (fails.get() && isIn("takeIn")) {
            throw new OutOfMemoryError("as if there were no memory");
          }
          return method.invoke(real, arguments);
        };
    Class<?>[] types = {Jvm.class};
    Jvm jvm = (Jvm) Proxy.newProxyInstance(Jvm.class.getClassLoader(), types, failing);
    profiler = build(SamplingOptions.DEFAULT.withMaxOverhead(1), jvm);

    failsOnce();

    assertThat(next().notes())
        .contains("sampling failed or ended meanwhile: the missing time is not sampled");
  }

  private static boolean isIn(String method) {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals(method)));
  }

  private void spinsFor(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      profiler.call("again", () -> App.spins(() -> System.nanoTime() > until));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void failsOnce() throws Exception {
    long failures = profiler.statistics().samplingFailures();
    profiler.call(
        "hostile", () -> App.spins(() -> profiler.statistics().samplingFailures() > failures));
  }

  private Thread sampler() {
    return ownThreads().stream()
        .filter(thread -> thread.getName().endsWith("-sampler"))
        .findAny()
        .orElseThrow();
  }

  private Profile next() throws InterruptedException {
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
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
