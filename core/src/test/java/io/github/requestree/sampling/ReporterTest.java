package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReporterTest {

  private static class Collecting implements ProfileSink, ProfileSink.Buffer {
    final List<String> names = new CopyOnWriteArrayList<>();
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    volatile boolean interrupted;

    @Override
    public void accept(Profile profile) {
      ProfileSums.assertAddUp(profile);
      interrupted |= Thread.currentThread().isInterrupted();
      names.add(profile.name());
    }

    @Override
    public boolean flush() {
      return flushes.incrementAndGet() < 3;
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  /** Takes nothing until it is let. */
  private static final class Slow extends Collecting {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch let = new CountDownLatch(1);

    @Override
    public void accept(Profile profile) {
      entered.countDown();
      boolean wasInterrupted = false;
      while (let.getCount() > 0) {
        try {
          let.await();
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
      }
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
      super.accept(profile);
    }
  }

  /** Longer than any delivery takes: none of these sinks hangs. */
  private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final List<Profiler> profilers = new ArrayList<>();

  @AfterEach
  void close() {
    profilers.forEach(Profiler::close);
  }

  @Test
  void aSinkThatThrowsIsCountedAndDoesNotHurtTheOthers() {
    for (Throwable thrown :
        List.of(new IllegalStateException(), new AssertionError(), new NoSuchFieldError())) {
      Collecting good = new Collecting();
      Profiler profiler = profiler(profile -> ReporterTest.<RuntimeException>doThrow(thrown), good);
      report(profiler, "one");
      report(profiler, "two");

      profiler.close();

      assertThat(good.names).containsExactly("one", "two");
      assertThat(profiler.statistics().sinkFailures()).isEqualTo(2);
      assertThat(profiler.statistics().reported()).isEqualTo(2);
    }
  }

  @Test
  void aSinkThatFailsToSayWhetherItIsActiveHurtsNobody() {
    ProfileSink broken =
        new ProfileSink() {
          @Override
          public void accept(Profile profile) {}

          @Override
          public boolean isActive() {
            throw new IllegalStateException("broken");
          }
        };
    Collecting good = new Collecting();
    Profiler profiler = profiler(broken, good);
    report(profiler, "one");
    profiler.close();

    assertThat(good.names).containsExactly("one");
    assertThat(profiler(broken).begin(() -> "two")).isNull();
  }

  @Test
  void aSubjectThatThrowsCostsItsOwnReportOnly() {
    Collecting good = new Collecting();
    Profiler profiler = profiler(good);
    profiler
        .begin(
            () -> {
              throw new IllegalStateException("no name");
            })
        .finish();
    report(profiler, "two");
    profiler.close();

    assertThat(good.names).containsExactly("two");
    assertThat(profiler.statistics().dropped()).isEqualTo(1);
  }

  @Test
  void whenTheQueueIsFullProfilesAreDroppedAndCounted() throws Exception {
    Slow slow = new Slow();
    Profiler profiler = profiler(slow);
    report(profiler, "first");
    slow.entered.await();
    for (int i = 0; i < 1_100; i++) {
      report(profiler, "more");
    }
    assertThat(profiler.statistics().dropped()).isEqualTo(100);

    slow.let.countDown();
    profiler.close();

    assertThat(slow.names).hasSize(1_001);
    assertThat(profiler.statistics().finished()).isEqualTo(1_101);
  }

  @Test
  void whatWaitsIsBoundedInBytesNotesIncluded() throws Exception {
    Slow slow = new Slow();
    Profiler profiler = profiler(slow);
    report(profiler, "first");
    slow.entered.await();
    List<Long> bytes = new ArrayList<>();
    while (profiler.statistics().dropped() == 0 && bytes.size() < 1_000) {
      bytes.add(reportWithNotes(profiler));
    }

    assertThat(bytes).allMatch(each -> each > 100_000);
    assertThat(profiler.statistics().dropped()).isEqualTo(1);
    assertThat(profiler.statistics().queued()).isEqualTo(bytes.size() - 1);
    // All but the last one, for which there was no room.
    assertThat(bytes.stream().limit(bytes.size() - 1).mapToLong(each -> each).sum())
        .isLessThanOrEqualTo(80_000_000);
    slow.let.countDown();
  }

  @Test
  void whatWaitsForOneOfSeveralSinksIsBoundedInBytesAsWell() throws Exception {
    Slow slow = new Slow();
    Collecting good = new Collecting();
    Profiler profiler = profiler(slow, good);
    int offered = 0;
    while (profiler.statistics().sinks().get(0).lost() == 0 && offered < 1_000) {
      reportWithNotes(profiler);
      offered++;
      int delivered = offered;
      Await.until("delivery", () -> good.names.size() == delivered);
    }

    assertThat(profiler.statistics().sinks().get(0).lost()).isEqualTo(1);
    assertThat(offered).isLessThan(1_000);
    slow.let.countDown();
  }

  /** Within what is documented; the answer is how much memory it holds, roughly. */
  private static long reportWithNotes(Profiler profiler) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      attributes.put("name " + i, "a value");
    }
    ActiveProfile active = profiler.begin(() -> "notes");
    active.enter();
    for (int i = 0; i < 500; i++) {
      Profiler.current().note("sql", "select " + i, 1, attributes);
    }
    active.close();
    return active.state().bytes();
  }

  /** Whatever it is asked. */
  private static final class Refusing
      implements ProfileSink, ProfileSink.Buffer, ProfileSink.Lossy {
    private static AssertionError refusal() {
      return new AssertionError("whatever it is asked");
    }

    @Override
    public void accept(Profile profile) {
      throw refusal();
    }

    @Override
    public boolean isActive() {
      throw refusal();
    }

    @Override
    public boolean wantsTimeline() {
      throw refusal();
    }

    @Override
    public <T> @Nullable T as(Class<T> part) {
      if (part == EndListener.class) {
        throw refusal();
      }
      return ProfileSink.super.as(part);
    }

    @Override
    public boolean flush() {
      throw refusal();
    }

    @Override
    public void close() {
      throw refusal();
    }

    @Override
    public long notWritten() {
      throw refusal();
    }

    @Override
    public String name() {
      throw refusal();
    }
  }

  @Test
  void errorsOfASinkWhateverItIsAskedKeepNothingFromAnother() {
    Collecting good = new Collecting();
    Profiler profiler = profiler(new Refusing(), good);
    report(profiler, "one");
    profiler.close();

    assertThat(good.names).containsExactly("one");
    assertThat(profiler.statistics().reported()).isEqualTo(1);
    assertThat(profiler.statistics().sinkFailures()).isPositive();
    assertThat(profiler.statistics().sinks().get(0).name()).isEqualTo(Refusing.class.getName());
  }

  @Test
  void errorsOfPredicatesComparisonsAndSubjectsReachNobody() throws Exception {
    Collecting good = new Collecting();
    BaselineComparison comparison =
        new BaselineComparison() {
          @Override
          public Profile annotate(Profile profile) {
            throw Refusing.refusal();
          }

          @Override
          public void remember(Profile profile, long standsFor) {
            throw Refusing.refusal();
          }
        };
    Profiler profiler =
        remembered(
            Profiler.builder()
                .sink(good)
                .comparison(comparison)
                .applicationClasses(
                    name -> {
                      throw Refusing.refusal();
                    })
                .build());
    String answer =
        profiler.call(
            "one",
            () -> {
              Profiler.current().note("sql", "select", 1, Map.of());
              return Profiler.wrap(() -> "answer").call();
            });
    ActiveProfile.Subject refusing =
        () -> {
          throw Refusing.refusal();
        };
    profiler.begin(refusing).finish();
    report(profiler, "two");
    profiler.close();

    assertThat(answer).isEqualTo("answer");
    assertThat(good.names).containsExactly("one", "two");
    assertThat(profiler.statistics().dropped()).isEqualTo(1);
  }

  @Test
  void whileSomethingIsHeldBackSinksAreFlushed() {
    Collecting sink = new Collecting();
    // Each look at this clock is a second later.
    FakeWorld world =
        new FakeWorld() {
          @Override
          public long nanoTime() {
            advance(S);
            return super.nanoTime();
          }
        };
    Profiler profiler = remembered(Profiler.builder().jvm(world).sink(sink).build());
    profiler.begin(() -> "one").finish();

    Await.until("flushed until nothing is held back", () -> sink.flushes.get() == 3);
    profiler.close();
    assertThat(sink.flushes).hasValue(3);
  }

  @Test
  void closingDeliversWhatIsLeftWithoutInterruptingTheSink() throws Exception {
    Slow slow = new Slow();
    Profiler profiler = profiler(slow);
    report(profiler, "one");
    report(profiler, "two");
    slow.entered.await();
    Thread closing = new Thread(profiler::close);
    closing.start();
    Await.until("closing waits", () -> closing.getState() == Thread.State.TIMED_WAITING);
    slow.let.countDown();
    closing.join();

    assertThat(slow.names).containsExactly("one", "two");
    assertThat(slow.interrupted).isFalse();
    assertThat(slow.closes).hasValue(1);
  }

  @Test
  void sinksAreClosedOnceHoweverOftenTheProfilerIs() {
    Collecting used = new Collecting();
    Collecting unused = new Collecting();
    Profiler profiler = profiler(used);
    report(profiler, "one");
    profiler.close();
    profiler.close();
    profiler(unused).close();
    profilers.forEach(Profiler::close);

    assertThat(used.closes).hasValue(1);
    assertThat(unused.closes).hasValue(1);
  }

  @Test
  void whatEndsAfterClosingIsDroppedAndCounted() {
    Collecting sink = new Collecting();
    Profiler profiler = profiler(sink);
    ActiveProfile late = profiler.begin(() -> "late");
    profiler.close();
    late.enter();
    late.close();

    assertThat(sink.names).isEmpty();
    assertThat(profiler.statistics().dropped()).isEqualTo(1);
    assertThat(profiler.begin(() -> "later")).isNull();
  }

  @Test
  void closingOnAnInterruptedThreadDeliversAndKeepsTheInterrupt() {
    Collecting sink = new Collecting();
    Profiler profiler = profiler(sink);
    report(profiler, "one");
    Thread.currentThread().interrupt();
    profiler.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(sink.names).containsExactly("one");
  }

  private Profiler profiler(ProfileSink... sinks) {
    Profiler.Builder builder = Profiler.builder().closeNanos(A_MINUTE);
    for (ProfileSink sink : sinks) {
      builder.sink(sink);
    }
    return remembered(builder.build());
  }

  private Profiler remembered(Profiler profiler) {
    profilers.add(profiler);
    return profiler;
  }

  private static void report(Profiler profiler, String name) {
    ActiveProfile active = profiler.begin(() -> name);
    assertThat(active).isNotNull();
    active.enter();
    active.close();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void doThrow(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
