package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sinks and the comparison learn of profiles that are not delivered. */
class CompletionNotifierTest {

  private static class Counting
      implements ProfileSink, ProfileSink.EndListener, ProfileSink.Buffer {
    final List<ProfileSink.End> ends = new CopyOnWriteArrayList<>();
    final List<Profile> delivered = new CopyOnWriteArrayList<>();
    final CountDownLatch flushed = new CountDownLatch(1);
    volatile boolean active = true;

    @Override
    public void accept(Profile profile) {
      delivered.add(profile);
    }

    @Override
    public void ended(ProfileSink.End end) {
      ends.add(end);
    }

    @Override
    public boolean isActive() {
      return active;
    }

    @Override
    public boolean flush() {
      flushed.countDown();
      return false;
    }
  }

  private static final class Remembering implements BaselineComparison {
    final List<Long> standsFor = new ArrayList<>();
    final List<Profile> compared = new ArrayList<>();

    @Override
    public Profile annotate(Profile profile) {
      compared.add(profile);
      return profile.toBuilder().notes(List.of("compared")).build();
    }

    @Override
    public void remember(Profile profile, long requests) {
      standsFor.add(requests);
    }
  }

  private final List<Profiler> profilers = new ArrayList<>();

  @AfterEach
  void close() {
    profilers.forEach(Profiler::close);
  }

  @Test
  void eachEndIsToldWhateverIsDelivered() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    Counting sink =
        new Counting() {
          @Override
          public void accept(Profile profile) {
            try {
              let.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    Profiler profiler = started(Profiler.builder().sink(sink));
    for (int i = 0; i < 3_000; i++) {
      end(profiler, "job");
    }

    assertThat(profiler.statistics().dropped()).isPositive();
    assertThat(sink.ends).hasSize(3_000).allMatch(end -> end.longEnough());
    assertThat(sink.ends.get(0).name()).isEqualTo("job");
    let.countDown();
  }

  @Test
  void whatIsTooShortToBeDeliveredIsToldAndFlushedAllTheSame() throws Exception {
    Counting sink = new Counting();
    Profiler profiler = started(Profiler.builder().slowerThan(Duration.ofHours(1)).sink(sink));
    ActiveProfile profile = profiler.begin(() -> "job");
    profile.enter();
    profile.leaveToEnd();
    assertThat(profile.isTooShort()).as("somebody asks what it was").isFalse();
    profile.finish();

    assertThat(sink.ends).hasSize(1);
    assertThat(sink.ends.get(0).longEnough()).isFalse();
    sink.flushed.await();
    assertThat(sink.delivered).isEmpty();
    assertThat(profiler.statistics().reported()).isZero();
  }

  @Test
  void aSinkThatFailsToCountIsCountedAndHurtsNobody() {
    Counting good = new Counting();
    Counting bad =
        new Counting() {
          @Override
          public void ended(ProfileSink.End end) {
            throw new IllegalStateException("broken");
          }
        };
    Profiler profiler = started(Profiler.builder().sink(good).sink(bad));
    end(profiler, "job");
    bad.active = false;
    end(profiler, "job");

    assertThat(profiler.statistics().sinkFailures()).isEqualTo(1);
    assertThat(good.ends).hasSize(2);
  }

  @Test
  void aFewOfTheShortOnesAreRememberedEachForThoseSinceTheOneBefore() {
    Remembering remembering = new Remembering();
    Counting sink = new Counting();
    FakeWorld world = new FakeWorld();
    Profiler profiler =
        started(
            Profiler.builder()
                .slowerThan(Duration.ofMillis(100))
                .comparison(remembering)
                .sink(sink)
                .jvm(world));
    for (int i = 0; i < 50; i++) {
      ActiveProfile profile = profiler.begin(() -> "job");
      profile.enter();
      world.advance(10 * MS);
      profile.leaveToEnd();
      profile.finish();
    }
    profiler.close();

    assertThat(remembering.standsFor).containsExactly(1L, 10L, 10L, 10L, 10L);
    assertThat(profiler.statistics().belowThreshold()).isEqualTo(50);
    assertThat(sink.delivered).isEmpty();
  }

  @Test
  void whatIsDeliveredIsWhatTheComparisonMadeOfIt() {
    Remembering remembering = new Remembering();
    Counting sink = new Counting();
    Profiler profiler = started(Profiler.builder().comparison(remembering).sink(sink));
    end(profiler, "job");
    profiler.close();

    assertThat(sink.delivered.get(0).notes()).containsExactly("compared");
    assertThat(remembering.standsFor).isEmpty();
  }

  @Test
  void aComparisonThatFailsCostsNoReport() {
    Counting sink = new Counting();
    BaselineComparison broken =
        new BaselineComparison() {
          @Override
          public Profile annotate(Profile profile) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void remember(Profile profile, long standsFor) {}
        };
    Profiler profiler = started(Profiler.builder().comparison(broken).sink(sink));
    end(profiler, "job");
    profiler.close();

    assertThat(sink.delivered).hasSize(1);
  }

  private Profiler started(Profiler.Builder builder) {
    Profiler profiler = builder.build();
    profilers.add(profiler);
    return profiler;
  }

  private static void end(Profiler profiler, String name) {
    ActiveProfile profile = profiler.begin(() -> name);
    assertThat(profile).isNotNull();
    profile.finish();
  }
}
