package io.github.requestree.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.Await;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests that hop between threads at random, in scopes in scopes, and often end before them. */
class PropagationStressTest {

  private static final int REQUESTS = 3_000;
  private static final int MAX_HOPS = 4;

  private final AtomicInteger reported = new AtomicInteger();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(this::check)
          .build();
  private final ExecutorService raw = Executors.newFixedThreadPool(4);
  private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
  private final ExecutorService carrying = ContextExecutorService.wrap(raw, snapshots);
  private final AtomicInteger hopping = new AtomicInteger();

  private void check(Profile profile) {
    ProfileSums.assertAddUp(profile);
    ids.add(profile.id());
    reported.incrementAndGet();
  }

  @Test
  void everyProfileIsReportedOnceAndNoThreadKeepsAnything() throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      profiler.call("request " + i, () -> hop(random, MAX_HOPS));
    }
    Await.until("the last hop", () -> hopping.get() == 0);
    raw.shutdown();
    assertThat(raw.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    profiler.close();

    assertThat(reported.get() + profiler.statistics().dropped()).isEqualTo(REQUESTS);
    assertThat(ids).hasSize(reported.get());
    assertThat(profiler.statistics().sinkFailures()).isZero();
    assertThat(profiler.statistics().openSegments()).isZero();
  }

  /** Hands off some work, perhaps in a scope of its own, and what it hands off does the same. */
  private String hop(SplittableRandom random, int left) {
    ContextSnapshot snapshot = snapshots.captureAll();
    for (int i = random.nextInt(3); i > 0 && left > 0; i--) {
      SplittableRandom next = random.split();
      hopping.incrementAndGet();
      carrying.execute(() -> hopAndCount(next, left - 1));
    }
    if (random.nextBoolean() && left > 0) {
      try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
        assertThat(scope).isNotNull();
        return hop(random, left - 1);
      }
    }
    if (random.nextInt(4) == 0 && left > 0) {
      SplittableRandom next = random.split();
      hopping.incrementAndGet();
      raw.execute(Profiler.wrap(() -> hopAndCount(next, left - 1)));
    }
    return "hopped";
  }

  private void hopAndCount(SplittableRandom random, int left) {
    try {
      hop(random, left);
    } finally {
      hopping.decrementAndGet();
    }
  }
}
