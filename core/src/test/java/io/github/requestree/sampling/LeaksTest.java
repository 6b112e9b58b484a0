package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.example.app.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must not keep a profile, and with it a whole tree, alive. */
class LeaksTest {

  private final LinkedBlockingQueue<String> reported = new LinkedBlockingQueue<>();
  private Profiler profiler = build(new RealJvm());

  private Profiler build(Jvm jvm) {
    return Profiler.builder()
        .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
        .jvm(jvm)
        .sink(
            profile -> {
              ProfileSums.assertAddUp(profile);
              reported.add(profile.name());
            })
        .build();
  }

  @AfterEach
  void close() {
    profiler.close();
  }

  @Test
  void aReportedProfileIsForgotten() throws Exception {
    assertForgotten(profiled(() -> {}));
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored")
  void aPeriodicTaskDoesNotKeepTheProfileThatScheduledIt() throws Exception {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    CountDownLatch end = new CountDownLatch(1);
    ScheduledExecutorService wrapped = Profiler.wrap(executor);
    WeakReference<ProfileState> profile =
        profiled(() -> wrapped.scheduleAtFixedRate(end::getCount, 0, 1, TimeUnit.MICROSECONDS));

    assertForgotten(profile);
    executor.shutdownNow();
  }

  @Test
  void aContextThatLivesOnDoesNotKeepTheProfileThatItCarried() throws Exception {
    List<Object> context = new ArrayList<>();
    WeakReference<ProfileState> profile = profiled(() -> context.add(Profiler.carried(() -> true)));

    assertForgotten(profile);
    assertThat(context).hasSize(1).doesNotContainNull();
  }

  @Test
  void aSamplerThatKeepsFailingDoesNotHoardWhatItHasGivenUp() throws Exception {
    profiler =
        build(
            new FakeWorld() {
              @Override
              public long cpuNanos(Thread thread) {
                if (Thread.currentThread().getName().endsWith("-sampler")) {
                  throw new IllegalStateException("no clock");
                }
                return Jvm.UNKNOWN;
              }

              @Override
              public long nanoTime() {
                return System.nanoTime();
              }
            });
    for (int i = 0; i < 20; i++) {
      long failures = profiler.statistics().samplingFailures();
      WeakReference<ProfileState> failed =
          profiled(() -> App.spins(() -> profiler.statistics().samplingFailures() > failures));
      if (i == 19) {
        assertForgotten(failed);
      }
    }
  }

  @Test
  void aClosedProfilerKeepsItsStatisticsAndNeitherSinksNorProfiles() throws Exception {
    profiler.close();
    Profiler.Builder builder = Profiler.builder();
    WeakReference<?> sink = addSink(builder);
    profiler = builder.build();
    builder = null;
    WeakReference<?> suspended = suspend();
    WeakReference<?> forgotten = profiled(() -> {});

    profiler.close();

    assertForgotten(suspended);
    assertForgotten(forgotten);
    assertForgotten(sink);
    assertThat(profiler.statistics().reported()).isEqualTo(1);
    assertThat(profiler.statistics().sinks().get(0).notWritten()).isEqualTo(7);
  }

  private final class Wanting implements ProfileSink, ProfileSink.EndListener, ProfileSink.Lossy {
    @Override
    public void accept(Profile profile) {
      reported.add(profile.name());
    }

    @Override
    public void ended(ProfileSink.End end) {}

    @Override
    public long notWritten() {
      return 7;
    }
  }

  private WeakReference<?> addSink(Profiler.Builder builder) {
    ProfileSink sink = new Wanting();
    builder.sink(sink);
    return new WeakReference<>(sink);
  }

  private WeakReference<?> suspend() {
    ActiveProfile active = profiler.begin(() -> "waits");
    active.enter();
    active.leave();
    active.suspend();
    return new WeakReference<>(active);
  }

  @Test
  void aThreadThatHandedOffIsForgottenWhenItLeaves() throws Exception {
    ActiveProfile active = profiler.start("started");
    Segment segment = CurrentSegment.get();
    active.leave();

    assertThat(segment.thread()).isNull();
    ProfileSums.assertAddUp(active.stop());
  }

  private WeakReference<ProfileState> profiled(Runnable work) throws Exception {
    WeakReference<ProfileState> profile =
        profiler.call(
            "forget me",
            () -> {
              work.run();
              return new WeakReference<>(CurrentSegment.get().profile);
            });
    assertThat(reported.poll(60, TimeUnit.SECONDS)).isEqualTo("forget me");
    return profile;
  }

  private static void assertForgotten(WeakReference<?> profile) {
    Await.until(
        "forgotten",
        () -> {
          System.gc();
          return profile.get() == null;
        });
  }
}
