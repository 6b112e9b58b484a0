package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests are counted where they end, whatever of them is delivered. */
final class RouteCountsTest {

  private static final int THREADS = 16;

  private final RecordingSink sink = new RecordingSink();
  private final FakeTime time = new FakeTime();
  private final RouteTotals totals =
      new RouteTotals(sink, Duration.ofSeconds(10), time, time, new SplittableRandom(1));

  @Test
  void ten_thousand_requests_that_end_at_once_are_counted_exactly() throws Exception {
    inThreads(
        thread -> {
          for (int i = 1; i <= 625; i++) {
            ends("GET", "/r", i * MS, i % 25 == 0 ? 500 : 200);
          }
        });
    totals.close();

    Profile.Totals all = sink.profiles.get(0).totals();
    assertThat(all.count()).isEqualTo(10_000);
    assertThat(all.errors()).isEqualTo(400);
    assertThat(all.meanNanos()).isEqualTo(313 * MS);
    assertThat(all.maxNanos()).isEqualTo(625 * MS);
    // Five standard errors of a sample of 1,024: which it is depends on the threads.
    assertThat(all.percentilesExact()).isFalse();
    assertThat(all.p50Nanos() / (625.0 * MS)).isCloseTo(0.5, within(5 * 0.0156));
    assertThat(all.p95Nanos() / (625.0 * MS)).isCloseTo(0.95, within(5 * 0.0068));
    assertThat(all.p99Nanos() / (625.0 * MS)).isCloseTo(0.99, within(5 * 0.0031));
  }

  @Test
  void up_to_1024_durations_the_percentiles_are_exact_whoever_counts_beside() throws Exception {
    inThreads(
        thread -> {
          for (int i = 1; i <= 64; i++) {
            ends("GET", "/r", (thread * 64L + i) * MS, 200);
          }
        });
    totals.close();

    Profile.Totals all = sink.profiles.get(0).totals();
    assertThat(all.percentilesExact()).isTrue();
    assertThat(List.of(all.p50Nanos(), all.p90Nanos(), all.p95Nanos(), all.p99Nanos()))
        .containsExactly(512 * MS, 922 * MS, 973 * MS, 1_014 * MS);
  }

  @Test
  void windows_that_end_while_requests_are_counted_lose_none() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread reporter =
        new Thread(
            () -> {
              while (!done.get()) {
                time.pass(Duration.ofSeconds(10));
                totals.flush();
              }
            });
    reporter.start();
    inThreads(
        thread -> {
          for (int i = 0; i < 20_000; i++) {
            ends("GET", "/r" + i % 3, MS, 200);
          }
        });
    done.set(true);
    reporter.join();
    totals.close();

    assertThat(sink.profiles).hasSizeGreaterThan(3);
    assertThat(sink.profiles.stream().mapToLong(profile -> profile.totals().count()).sum())
        .isEqualTo(THREADS * 20_000L);
    assertThat(sink.summary.stream().mapToLong(profile -> profile.totals().count()).sum())
        .isEqualTo(THREADS * 20_000L);
  }

  @Test
  void a_request_is_in_the_window_that_counted_it_though_its_report_comes_after_the_end() {
    ends("GET", "/r", MS, 200);
    time.pass(Duration.ofSeconds(11));
    totals.accept(Singles.unsampled("GET", "/r", MS));

    assertThat(sink.profiles).hasSize(1);
    assertThat(sink.profiles.get(0).totals().worst()).hasSize(1);
    assertThat(totals.flush()).isFalse();
  }

  @Tag("long")
  @Test
  void a_million_routes_and_methods_are_few() {
    for (int i = 0; i < 500_000; i++) {
      ends("M" + i, "/r", MS, 200);
      ends("GET", "/r" + i, MS, 200);
    }
    totals.close();

    assertThat(sink.profiles).hasSize(201);
    assertThat(sink.profiles).extracting(Profile::name).contains("[other methods]");
    assertThat(sink.profiles.stream().mapToLong(profile -> profile.totals().count()).sum())
        .isEqualTo(1_000_000);
  }

  @Test
  void a_route_that_comes_late_pushes_out_one_that_was_seen_once() {
    for (int i = 0; i < 1_500; i++) {
      ends("GET", "/guess" + i, MS, 200);
    }
    for (int i = 0; i < 100; i++) {
      ends("GET", "/orders", MS, 200);
      ends("GET", "/more" + i, MS, 200);
      totals.accept(Singles.request("GET", "/orders", tree()));
    }
    totals.close();

    assertThat(sink.profiles).hasSize(201);
    Profile orders =
        sink.profiles.stream()
            .filter(p -> p.name().equals("GET /orders"))
            .findFirst()
            .orElseThrow();
    assertThat(orders.totals().count()).isEqualTo(100);
    assertThat(Merging.at(orders.root(), "a").totalNanos()).isPositive();
    assertThat(count(sink.profiles)).isEqualTo(1_700);
    sink.profiles.forEach(ProfileSums::assertAddUp);
  }

  @Test
  void threads_that_push_out_each_others_routes_lose_no_request() throws Exception {
    inThreads(
        thread -> {
          for (int i = 0; i < 5_000; i++) {
            ends("GET", "/t" + thread + "/" + i, MS, 200);
            ends("GET", "/home", MS, 200);
          }
        });
    totals.close();

    assertThat(sink.profiles).hasSize(201);
    assertThat(count(sink.profiles)).isEqualTo(THREADS * 10_000L);
    assertThat(sink.profiles.get(0).name()).isIn("[other routes]", "GET /home");
    assertThat(sink.profiles)
        .filteredOn(route -> route.name().equals("GET /home"))
        .hasSize(1)
        .allMatch(route -> route.totals().count() >= THREADS * 5_000L - THREADS);
  }

  @Test
  void a_summary_keeps_routes_that_come_again_and_not_those_that_came_once() {
    for (int window = 0; window < 20; window++) {
      for (int i = 0; i < 100; i++) {
        ends("GET", "/w" + window + "/" + i, MS, 200);
      }
      if (window > 10) {
        ends("GET", "/orders", MS, 200);
      }
      time.pass(Duration.ofSeconds(10));
      totals.flush();
    }
    totals.close();

    assertThat(sink.summary).hasSize(201);
    assertThat(count(sink.summary)).isEqualTo(2_009);
    assertThat(sink.summary)
        .filteredOn(route -> route.name().equals("GET /orders"))
        .allMatch(route -> route.totals().count() == 9)
        .hasSize(1);
  }

  private static long count(List<Profile> routes) {
    return routes.stream().mapToLong(route -> route.totals().count()).sum();
  }

  @Test
  void the_tree_of_a_few_is_scaled_to_all_and_says_of_how_many_it_is() {
    for (int i = 0; i < 1_000; i++) {
      ends("GET", "/r", 3 * MS, 200);
    }
    for (int i = 0; i < 10; i++) {
      totals.accept(Singles.request("GET", "/r", tree()));
    }
    totals.close();

    Profile merged = sink.profiles.get(0);
    ProfileSums.assertAddUp(merged);
    assertThat(merged.durationNanos()).isEqualTo(3_000 * MS);
    assertThat(Merging.at(merged.root(), "a").totalNanos()).isEqualTo(2_000 * MS);
    assertThat(merged.cpuNanos()).hasValue(3_000 * MS);
    assertThat(merged.allocatedBytes()).hasValue(1_000_000);
    assertThat(merged.notes())
        .contains(
            "the tree is of 10 of 1,000 requests, scaled to all of them; more could not be"
                + " reported within maxOverhead");
  }

  @Test
  void the_time_of_those_that_were_too_short_to_be_delivered_is_not_sampled() {
    for (int i = 0; i < 100; i++) {
      totals.ended(end("GET", "/r", MS, 200, false));
    }
    ends("GET", "/r", 3 * MS, 200);
    totals.accept(Singles.request("GET", "/r", tree()));
    totals.close();

    Profile merged = sink.profiles.get(0);
    ProfileSums.assertAddUp(merged);
    assertThat(merged.totals().count()).isEqualTo(101);
    assertThat(Merging.at(merged.root(), "a").totalNanos()).isEqualTo(2 * MS);
    assertThat(Merging.at(merged.root(), "[not sampled]").totalNanos()).isEqualTo(100 * MS);
    assertThat(merged.sampling().unclockedNanos()).isEqualTo(100 * MS);
    assertThat(merged.notes())
        .contains("100 of 101 requests took less than slowerThan: their time is not sampled");
  }

  @Test
  void a_route_of_which_nothing_was_delivered_has_its_counts() {
    ends("GET", "/r", 3 * MS, 503);
    totals.close();

    Profile merged = sink.profiles.get(0);
    ProfileSums.assertAddUp(merged);
    assertThat(merged.totals().errors()).isEqualTo(1);
    assertThat(Merging.at(merged.root(), "[not sampled]").totalNanos()).isEqualTo(3 * MS);
  }

  @Test
  void the_worst_five_are_kept_whole() {
    for (int i = 1; i <= 100; i++) {
      long nanos = (i * 37L % 100 + 1) * MS;
      totals.accept(Singles.request("GET", "/r", Singles.running("a", nanos, MS).build()));
    }
    totals.close();

    List<Profile> worst = sink.profiles.get(0).totals().worst();
    assertThat(worst)
        .extracting(Profile::durationNanos)
        .containsExactly(100 * MS, 99 * MS, 98 * MS, 97 * MS, 96 * MS);
    assertThat(worst.get(0).root().frame()).isEqualTo(Singles.frame("a"));
  }

  @Test
  void what_is_kept_of_the_worst_is_bounded_in_nodes_across_all_routes() {
    CallNode.Builder large = Singles.root();
    for (int i = 0; i < 9_998; i++) {
      large.addChild(Singles.running("a" + i, MS, MS).build());
    }
    CallNode root = large.build();
    for (int route = 0; route < 3; route++) {
      for (int i = 0; i < 5; i++) {
        totals.accept(Singles.request("GET", "/r" + route, root));
      }
    }
    totals.close();

    List<Profile> kept = new ArrayList<>();
    sink.profiles.forEach(profile -> kept.addAll(profile.totals().worst()));
    assertThat(kept).hasSize(5);
  }

  @Test
  void at_the_end_all_windows_are_summed_up_the_heaviest_route_first() {
    for (int window = 0; window < 3; window++) {
      ends("GET", "/light", MS, 200);
      ends("GET", "/heavy", 10L * (window + 1) * MS, window == 0 ? 500 : 200);
      time.pass(Duration.ofSeconds(10));
      totals.flush();
    }
    totals.close();

    assertThat(sink.summary).extracting(Profile::name).containsExactly("GET /heavy", "GET /light");
    Profile.Totals heavy = sink.summary.get(0).totals();
    assertThat(heavy.count()).isEqualTo(3);
    assertThat(heavy.errors()).isEqualTo(1);
    assertThat(heavy.p50Nanos()).isEqualTo(20 * MS);
    assertThat(heavy.maxNanos()).isEqualTo(30 * MS);
    sink.summary.forEach(ProfileSums::assertAddUp);
  }

  @Test
  void one_window_says_it_all_itself() {
    ends("GET", "/r", MS, 200);
    totals.close();

    assertThat(sink.summary).isEmpty();
  }

  private static CallNode tree() {
    return Singles.root()
        .addChild(Singles.running("a", 2 * MS, 2 * MS).build())
        .addChild(Singles.running("b", MS, MS).build())
        .build();
  }

  private void ends(String method, String route, long nanos, int status) {
    totals.ended(end(method, route, nanos, status, true));
  }

  private static ProfileSink.End end(
      String method, String route, long nanos, int status, boolean longEnough) {
    Profile.Request request = new Profile.Request(method, "/raw", route, status, null);
    return new ProfileSink.End("", request, nanos, longEnough);
  }

  private interface Work {
    void doIn(int thread);
  }

  private static void inThreads(Work work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    @Nullable Throwable[] failure = new Throwable[1];
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  work.doIn(number);
                } catch (Throwable e) {
                  failure[0] = e;
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure[0]).isNull();
  }
}
