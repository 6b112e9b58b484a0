package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.example.app.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Real threads: what is handed to an executor runs as a lane, and is otherwise unchanged. */
class ProfiledExecutorTest {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(reported::add)
          .build();
  private final ScheduledExecutorService plain = Executors.newScheduledThreadPool(3);
  private final ScheduledExecutorService executor = Profiler.wrap(plain);

  @AfterEach
  void close() {
    plain.shutdownNow();
    profiler.close();
  }

  @Test
  void everyWayToSubmitCarriesTheProfile() throws Exception {
    Profile profile =
        profiled(
            () -> {
              App.submits(executor);
              App.submitsPeriodic(executor);
              return "";
            });

    assertThat(Trees.node(profile.root(), "submits").lanes()).hasSize(11);
    assertThat(Trees.node(profile.root(), "submitsPeriodic").lanes()).hasSizeBetween(8, 189);
  }

  @Test
  void whatALaneDidIsSampledWhicheverWayItCame() throws Exception {
    AtomicInteger stop = new AtomicInteger();
    Profile profile =
        profiled(
            () -> {
              Future<?> called = executor.submit(() -> App.spins(() -> stop.get() != 0));
              Future<?> run = executor.submit((Runnable) () -> App.spins(() -> stop.get() != 0));
              Await.until("walked", () -> profiler.statistics().walks() > 60);
              stop.set(1);
              called.get();
              run.get();
              return "";
            });

    List<CallNode> lanes =
        Trees.all(profile.root(), node -> true).stream()
            .flatMap(node -> node.lanes().stream())
            .toList();
    assertThat(lanes).hasSize(2);
    assertThat(lanes)
        .allSatisfy(
            lane ->
                assertThat(Trees.all(lane, node -> node.frame().name().equals("spins")))
                    .as("the work itself, at the top of %s", lane.children())
                    .isNotEmpty());
  }

  @Test
  void exceptionsAreTheExecutorsOwn() throws Exception {
    Callable<String> failing =
        () -> {
          throw new IllegalStateException("mine");
        };
    profiled(
        () -> {
          assertThatThrownBy(() -> executor.submit(failing).get())
              .isInstanceOf(ExecutionException.class)
              .hasRootCauseMessage("mine");
          assertThatThrownBy(() -> executor.invokeAny(List.of(failing)))
              .isInstanceOf(ExecutionException.class);
          assertThatThrownBy(
                  () -> executor.invokeAny(List.of(() -> never()), 1, TimeUnit.MILLISECONDS))
              .isInstanceOf(TimeoutException.class);
          assertThatThrownBy(() -> executor.invokeAll(Arrays.asList(failing, null)))
              .isInstanceOf(NullPointerException.class);
          assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
          return "";
        });
  }

  private static String never() throws InterruptedException {
    new CountDownLatch(1).await();
    return "";
  }

  @Test
  void whatAnExecutorCanDoDoesNotDependOnWhatItWasDeclaredAs() {
    Executor direct = Runnable::run;
    ExecutorService pool = Executors.newFixedThreadPool(1);

    assertThat(Profiler.wrap((Executor) plain)).isInstanceOf(ScheduledExecutorService.class);
    assertThat(Profiler.wrap((ExecutorService) plain)).isInstanceOf(ScheduledExecutorService.class);
    assertThat(Profiler.wrap((Executor) pool))
        .isInstanceOf(ExecutorService.class)
        .isNotInstanceOf(ScheduledExecutorService.class);
    assertThat(Profiler.wrap(direct)).isNotInstanceOf(ExecutorService.class).isNotSameAs(direct);
  }

  @Test
  void wrappingTwiceIsWrappingOnce() {
    Executor direct = Profiler.wrap((Executor) Runnable::run);
    ExecutorService service = Profiler.wrap((ExecutorService) ForkJoinPool.commonPool());

    assertThat(Profiler.wrap(direct)).isSameAs(direct);
    assertThat(Profiler.wrap(service)).isSameAs(service);
    assertThat(Profiler.wrap((Executor) service)).isSameAs(service);
    assertThat(Profiler.wrap(executor)).isSameAs(executor);
    assertThat(Profiler.wrap((ExecutorService) executor)).isSameAs(executor);
    assertThat(Profiler.wrap((Executor) executor)).isSameAs(executor);
  }

  @Test
  @EnabledForJreRange(minVersion = 19)
  void closingWaitsForWhatRunsAndClosesTheExecutorItself() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    executor.execute(ran::incrementAndGet);

    close(executor);

    assertThat(ran).hasValue(1);
    assertThat(plain.isTerminated()).isTrue();
  }

  /** The default would wait for it for ever. */
  @Test
  @EnabledForJreRange(minVersion = 19)
  void closingTheCommonPoolDoesNothingAsEver() throws Exception {
    close(Profiler.wrap((ExecutorService) ForkJoinPool.commonPool()));

    assertThat(ForkJoinPool.commonPool().isShutdown()).isFalse();
  }

  private static void close(ExecutorService service) throws Exception {
    ExecutorService.class.getMethod("close").invoke(service);
  }

  @Test
  void theExecutorItselfIsShutDown() throws InterruptedException {
    assertThat(executor.isShutdown()).isFalse();
    executor.shutdown();
    assertThat(executor.shutdownNow()).isEmpty();
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(plain.isShutdown()).isTrue();
  }

  @Test
  void onTheCallersOwnThreadThereIsNoLane() throws Exception {
    Profile profile =
        profiled(
            () -> {
              Profiler.wrap(() -> {}).run();
              return "";
            });

    assertThat(Trees.all(profile.root(), node -> !node.lanes().isEmpty())).isEmpty();
  }

  private Profile profiled(Callable<String> work) throws Exception {
    profiler.call("test", work);
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    return profile;
  }
}
