package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What one sink does is nobody else's business. */
class SinkIsolationTest {

  private static final String NAME = "isolation";
  private static final int ROOM = 1_000;

  /** Does not come back until it is let, not even for an interrupt. */
  private static final class Stuck implements ProfileSink {
    final CountDownLatch let = new CountDownLatch(1);
    final CountDownLatch entered = new CountDownLatch(1);
    final AtomicInteger closes = new AtomicInteger();

    @Override
    public void accept(Profile profile) {
      block();
    }

    void block() {
      entered.countDown();
      boolean interrupted = false;
      while (let.getCount() > 0) {
        try {
          let.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  private static final class Captured extends UnsynchronizedAppenderBase<ILoggingEvent> {
    final List<String> messages = new CopyOnWriteArrayList<>();
    volatile Runnable before = () -> {};

    @Override
    protected void append(ILoggingEvent event) {
      before.run();
      messages.add(event.getFormattedMessage());
    }
  }

  private final Logger logger = (Logger) LoggerFactory.getLogger("requestree");
  private final Captured log = new Captured();
  private final List<String> good = new CopyOnWriteArrayList<>();
  private final Stuck stuck = new Stuck();
  private final List<Profiler> profilers = new ArrayList<>();

  @BeforeEach
  void capture() {
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
    logger.setLevel(Level.DEBUG);
  }

  @AfterEach
  void noThreadIsLeft() {
    stuck.let.countDown();
    profilers.forEach(Profiler::close);
    Await.until("the end of all threads", () -> ownThreads().isEmpty());
    logger.detachAppender(log);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void aSinkThatBlocksForEverKeepsNothingFromTheOthersAndIsSaidOnce() throws Exception {
    Profiler profiler = closingSoon(profile -> {}, stuck, profile -> {});
    report(profiler, "first");
    stuck.entered.await();
    for (int i = 1; i <= 3; i++) {
      for (int j = 0; j < ROOM / 2; j++) {
        report(profiler, "more");
      }
      long expected = 1L + (long) i * (ROOM / 2);
      Await.until("delivery", () -> delivered(profiler).equals(List.of(expected, 0L, expected)));
    }

    assertThat(profiler.statistics().dropped()).isZero();
    assertThat(profiler.statistics().sinks().get(1))
        .isEqualTo(new ProfileSink.Counts(Stuck.class.getName(), 0, 0, 500, 0, ROOM));
    profiler.close();
    assertThat(profiler.statistics().sinks().get(1).lost()).isEqualTo(1_501);
    Await.until("warning", () -> !log.messages.isEmpty());
    assertThat(log.messages)
        .singleElement()
        .asString()
        .startsWith("requestree: sink " + Stuck.class.getName() + " does not keep up (in one call");
  }

  @Test
  void closingWaitsForASinkThatBlocksAsLongAsSaidAndLeavesItAlone() throws Exception {
    Profiler profiler = closingSoon(stuck, profile -> {});
    report(profiler, "one");
    report(profiler, "two");
    stuck.entered.await();
    Await.until("delivery", () -> delivered(profiler).equals(List.of(0L, 2L)));

    profiler.close();

    assertThat(stuck.closes).hasValue(0);
    assertThat(profiler.statistics().sinks().get(0).lost()).isEqualTo(2);
    Await.until("warning", () -> !log.messages.isEmpty());
    assertThat(log.messages)
        .containsExactly(
            "requestree: sink "
                + Stuck.class.getName()
                + " did not come back before it had to be closed; lost to it: 2");
    stuck.let.countDown();
    Await.until("closed at last", () -> stuck.closes.get() == 1);
  }

  @Test
  void theOnlySinkMayHangToo() throws Exception {
    Profiler profiler = closingSoon(stuck);
    report(profiler, "one");
    stuck.entered.await();
    report(profiler, "two");

    profiler.close();

    assertThat(profiler.statistics().dropped()).isEqualTo(1);
    assertThat(profiler.statistics().sinks().get(0).lost()).isEqualTo(1);
    Await.until("warning", () -> !log.messages.isEmpty());
    assertThat(log.messages).singleElement().asString().contains("did not come back");
  }

  @Test
  void whatEndsWhileTheProfilerClosesIsCountedAndNotWarnedOf() throws Exception {
    Profiler profiler = profiler(stuck);
    Deque<ActiveProfile> late = new ArrayDeque<>();
    for (int i = 0; i < ROOM / 2; i++) {
      late.add(profiler.begin(() -> "late"));
    }
    report(profiler, "one");
    stuck.entered.await();
    Thread closing = new Thread(profiler::close);
    closing.start();
    Await.until(
        "one that is not taken any more",
        () -> {
          // There are few of them, and the sampler's thread is stopped first.
          LockSupport.parkNanos(1_000_000);
          late.remove().close();
          return profiler.statistics().dropped() > 0;
        });
    stuck.let.countDown();
    closing.join();

    assertThat(log.messages).isEmpty();
  }

  @Test
  void aSinkThatHangsWhileItIsClosedHoldsNobodyUp() {
    ProfileSink hangsAtItsEnd =
        new ProfileSink() {
          @Override
          public void accept(Profile profile) {}

          @Override
          public void close() {
            stuck.block();
          }
        };
    Profiler unused = closingSoon(hangsAtItsEnd);
    Profiler used = closingSoon(hangsAtItsEnd, profile -> {});
    report(used, "one");
    Await.until("delivery", () -> delivered(used).equals(List.of(1L, 1L)));

    unused.close();
    used.close();

    Await.until("those that hang are alone", () -> ownThreads().size() == 2);
    assertThat(used.statistics().sinks().get(0).lost()).as("it was given all of them").isZero();
  }

  @Test
  void aProfileWhoseMakingHangsIsLostWhenTheProfilerCloses() {
    Profiler profiler = closingSoon(profile -> {}, profile -> {});
    ActiveProfile hanging =
        profiler.begin(
            () -> {
              stuck.block();
              return "hangs when it is asked for its name";
            });
    hanging.enter();
    hanging.close();

    profiler.close();

    assertThat(profiler.statistics().dropped()).isEqualTo(1);
    stuck.let.countDown();
    Await.until("the end of all threads", () -> ownThreads().isEmpty());
    assertThat(profiler.statistics().reported()).isZero();
  }

  @Test
  void eachKindOfFailureIsSaidOnceForEachSink() {
    AtomicInteger calls = new AtomicInteger();
    ProfileSink broken =
        new ProfileSink() {
          @Override
          public void accept(Profile profile) {
            throw calls.getAndIncrement() % 2 == 0
                ? new IllegalStateException("broken")
                : new UncheckedIOException(new IOException("full"));
          }

          @Override
          public String name() {
            return "mine";
          }
        };
    Profiler profiler = profiler(broken, broken);
    for (int i = 0; i < 10; i++) {
      report(profiler, "one");
    }
    profiler.close();

    assertThat(profiler.statistics().sinkFailures()).isEqualTo(20);
    assertThat(profiler.statistics().sinks())
        .extracting(ProfileSink.Counts::failures)
        .containsExactly(10L, 10L);
    Await.until("warnings", () -> log.messages.size() >= 4);
    assertThat(log.messages).hasSize(4).allMatch(line -> line.contains("sink mine failed"));
  }

  @Test
  void aLogThatHangsKeepsNothingFromTheOtherSinks() throws Exception {
    log.before = stuck::block;
    Profiler profiler =
        profiler(
            profile -> logger.info("report"),
            profile -> {
              throw new IllegalStateException("warned of in a log that hangs");
            },
            profile -> good.add(profile.name()));
    report(profiler, "one");
    stuck.entered.await();
    report(profiler, "two");

    Await.until("delivery", () -> good.size() == 2);
    Await.until("failures", () -> profiler.statistics().sinkFailures() == 2);
  }

  @Test
  void onceAMinuteOneLineSaysWhatWasDoneAsLongAsSomethingHappens() {
    FakeWorld world = new FakeWorld();
    for (int second = 1; second < 180; second++) {
      world.advance(FakeWorld.S);
      world.profiler.engine.sampler().tick();
      int lines = second / 60;
      Await.until("the lines", () -> log.messages.size() >= lines);
    }
    world.profiler.close();

    assertThat(log.messages)
        .hasSize(2)
        .allMatch(line -> line.startsWith("requestree: ProfilerStatistics[started=0, finished=0, "))
        .allMatch(line -> line.contains("sinks=[Counts[name="));
    assertThat(log.messages.get(0)).contains(", ticks=60, ");
  }

  @Test
  void withoutDebugNothingIsSaid() {
    logger.setLevel(Level.INFO);
    FakeWorld world = new FakeWorld();
    world.advance(100 * FakeWorld.S);
    world.profiler.engine.sampler().tick();
    world.profiler.close();

    assertThat(log.messages).isEmpty();
  }

  /** Closing waits for its sinks. */
  private Profiler profiler(ProfileSink... sinks) {
    return profiler(TimeUnit.MINUTES.toNanos(1), sinks);
  }

  /** Closing waits for what hangs no longer than it must. */
  private Profiler closingSoon(ProfileSink... sinks) {
    return profiler(TimeUnit.MILLISECONDS.toNanos(300), sinks);
  }

  private Profiler profiler(long closeNanos, ProfileSink... sinks) {
    Profiler.Builder builder = Profiler.builder().name(NAME).closeNanos(closeNanos);
    for (ProfileSink sink : sinks) {
      builder.sink(sink);
    }
    Profiler profiler = builder.build();
    profilers.add(profiler);
    return profiler;
  }

  private static List<Long> delivered(Profiler profiler) {
    return profiler.statistics().sinks().stream().map(ProfileSink.Counts::delivered).toList();
  }

  private static void report(Profiler profiler, String name) {
    ActiveProfile active = profiler.begin(() -> name);
    assertThat(active).isNotNull();
    active.enter();
    active.close();
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(NAME))
        .toList();
  }
}
