package app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.SafeText;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The test of the guide: a service must neither ask one by one nor block an event loop. It is in no
 * package of the library, whose own code is no caller of queries.
 */
class GuideExampleTest {

  /** So short that each query begins after the one before it has ended. */
  private static final Duration SHORT = Duration.ofNanos(1);

  private final CountDownLatch told = new CountDownLatch(1);

  /** Collects profiles, and lets whoever waits know that a thread is blocked. */
  private final class Collected implements ProfileSink, ProfileSink.BlockedThreadListener {
    private final List<Profile> profiles = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Profile profile) {
      profiles.add(profile);
    }

    @Override
    public void blocked(BlockedThread thread) {
      told.countDown();
    }
  }

  private void mustNotBeSlow(Callable<?> service) throws Exception {
    Collected sink = new Collected();
    SamplingOptions options =
        SamplingOptions.DEFAULT.withNonBlockingThreads(List.of(Thread.currentThread().getName()));
    try (Profiler profiler = Profiler.builder().options(options).sink(sink).build()) {
      profiler.call("service", service);
    }

    Profile profile = sink.profiles.get(0);
    assertThat(profile.events()).noneMatch(Profile.Event::isOneByOne);
    assertThat(Findings.of(profile))
        .noneMatch(found -> found.kind() == Finding.Kind.BLOCKED_THREAD);
  }

  @Test
  void aServiceThatAsksOnceIsFine() throws Exception {
    mustNotBeSlow(() -> query("select * from orders"));
  }

  @Test
  void aServiceThatAsksOneByOneFails() {
    Callable<Object> oneByOne =
        () -> {
          for (int order = 0; order < 5; order++) {
            query("select * from line where order_id = ?");
          }
          return "done";
        };

    assertThatThrownBy(() -> mustNotBeSlow(oneByOne)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aServiceThatBlocksTheEventLoopFails() {
    // As long as it takes until that was seen.
    Callable<Object> blocking = () -> told.await(60, TimeUnit.SECONDS);

    assertThatThrownBy(() -> mustNotBeSlow(blocking)).isInstanceOf(AssertionError.class);
  }

  /** What the listener of a database does. */
  private static Object query(String sql) {
    Profiler.current().note("sql", sql, SHORT, Map.of());
    return SafeText.printable(sql, 100);
  }
}
