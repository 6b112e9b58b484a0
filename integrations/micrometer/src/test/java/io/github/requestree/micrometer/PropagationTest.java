package io.github.requestree.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.Await;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import io.github.requestree.sampling.Trees;
import io.github.requestree.sampling.VirtualThreads;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.example.app.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Real libraries on real threads: profiles follow with no code of ours in between. */
class PropagationTest {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(reported::add)
          .build();
  private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
  private final ExecutorService raw =
      Executors.newFixedThreadPool(2, task -> new Thread(task, "raw"));
  private final Scheduler first = Schedulers.newSingle("first");
  private final Scheduler second = Schedulers.newSingle("second");

  @AfterEach
  void close() {
    Hooks.disableAutomaticContextPropagation();
    first.dispose();
    second.dispose();
    raw.shutdownNow();
    profiler.close();
  }

  @Test
  void theServiceLoaderFindsTheAccessor() {
    assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
        .filteredOn(accessor -> accessor.key().equals(ProfileThreadLocalAccessor.KEY))
        .hasOnlyElementsOfType(ProfileThreadLocalAccessor.class)
        .hasSize(1);
  }

  @Test
  void aContextExecutorServiceCarriesProfiles() throws Exception {
    ExecutorService executor = ContextExecutorService.wrap(raw, snapshots);

    CallNode lane = onlyLane(profiled(() -> executor.submit(this::spins).get()));

    assertThat(lane.lane().thread()).isEqualTo("raw");
  }

  @Test
  void profilesCanBeLeftOutByTheirKey() throws Exception {
    ContextSnapshotFactory others =
        ContextSnapshotFactory.builder()
            .captureKeyPredicate(key -> !key.equals(ProfileThreadLocalAccessor.KEY))
            .build();
    ExecutorService executor = ContextExecutorService.wrap(raw, others);

    assertThat(lanesIn(profiled(() -> executor.submit(() -> "done").get()).root())).isEmpty();
  }

  @Test
  void manyTasksOfAContextExecutorServiceAreALaneEach() throws Exception {
    ExecutorService executor = ContextExecutorService.wrap(raw, snapshots);

    Profile profile = profiled(() -> App.submitsAll(executor, 10));

    assertThat(lanesIn(Trees.node(profile.root(), "submitsAll"))).hasSize(10);
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void aContextExecutorServiceOfVirtualThreadsCarriesProfiles() throws Exception {
    ExecutorService virtual = VirtualThreads.executor();
    ExecutorService executor = ContextExecutorService.wrap(virtual, snapshots);

    CallNode lane = onlyLane(profiled(() -> executor.submit(this::spins).get()));

    assertThat(lane.lane().cpuMeasured()).isFalse();
    virtual.shutdown();
  }

  @Test
  void aChainOfStagesIsCarriedFromLaneToLane() throws Exception {
    ExecutorService executor = ContextExecutorService.wrap(raw, snapshots);
    CountDownLatch registered = new CountDownLatch(1);

    Profile profile =
        profiled(
            () -> {
              CompletableFuture<String> chain =
                  CompletableFuture.supplyAsync(() -> awaits(registered), executor)
                      .thenApplyAsync(before -> spins(), executor);
              registered.countDown();
              return chain.get();
            });

    CallNode outer = lanesIn(Trees.node(profile.root(), "calls")).get(0);
    assertThat(lanesIn(outer)).hasSize(1);
    assertThat(Trees.node(lanesIn(outer).get(0), "spins")).isNotNull();
  }

  @Test
  void aTaskDecoratorOfSpringCarriesProfiles() throws Exception {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
    executor.setThreadNamePrefix("spring-");
    executor.initialize();

    CallNode lane = onlyLane(profiled(() -> executor.submit(this::spins).get()));

    assertThat(lane.lane().thread()).isEqualTo("spring-1");
    executor.shutdown();
  }

  @Test
  void reactorCarriesProfilesToItsSchedulers() throws Exception {
    Hooks.enableAutomaticContextPropagation();

    CallNode lane =
        onlyLane(profiled(() -> Mono.fromCallable(this::spins).subscribeOn(first).block()));

    assertThat(lane.lane().thread()).startsWith("first");
  }

  @Test
  void reactorCarriesProfilesFromSchedulerToScheduler() throws Exception {
    Hooks.enableAutomaticContextPropagation();

    Profile profile =
        profiled(
            () ->
                Flux.just("a", "b", "c")
                    .subscribeOn(first)
                    .publishOn(second)
                    .map(element -> spins())
                    .blockLast());

    List<CallNode> lanes = lanesBelow(Trees.node(profile.root(), "calls"));
    assertThat(lanes)
        .anyMatch(lane -> lane.lane().thread().startsWith("first"))
        .anyMatch(lane -> lane.lane().thread().startsWith("second") && showsTheWork(lane));
    Await.until("nothing open", () -> profiler.statistics().openSegments() == 0);
  }

  @Test
  void reactorCarriesProfilesToAThreadOutsideThatCompletesSomething() throws Exception {
    Hooks.enableAutomaticContextPropagation();
    Thread request = Thread.currentThread();
    CompletableFuture<String> future = new CompletableFuture<>();

    Profile profile =
        profiled(
            () -> {
              raw.execute(() -> completesOnceWaiting(request, future));
              return Mono.fromFuture(future).map(before -> spins()).block();
            });

    // A lane for each signal that comes from there: the element, and then the end.
    List<CallNode> lanes = lanesIn(Trees.node(profile.root(), "calls"));
    assertThat(lanes).hasSizeBetween(1, 2).allMatch(lane -> lane.lane().thread().equals("raw"));
    assertThat(lanes).filteredOn(PropagationTest::showsTheWork).hasSize(1);
  }

  @Test
  void withoutAutomaticPropagationReactorCarriesNothing() throws Exception {
    Profile profile = profiled(() -> Mono.fromCallable(() -> "done").subscribeOn(first).block());

    assertThat(lanesIn(profile.root())).isEmpty();
  }

  @Test
  void aContextThatLivesOnLeavesTheNextRequestAlone() throws Exception {
    Hooks.enableAutomaticContextPropagation();
    CountDownLatch ended = new CountDownLatch(1);
    List<String> late = new ArrayList<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    Profile one =
        profiled(
            () -> {
              Mono.fromCallable(() -> awaits(ended))
                  .subscribeOn(second)
                  .subscribe(late::add, done::completeExceptionally, () -> done.complete(null));
              return "returned";
            });
    ended.countDown();
    done.get(10, TimeUnit.SECONDS);

    Profile two = profiled(() -> Mono.fromCallable(this::spins).subscribeOn(second).block());

    assertThat(late).hasSize(1);
    assertThat(lanesIn(one.root())).allMatch(lane -> lane.lane().cut());
    assertThat(onlyLane(two).lane().cut()).isFalse();
  }

  /** Of this test's own, but what it calls is the application's. */
  private String spins() {
    long enough = profiler.statistics().walks() + 40;
    return App.spins(() -> profiler.statistics().walks() > enough);
  }

  private static void completesOnceWaiting(Thread thread, CompletableFuture<String> future) {
    Await.until("waiting", () -> thread.getState() == Thread.State.WAITING);
    future.complete("came");
  }

  private static String awaits(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
      return "came";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Profile profiled(Callable<String> work) throws Exception {
    profiler.call("test", () -> App.calls(work));
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    assertThat(new ProfileThreadLocalAccessor().getValue()).isNull();
    return profile;
  }

  /** The one lane, asserted to hang below the application's frame and to show the work. */
  private CallNode onlyLane(Profile profile) {
    Await.until("nothing open", () -> profiler.statistics().openSegments() == 0);
    List<CallNode> lanes = lanesIn(Trees.node(profile.root(), "calls"));
    assertThat(lanes).hasSize(1).isEqualTo(lanesIn(profile.root()));
    assertThat(lanes).allMatch(PropagationTest::showsTheWork);
    return lanes.get(0);
  }

  private static boolean showsTheWork(CallNode lane) {
    return !Trees.all(lane, node -> node.frame().name().equals("spins")).isEmpty();
  }

  /** Lanes in lanes as well: who schedules whom is Reactor's business, and chance. */
  private static List<CallNode> lanesBelow(CallNode root) {
    List<CallNode> lanes = new ArrayList<>(lanesIn(root));
    lanesIn(root).forEach(lane -> lanes.addAll(lanesBelow(lane)));
    return lanes;
  }

  private static List<CallNode> lanesIn(CallNode root) {
    return Trees.all(root, node -> true).stream().flatMap(node -> node.lanes().stream()).toList();
  }
}
