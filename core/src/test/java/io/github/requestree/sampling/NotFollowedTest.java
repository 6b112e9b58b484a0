package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The holes that the guide names: here a profile does not follow, each beside how it does. */
class NotFollowedTest {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler = Profiler.builder().sink(reported::add).build();
  private final ExecutorService raw = Executors.newSingleThreadExecutor();
  private final ExecutorService wrapped = Profiler.wrap(Executors.newSingleThreadExecutor());

  @AfterEach
  void close() {
    raw.shutdownNow();
    wrapped.shutdownNow();
    profiler.close();
  }

  @Test
  void aPoolThatIsNotWrapped() throws Exception {
    assertThat(lanesOf(() -> raw.submit(() -> "").get())).isEmpty();
    assertThat(lanesOf(() -> raw.submit(Profiler.wrap(() -> "")).get())).hasSize(1);
    assertThat(lanesOf(() -> wrapped.submit(() -> "").get())).hasSize(1);
  }

  @Test
  void theCommonPool() throws Exception {
    assertThat(lanesOf(() -> CompletableFuture.supplyAsync(() -> "").get())).isEmpty();
    assertThat(lanesOf(() -> CompletableFuture.supplyAsync(Profiler.wrapSupplier(() -> "")).get()))
        .hasSize(1);
    assertThat(lanesOf(() -> CompletableFuture.supplyAsync(() -> "", wrapped).get())).hasSize(1);
  }

  @Test
  void theWorkersOfAParallelStream() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);

    List<CallNode> lanes =
        lanesOf(
            () -> {
              IntStream.range(0, 2)
                  .parallel()
                  .forEach(
                      i -> {
                        threads.add(Thread.currentThread());
                        both.countDown();
                        await(both);
                      });
              return "";
            });

    assertThat(threads).hasSize(2).contains(Thread.currentThread());
    assertThat(lanes).isEmpty();
  }

  /** Its executor is asked when the stage before completes, on the thread that completes it. */
  @Test
  void aStageThatWasRegisteredBeforeAThreadOutsideCompletesTheOneBeforeIt() throws Exception {
    CountDownLatch registered = new CountDownLatch(1);
    assertThat(
            lanesOf(
                () -> {
                  CompletableFuture<String> stage =
                      CompletableFuture.runAsync(() -> await(registered), raw)
                          .thenApplyAsync(nothing -> "", wrapped);
                  registered.countDown();
                  return stage.get();
                }))
        .isEmpty();

    assertThat(
            lanesOf(
                () -> {
                  CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {}, raw);
                  done.get();
                  return done.thenApplyAsync(nothing -> "", wrapped).get();
                }))
        .as("registered when the one before is complete")
        .hasSize(1);
    CountDownLatch wrappedToo = new CountDownLatch(1);
    assertThat(
            lanesOf(
                () -> {
                  CompletableFuture<Void> stage =
                      CompletableFuture.runAsync(() -> await(wrappedToo), raw)
                          .thenRunAsync(Profiler.wrap(() -> {}));
                  wrappedToo.countDown();
                  stage.get();
                  return "";
                }))
        .as("what runs is wrapped itself")
        .hasSize(1);
  }

  /** Beside an executor that is wrapped, each stage but the first has the lane before it around. */
  @Test
  void aChainOverAWrappedExecutorIsFollowedWhenever() throws Exception {
    CountDownLatch registered = new CountDownLatch(1);

    List<CallNode> lanes =
        lanesOf(
            () -> {
              CompletableFuture<String> last =
                  CompletableFuture.runAsync(() -> await(registered), wrapped)
                      .thenApplyAsync(nothing -> "a", wrapped)
                      .thenApplyAsync(a -> a + "b", wrapped);
              registered.countDown();
              return last.get();
            });

    assertThat(lanes).hasSize(1);
    List<CallNode> second = lanesIn(lanes.get(0));
    assertThat(second).hasSize(1);
    assertThat(lanesIn(second.get(0))).hasSize(1);
  }

  private List<CallNode> lanesOf(Callable<String> work) throws Exception {
    profiler.call("test", work);
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    Await.until("nothing open", () -> profiler.statistics().openSegments() == 0);
    return lanesIn(profile.root());
  }

  private static List<CallNode> lanesIn(CallNode root) {
    return Trees.all(root, node -> true).stream().flatMap(node -> node.lanes().stream()).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
