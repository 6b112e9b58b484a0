package io.github.requestree.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RecentProfilesTest {

  private static final long MILLI = 1_000_000;

  @Test
  void theMostRecentAreKeptTheNewestFirst() {
    RecentProfiles recent = RecentProfiles.builder().number(3).build();
    for (int i = 1; i <= 5; i++) {
      recent.accept(profile(i, MILLI, 1));
    }

    assertThat(recent.recent()).extracting(Profile::id).containsExactly(id(5), id(4), id(3));
    assertThat(recent.find(id(5))).isPresent();
  }

  @Test
  void theSlowestAreKeptHoweverManyFastOnesFollow() {
    RecentProfiles recent = RecentProfiles.builder().number(2).build();
    recent.accept(profile(1, 300 * MILLI, 1));
    recent.accept(profile(2, 500 * MILLI, 1));
    for (int i = 3; i <= 100; i++) {
      recent.accept(profile(i, i * 1_000L, 1));
    }

    assertThat(recent.worst()).extracting(Profile::id).containsExactly(id(2), id(1));
    assertThat(recent.find(id(1))).isPresent();
    assertThat(recent.find(id(3))).isEmpty();
  }

  @Test
  void ofTheSlowestNoMoreThanFiftyAreKept() {
    RecentProfiles recent = RecentProfiles.builder().number(1_000).build();
    for (int i = 1; i <= 200; i++) {
      recent.accept(profile(i, i * MILLI, 1));
    }

    assertThat(recent.recent()).hasSize(200);
    assertThat(recent.worst()).hasSize(50);
    assertThat(recent.worst().get(49).id()).isEqualTo(id(151));
  }

  @Test
  void aRequestThatStillRunsIsReplacedByItsNextReport() {
    RecentProfiles recent = RecentProfiles.create();
    recent.accept(profile(1, 30_000 * MILLI, 5).toBuilder().stillRunning(true).build());
    recent.accept(profile(2, MILLI, 1));
    long before = recent.bytes();
    recent.accept(profile(1, 60_000 * MILLI, 5).toBuilder().stillRunning(true).build());
    recent.accept(profile(1, 61_000 * MILLI, 5));

    assertThat(recent.recent()).extracting(Profile::id).containsExactly(id(1), id(2));
    assertThat(recent.worst()).extracting(Profile::stillRunning).containsExactly(false, false);
    assertThat(recent.find(id(1)).orElseThrow().durationNanos()).isEqualTo(61_000 * MILLI);
    assertThat(recent.bytes()).isEqualTo(before);
  }

  @Test
  void theRequestsOfARouteAreMerged() {
    RecentProfiles recent = RecentProfiles.create();
    recent.accept(profile(1, 100 * MILLI, 3));
    recent.accept(profile(2, 200 * MILLI, 3));
    assertThat(recent.routes()).isEmpty();
    recent.close();

    Profile route = recent.routes().get(0);
    assertThat(recent.routes()).hasSize(1);
    assertThat(route.name()).isEqualTo("GET /orders/{id}");
    assertThat(route.totals().count()).isEqualTo(2);
    assertThat(route.durationNanos()).isEqualTo(300 * MILLI);
    assertThat(recent.find(route.id())).containsSame(route);
    assertThat(route.id()).matches("[0-9a-f]{32}");
  }

  @Test
  void aRouteHasItsFiguresSinceTheStartBesideThoseOfItsLastWindow() {
    RecentProfiles recent = RecentProfiles.create();
    recent.accept(profile(1, 100 * MILLI, 3));
    recent.accept(profile(2, 200 * MILLI, 3));
    recent.close();
    recent.accept(profile(3, 300 * MILLI, 3));
    recent.close();

    Profile route = recent.routes().get(0);
    Profile.Totals all = recent.sinceStart(route, route.totals());
    assertThat(route.totals().count()).isEqualTo(1);
    assertThat(all.count()).isEqualTo(3);
    assertThat(all.p50Nanos()).isEqualTo(200 * MILLI);
    assertThat(all.maxNanos()).isEqualTo(300 * MILLI);
  }

  @Test
  void aRouteKeepsItsIdAndShowsItsLatestRequests() {
    RecentProfiles recent = RecentProfiles.create();
    recent.accept(ofRoute("a1", 3));
    String id = recent.routes().get(0).id();
    recent.accept(ofRoute("b2", 7));

    assertThat(recent.routes()).hasSize(1);
    assertThat(recent.find(id).orElseThrow().totals().count()).isEqualTo(7);
    // The id that it came with was not made to be hard to guess.
    assertThat(recent.find("b2")).isEmpty();
  }

  @Test
  void aFloodOfProfilesStaysWithinTheBytes() {
    RecentProfiles recent = RecentProfiles.builder().number(10_000).maxBytes(4_000_000).build();
    for (int i = 1; i <= 2_000; i++) {
      recent.accept(profile(i, i * MILLI, 100));
      assertThat(recent.bytes()).isLessThanOrEqualTo(4_000_000);
    }

    assertThat(recent.recent()).hasSizeBetween(30, 50);
    assertThat(recent.recent().get(0).id()).isEqualTo(id(2_000));
    assertThat(recent.worst().get(0).id()).isEqualTo(id(2_000));
    assertThat(recent.tooLarge()).isZero();
  }

  @Test
  void aProfileThatIsTooLargeIsCountedAndPushesNothingOut() {
    RecentProfiles recent = RecentProfiles.builder().maxBytes(1_000_000).build();
    recent.accept(profile(1, MILLI, 1));
    recent.accept(profile(2, MILLI, 5_000));

    assertThat(recent.recent()).extracting(Profile::id).containsExactly(id(1));
    assertThat(recent.tooLarge()).isEqualTo(1);
  }

  @Test
  void theEstimateIsNoLessThanWhatTheHeapSays() {
    Profile[] held = new Profile[200];
    long before = usedBytes();
    for (int i = 0; i < held.length; i++) {
      held[i] = profile(i, MILLI, 500);
    }
    long used = usedBytes() - before;

    long estimated = 0;
    for (Profile profile : held) {
      estimated += ProfileSize.of(profile);
    }
    assertThat(estimated).isBetween(used, 4 * used);
  }

  @Test
  void manyReadWhileOneWrites() throws Exception {
    RecentProfiles recent = RecentProfiles.builder().number(20).build();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(2);
    try {
      List<Future<?>> all =
          List.of(
              readers.submit(() -> read(recent, reading, done)),
              readers.submit(() -> read(recent, reading, done)));
      reading.await();
      for (int i = 1; i <= 5_000; i++) {
        recent.accept(profile(i, (i * 7919L % 1_000) * MILLI, 3));
        if (i % 500 == 0) {
          recent.accept(ofRoute("c" + i, i));
        }
      }
      done.set(true);
      for (Future<?> reader : all) {
        reader.get();
      }
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
    assertThat(recent.recent()).hasSize(20);
    assertThat(recent.worst()).hasSize(20);
  }

  private static void read(RecentProfiles recent, CountDownLatch reading, AtomicBoolean done) {
    do {
      reading.countDown();
      List<Profile> newest = recent.recent();
      assertThat(newest).hasSizeLessThanOrEqualTo(20).doesNotHaveDuplicates();
      assertThat(recent.worst())
          .isSortedAccordingTo((a, b) -> Long.compare(b.durationNanos(), a.durationNanos()));
      assertThat(recent.routes()).hasSizeLessThanOrEqualTo(1);
      for (Profile profile : newest) {
        // It may be gone by now, but never another one.
        recent.find(profile.id()).ifPresent(found -> assertThat(found).isSameAs(profile));
      }
    } while (!done.get());
  }

  @Test
  void itWantsTimelines() {
    assertThat(RecentProfiles.create().wantsTimeline()).isTrue();
  }

  @Test
  void boundsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecentProfiles.builder().number(0))
        .withMessage("number is 0, but must be 1 to 10,000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecentProfiles.builder().maxBytes(5))
        .withMessageContaining("1,000,000 and more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecentProfiles.builder().groupEvery(Duration.ZERO).build());
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "%032x", number);
  }

  private static Profile profile(int number, long nanos, int nodes) {
    CallNode.Builder root = CallNode.builder(Frame.of(Frame.Kind.ROOT, "GET /orders/17"));
    for (int i = 1; i < nodes; i++) {
      root.addChild(
          CallNode.builder(Frame.method("com.example.Shop", "buy" + i % 7, "Shop.java"))
              .line(i)
              .build());
    }
    return Profile.builder(
            id(number), "GET /orders/17", Instant.EPOCH, root.selfNanos(nanos).build())
        .request(new Profile.Request("GET", "/orders/17", "/orders/{id}", 200, null))
        .build();
  }

  private static Profile ofRoute(String id, long count) {
    return Profile.builder(
            id,
            "GET /orders/{id}",
            Instant.EPOCH,
            CallNode.builder(Frame.of(Frame.Kind.ROOT, "GET /orders/{id}")).selfNanos(9).build())
        .totals(new Profile.Totals(count, 0, 3, 3, 3, 3, 3, 3, true, 3, List.of()))
        .build();
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
