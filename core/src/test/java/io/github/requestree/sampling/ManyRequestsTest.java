package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.time.Duration;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.example.app.Seasons;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Requests that hop between threads, hand off, overlap, nest, complete, time out, fail and are
 * ended while a thread is inside, with real threads and in real time.
 */
class ManyRequestsTest {

  private static final String NAME = "requestree-many";

  /** Less than the reporter's queue holds, so that nothing is dropped. */
  private static final int MAX_UNDER_WAY = 500;

  private static final SamplingOptions OPTIONS = SamplingOptions.DEFAULT.withMaxOverhead(1);

  private final BlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final StressPool pool = new StressPool();
  private final AtomicLong ended = new AtomicLong();
  private final BitSet seen = new BitSet();
  private Profiler profiler;
  private final long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
  private long started;
  private long checked;
  private long withWork;
  private long withoutClocks;

  @AfterEach
  void close() {
    profiler.close();
    pool.close();
  }

  @Test
  void eachOfManyRequestsIsReportedOnceAndAddsUp() throws Exception {
    profiler = build(Duration.ZERO, new FreeLooks());

    run(Repeats.of(100_000));

    ProfilerStatistics statistics = profiler.statistics();
    assertThat(checked).isEqualTo(started);
    assertThat(statistics.dropped()).isZero();
    assertThat(statistics.belowThreshold()).isZero();
    assertThat(withWork).as("profiles in which work was seen").isPositive();
  }

  @Test
  void whereOnlySlowOnesAreReportedEachIsReportedOrCounted() throws Exception {
    Duration slow = Duration.ofNanos(500_000);
    profiler = build(slow, new FreeLooks());

    run(20_000);

    assertThat(checked).isPositive();
    assertThat(profiler.statistics().belowThreshold()).isPositive();
  }

  @Test
  void whereMostAreTooYoungToBeLookedAtEachIsReportedOrCounted() throws Exception {
    profiler = build(Duration.ofNanos(500_000), new FreeLooks(1_000_000));

    run(20_000);

    assertThat(checked).isPositive();
    assertThat(profiler.statistics().belowThreshold()).isPositive();
    assertThat(profiler.statistics().endedYoung())
        .isLessThanOrEqualTo(profiler.statistics().belowThreshold());
    assertThat(ActiveProfile.scan(profiler.engine)).isZero();
    assertThat(withoutClocks).as("requests that came when there were many").isPositive();
  }

  @Test
  void thoseOfTwoThreadsWithOneSlotAreCountedEach() throws Exception {
    profiler = build(Duration.ofHours(1), new FreeLooks(1_000_000));
    Thread entering = Thread.currentThread();
    AtomicLong endedYoung = new AtomicLong();
    long begun;
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Long> there = other.submit(() -> runUntilManyEndYoung(entering, endedYoung));
      begun = runUntilManyEndYoung(entering, endedYoung) + there.get();
    } finally {
      other.shutdown();
    }

    ProfilerStatistics statistics = profiler.statistics();
    assertThat(statistics.started()).isEqualTo(begun);
    assertThat(statistics.finished()).isEqualTo(begun);
    assertThat(statistics.endedYoung()).isEqualTo(endedYoung.get());
    assertThat(statistics.openSegments()).isZero();
  }

  /** Returns the number of those that have begun; every tenth is looked at. */
  private long runUntilManyEndYoung(Thread entering, AtomicLong endedYoung) {
    long begun = 0;
    int young = 0;
    while (young < 100_000) {
      begun++;
      ActiveProfile active = Objects.requireNonNull(profiler.begin(() -> "GET /young"));
      if (!active.enterYoung(entering)) {
        // The slot is taken, or there are not many yet, so that each reads its clocks.
        active.enterMarked();
        active.leaveToEnd();
      } else if (begun % 10 == 0 || !active.endYoung()) {
        active.state().close(Objects.requireNonNull(active.firstSegment()));
      }
      active.finish();
      young += active.isOver() ? 1 : 0;
    }
    endedYoung.addAndGet(young);
    return begun;
  }

  private Profiler build(Duration slowerThan, Jvm jvm) {
    return Profiler.builder()
        .name(NAME)
        .options(OPTIONS)
        .jvm(jvm)
        .slowerThan(slowerThan)
        .sink(reported::add)
        .build();
  }

  private void run(int requests) throws Exception {
    for (int number = 0; number < requests; number++) {
      while (underWay() >= MAX_UNDER_WAY) {
        awaitNext();
      }
      RandomRequest request = new RandomRequest(number, profiler, pool, ended::incrementAndGet);
      started += request.profiles();
      request.start();
      // Not at the end of the run: the last ones may be few for as long as the last one takes.
      withoutClocks += profiler.engine.readsClocksAtStart() ? 0 : 1;
    }
    while (!pool.isIdle() || underWay() > 0) {
      awaitNext();
    }

    ProfilerStatistics statistics = profiler.statistics();
    assertThat(statistics.started()).isEqualTo(started);
    assertThat(statistics.finished()).isEqualTo(started);
    assertThat(ended).as("ends that had an effect").hasValue(started);
    assertThat(statistics.reported()).isEqualTo(checked);
    assertThat(checked + statistics.dropped() + statistics.belowThreshold()).isEqualTo(started);
    assertThat(statistics.refused() + statistics.letGo() + statistics.sinkFailures()).isZero();
    assertThat(statistics.openSegments()).isZero();
    assertThat(statistics.walks()).isPositive();
    pool.assertClean();
    profiler.close();
    assertThat(reported).as("reports beyond those").isEmpty();
    Await.until(
        "the end of all threads",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(NAME)));
  }

  /** How many profiles nothing has become of yet. */
  private long underWay() {
    ProfilerStatistics statistics = profiler.statistics();
    return started - checked - statistics.dropped() - statistics.belowThreshold();
  }

  private void awaitNext() throws InterruptedException {
    Profile profile = reported.poll(1, TimeUnit.MILLISECONDS);
    if (profile == null) {
      assertThat(System.nanoTime() - deadline)
          .as("%d profiles wait for ever", underWay())
          .isNegative();
      return;
    }
    checked++;
    String[] name = profile.name().split(" ", 2);
    int number = Integer.parseInt(name[0]);
    int index = 2 * number + name.length - 1;
    assertThat(seen.get(index)).as("%s was reported before", profile.name()).isFalse();
    seen.set(index);
    ProfileSums.assertAddUp(profile);
    if (hasWorkOf(RandomRequest.seasonOf(number), profile.root())) {
      withWork++;
    }
  }

  /** Asserts that a tree holds only work of its own request, and says whether it holds any. */
  private static boolean hasWorkOf(int season, CallNode node) {
    String method = node.frame().name();
    int found = Seasons.METHODS.indexOf(method);
    assertThat(method).isNotEqualTo(Seasons.OFF);
    assertThat(found == -1 || found == season).as("%s in season %d", method, season).isTrue();
    boolean has = found == season;
    for (CallNode child : node.children()) {
      has |= hasWorkOf(season, child);
    }
    for (CallNode lane : node.lanes()) {
      has |= hasWorkOf(season, lane);
    }
    return has;
  }
}
