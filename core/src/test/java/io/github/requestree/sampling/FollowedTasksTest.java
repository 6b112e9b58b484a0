package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.requestree.internal.DetachedLog;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Which tasks of a wrapped executor are followed, and how the others are told of. */
class FollowedTasksTest {

  private static final String NOTE =
      "tasks were not followed, as their executor shows them to others: wrap the tasks";

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(reported::add)
          .build();

  @AfterEach
  void close() {
    profiler.close();
  }

  static Stream<Arguments> executed() {
    return Stream.of(
        Arguments.of("a cached pool", true, Executors.newCachedThreadPool()),
        Arguments.of("a scheduled pool", true, Executors.newScheduledThreadPool(1)),
        Arguments.of("a scheduled thread", true, Executors.newSingleThreadScheduledExecutor()),
        Arguments.of("a fork-join pool", true, new ForkJoinPool(1)),
        Arguments.of("a pool with a queue", false, Executors.newFixedThreadPool(1)),
        Arguments.of("a thread with a queue", false, Executors.newSingleThreadExecutor()),
        Arguments.of(
            "a pool with a handler",
            false,
            new ThreadPoolExecutor(
                0, 9, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), (task, pool) -> {})),
        Arguments.of(
            "a pool with hooks",
            false,
            new ThreadPoolExecutor(0, 9, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
              @Override
              protected void afterExecute(Runnable task, Throwable thrown) {}
            }));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("executed")
  void whatIsExecutedIsFollowedIfNobodySeesIt(
      String what, boolean followed, ExecutorService executor) throws Exception {
    Profile profile = profiled(done -> Profiler.wrap(executor).execute(done::countDown));
    executor.shutdown();

    assertThat(lanes(profile)).isEqualTo(followed ? 1 : 0);
    assertThat(profile.notes().contains(NOTE)).isEqualTo(!followed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("executed")
  @SuppressWarnings("FutureReturnValueIgnored")
  void whatIsSubmittedIsFollowedByAnyPoolOfTheJdk(
      String what, boolean ignored, ExecutorService executor) throws Exception {
    Profile profile = profiled(done -> Profiler.wrap(executor).submit(done::countDown));
    executor.shutdown();

    assertThat(lanes(profile)).isEqualTo(1);
    assertThat(profile.notes()).doesNotContain(NOTE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("executed")
  void whatACompletableFutureExecutesIsFollowedEverywhere(
      String what, boolean ignored, ExecutorService executor) throws Exception {
    Executor own = task -> executor.execute(task);
    Profile profile =
        profiled(
            done ->
                CompletableFuture.runAsync(() -> {}, Profiler.wrap(own))
                    .thenRunAsync(done::countDown, Profiler.wrap(executor))
                    .join());
    executor.shutdown();

    assertThat(lanes(profile)).isGreaterThan(0);
    assertThat(profile.notes()).doesNotContain(NOTE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("executed")
  void aTaskThatIsWrappedItselfIsFollowedEverywhere(
      String what, boolean ignored, ExecutorService executor) throws Exception {
    Profile profile =
        profiled(done -> Profiler.wrap(executor).execute(Profiler.wrap(done::countDown)));
    executor.shutdown();

    assertThat(lanes(profile)).isEqualTo(1);
    assertThat(profile.notes()).doesNotContain(NOTE);
  }

  @Test
  void aHandlerThatIsSetLaterSeesTheTaskAsItIs() throws Exception {
    ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    Executor wrapped = Profiler.wrap((Executor) pool);
    LinkedBlockingQueue<Runnable> rejected = new LinkedBlockingQueue<>();
    pool.setRejectedExecutionHandler((task, rejecting) -> rejected.add(task));
    pool.shutdown();
    Runnable task = () -> {};

    profiled(
        done -> {
          wrapped.execute(task);
          done.countDown();
        });

    assertThat(rejected).containsExactly(task);
  }

  /** The one that a queue compares is no longer comparable once it is wrapped. */
  @Test
  void aComparableTaskIsNotWrappedEither() throws Exception {
    ExecutorService pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
    Profile profile =
        profiled(
            done -> {
              for (int i = 0; i < 3; i++) {
                pool.execute(Profiler.wrap(new Urgent(i == 2 ? done : new CountDownLatch(1))));
              }
            });
    pool.shutdown();

    assertThat(lanes(profile)).isZero();
    assertThat(profile.notes()).containsOnlyOnce(NOTE);
  }

  private record Urgent(CountDownLatch done) implements Runnable, Comparable<Urgent> {
    @Override
    public void run() {
      done.countDown();
    }

    @Override
    public int compareTo(Urgent other) {
      return 0;
    }
  }

  @Test
  void aKindOfExecutorIsLoggedOnce() throws Exception {
    Executor own =
        new Executor() {
          @Override
          public void execute(Runnable task) {
            task.run();
          }
        };
    Logger logger = (Logger) LoggerFactory.getLogger("requestree");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      for (int i = 0; i < 3; i++) {
        profiled(done -> Profiler.wrap(own).execute(done::countDown));
      }
      Profiler.wrap(own).execute(() -> {});
    } finally {
      DetachedLog.await(60_000);
      logger.detachAppender(log);
    }

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(message -> message.contains(own.getClass().getName()))
        .singleElement()
        .asString()
        .contains("Profiler.wrap(task)");
  }

  private static int lanes(Profile profile) {
    return Trees.all(profile.root(), node -> true).stream()
        .mapToInt(node -> node.lanes().size())
        .sum();
  }

  private Profile profiled(Consumer<CountDownLatch> work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    profiler.call(
        "test",
        () -> {
          work.accept(done);
          return done.await(60, TimeUnit.SECONDS);
        });
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    assertThat(done.getCount()).isZero();
    ProfileSums.assertAddUp(profile);
    return profile;
  }
}
