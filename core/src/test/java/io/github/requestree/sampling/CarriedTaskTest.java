package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a hand-off when its lane begins. The test's thread plays both threads. */
class CarriedTaskTest {

  private final FakeWorld world = new FakeWorld();
  private final ActiveProfile active = world.begin("GET /test");
  private final Segment request =
      world.enters(active, FakeThread.request("qtp1-1").runs(S, "a.A.handle:1", "a.A.submits:2"));

  /** Has no thread, so that what it is given waits in its queue until a test runs it. */
  private final ScheduledThreadPoolExecutor queue =
      new ScheduledThreadPoolExecutor(1, toRun -> null);

  private final List<HandOff> began = new ArrayList<>();
  private final Runnable task = new Task();

  @AfterEach
  void everythingIsLeft() {
    assertThat(CurrentSegment.latest()).isNull();
    active.state().close(request);
    world.finish(active);
    assertThat(world.profiler.statistics().openSegments()).isZero();
  }

  @Test
  void aTaskIsDueWhenItIsHandedOff() {
    long handedOff = world.nanoTime();
    Runnable carried = inRequest(() -> Profiler.wrap(task));
    world.passes(30 * MS);

    carried.run();

    assertThat(began).hasSize(1);
    assertThat(began.get(0).handedOffNanos()).isEqualTo(handedOff);
    assertThat(began.get(0).dueNanos()).isEqualTo(handedOff);
    assertThat(began.get(0).submitter()).isSameAs(request);
  }

  @Test
  void aScheduledTaskIsDueAfterItsDelay() {
    ScheduledExecutorService executor = Profiler.wrap(queue);
    long handedOff = world.nanoTime();
    List<Future<?>> scheduled =
        List.of(
            inRequest(() -> executor.schedule(task, 20, TimeUnit.MILLISECONDS)),
            inRequest(() -> executor.schedule(calling(), 30, TimeUnit.MILLISECONDS)),
            inRequest(() -> executor.scheduleAtFixedRate(task, 40, 1, TimeUnit.MILLISECONDS)),
            inRequest(() -> executor.scheduleWithFixedDelay(task, 50, 1, TimeUnit.MILLISECONDS)),
            inRequest(() -> executor.schedule(task, -1, TimeUnit.DAYS)));
    world.passes(MS);

    scheduled.forEach(CarriedTaskTest::run);

    assertThat(began)
        .extracting(HandOff::dueNanos)
        .containsExactly(
            handedOff + 20 * MS,
            handedOff + 30 * MS,
            handedOff + 40 * MS,
            handedOff + 50 * MS,
            handedOff);
    assertThat(began).extracting(HandOff::handedOffNanos).containsOnly(handedOff);
  }

  @Test
  void aDelayLongerThanTimeItselfDoesNotOverflow() {
    run(inRequest(() -> Profiler.wrap(queue).schedule(task, Long.MAX_VALUE, TimeUnit.DAYS)));

    assertThat(began.get(0).dueNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whenALaterRunIsDueIsNotKnown() {
    long handedOff = world.nanoTime();
    Future<?> periodic =
        inRequest(
            () -> Profiler.wrap(queue).scheduleAtFixedRate(task, 1, 1, TimeUnit.MILLISECONDS));

    for (int i = 0; i < 3; i++) {
      run(periodic);
    }

    assertThat(began)
        .extracting(HandOff::dueNanos)
        .containsExactly(handedOff + MS, Jvm.UNKNOWN, Jvm.UNKNOWN);
    assertThat(began).extracting(HandOff::handedOffNanos).containsOnly(handedOff);
  }

  @Test
  void anExecutorTakesTheProfileOfWhoSubmits() {
    Executor wrappedBefore = Profiler.wrap((Executor) queue);
    Executor wrappedInside = inRequest(() -> Profiler.wrap((Executor) queue));

    inRequest(() -> execute(wrappedBefore, task));
    wrappedInside.execute(task);

    runAll();
    assertThat(began).extracting(Objects::nonNull).containsExactly(true, false);
  }

  @Test
  void aTaskTakesTheProfileOfWhoWrapsIt() {
    Runnable wrappedBefore = Profiler.wrap(task);
    Runnable wrappedInside = inRequest(() -> Profiler.wrap(task));

    inRequest(() -> execute(queue, wrappedBefore));
    execute(queue, wrappedInside);

    runAll();
    assertThat(began).extracting(Objects::nonNull).containsExactly(false, true);
  }

  @Test
  void wrappingTwiceIsWrappingOnce() {
    Callable<String> call = () -> "called";
    Supplier<String> get = () -> "got";
    inRequest(
        () -> {
          Runnable once = Profiler.wrap(task);
          assertThat(Profiler.wrap(once)).isSameAs(once).isNotSameAs(task);
          Callable<String> called = Profiler.wrap(call);
          assertThat(Profiler.wrap(called)).isSameAs(called).isNotSameAs(call);
          Supplier<String> got = Profiler.wrapSupplier(get);
          return assertThat(Profiler.wrapSupplier(got)).isSameAs(got).isNotSameAs(get);
        });
  }

  @Test
  void aTaskOfAnotherProfileIsWrappedForThisOneToo() {
    Runnable first = inRequest(() -> Profiler.wrap(task));
    ActiveProfile other = world.begin("GET /other");
    Segment segment = world.enters(other, FakeThread.request("qtp1-2").runs(S, "a.A.handle:1"));
    CurrentSegment.set(segment);
    Runnable second = Profiler.wrap(first);
    CurrentSegment.restore(segment);

    assertThat(second).isNotSameAs(first);
    second.run();

    assertThat(began.get(0).submitter()).as("the innermost").isSameAs(request);
    other.state().close(segment);
    assertThat(Trees.all(world.finish(other).root(), node -> !node.lanes().isEmpty())).hasSize(1);
  }

  @Test
  void whatATaskReturnsOrThrowsIsItsOwn() throws Exception {
    IOException failure = new IOException("mine");
    Callable<String> call = inRequest(() -> Profiler.wrap(calling()));
    Callable<String> fail =
        inRequest(
            () ->
                Profiler.wrap(
                    (Callable<String>)
                        () -> {
                          task.run();
                          throw failure;
                        }));
    Supplier<String> get = inRequest(() -> Profiler.wrapSupplier(this::got));

    assertThat(call.call()).isEqualTo("called");
    assertThatThrownBy(fail::call).isSameAs(failure);
    assertThat(get.get()).isEqualTo("got");
    assertThat(began).hasSize(3).doesNotContainNull();
  }

  private void runAll() {
    new ArrayList<>(queue.getQueue()).forEach(Runnable::run);
  }

  private static void run(Future<?> future) {
    ((RunnableFuture<?>) future).run();
  }

  /** Notes by which hand-off it came to be run. */
  private final class Task implements Runnable {
    @Override
    public void run() {
      Segment lane = CurrentSegment.get();
      began.add(lane == null ? null : lane.handOff);
    }
  }

  private Callable<String> calling() {
    return () -> {
      task.run();
      return "called";
    };
  }

  private String got() {
    task.run();
    return "got";
  }

  private static String execute(Executor executor, Runnable task) {
    executor.execute(task);
    return "";
  }

  private <T> T inRequest(Supplier<T> work) {
    CurrentSegment.set(request);
    try {
      return work.get();
    } finally {
      CurrentSegment.restore(request);
    }
  }
}
