package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.example.app.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Real virtual threads, where there are any. */
@EnabledForJreRange(minVersion = 21)
class VirtualThreadTest {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(reported::add)
          .build();
  private final ExecutorService virtual = VirtualThreads.executor();

  @AfterEach
  void close() {
    virtual.shutdownNow();
    profiler.close();
  }

  @Test
  void aRequestOnAVirtualThreadHasATreeButNoCpuTime() throws Exception {
    virtual
        .submit(
            () -> profiler.call("busy", () -> App.spins(() -> profiler.statistics().walks() > 50)))
        .get();

    Profile profile = next();
    assertThat(profile.cpuNanos()).isEmpty();
    assertThat(profile.allocatedBytes()).isEmpty();
    assertThat(profile.thread()).startsWith("#");
    assertThat(Trees.node(profile.root(), "spins").totalNanos())
        .isGreaterThan(profile.durationNanos() / 2);
    assertThat(onlyAppFrames(profile)).isTrue();
  }

  @Test
  void aWaitingVirtualThreadSaysWhatItWaitsFor() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    var done =
        virtual.submit(
            () ->
                profiler.call(
                    "waiting",
                    () -> {
                      App.waits(end);
                      return "";
                    }));
    Await.until("walked", () -> profiler.statistics().walks() > 50);
    end.countDown();
    done.get();

    CallNode waits = Trees.node(next().root(), "waits");
    assertThat(waits.totalWaiting()).containsKey(WaitKind.WAITING);
    assertThat(waits.totalWaiting().get(WaitKind.WAITING)).isGreaterThan(waits.totalNanos() / 2);
  }

  @Test
  void aStartedProfileBeginsAtTheMethodThatStartedIt() throws Exception {
    Profile profile =
        virtual
            .submit(
                () -> {
                  ActiveProfile active = profiler.start("started");
                  App.spins(() -> profiler.statistics().walks() > 50);
                  return active.stop();
                })
            .get();

    ProfileSums.assertAddUp(profile);
    assertThat(Trees.node(profile.root(), "spins")).isNotNull();
    assertThat(onlyAppFrames(profile)).isTrue();
  }

  @Test
  void aLaneOnAVirtualThreadIsShownWhereItWasHandedOff() throws Exception {
    profiler.call(
        "handing off",
        () -> {
          virtual
              .submit(Profiler.wrap(() -> App.spins(() -> profiler.statistics().walks() > 50)))
              .get();
          return "";
        });

    Profile profile = next();
    CallNode holder = Trees.all(profile.root(), node -> !node.lanes().isEmpty()).get(0);
    assertThat(holder.lanes().get(0).lane().cpuMeasured()).isFalse();
    assertThat(Trees.node(holder.lanes().get(0), "spins")).isNotNull();
    assertThat(profile.cpuNanos()).isPresent();
  }

  @Test
  void lanesOfAWrappedExecutorOfVirtualThreadsAreShownWhereTheyWereHandedOff() throws Exception {
    profiler.call("handing off", () -> App.submitsAll(Profiler.wrap(virtual), 10));

    Profile profile = next();
    List<CallNode> lanes = Trees.node(profile.root(), "submitsAll").lanes();
    assertThat(lanes).hasSize(10);
    assertThat(lanes).allMatch(lane -> !lane.lane().cpuMeasured() && !lane.lane().cut());
    assertThat(profile.durationNanos()).isEqualTo(profile.root().totalNanos());
    Await.until("nothing open", () -> profiler.statistics().openSegments() == 0);
  }

  private static boolean onlyAppFrames(Profile profile) {
    return Trees.all(
            profile.root(), node -> node.frame().className().startsWith("java.util.concurrent.Thr"))
        .isEmpty();
  }

  private Profile next() throws InterruptedException {
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    return profile;
  }
}
