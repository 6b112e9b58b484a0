package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RouteBaselinesTest {

  private final FakeTime time = new FakeTime();
  private final RouteBaselines usual = new RouteBaselines(time);

  @Test
  void the_31st_request_is_the_first_that_can_be_unusual() {
    for (int i = 0; i < 29; i++) {
      assertThat(compared(2 * MS).baseline()).isNull();
    }
    assertThat(compared(200 * MS).baseline()).isNull();

    Profile slow = compared(300 * MS);

    assertThat(slow.baseline()).isNotNull();
    assertThat(slow.baseline().count()).isEqualTo(30);
    assertThat(slow.baseline().medianNanos()).as("not moved by one outlier").isEqualTo(2 * MS);
    assertThat(slow.baseline().root().totalNanos()).isEqualTo(2 * MS);
    assertThat(Merging.at(slow.baseline().root(), "a").totalNanos()).isEqualTo(2 * MS);
  }

  @Test
  void what_is_within_the_usual_or_hardly_longer_has_nothing_to_be_compared_with() {
    for (int i = 0; i < 100; i++) {
      compared((i % 10 == 0 ? 80L : 2L) * MS);
    }

    assertThat(compared(80 * MS).baseline()).as("one in ten takes so long").isNull();
    assertThat(compared(81 * MS).baseline()).isNotNull();
    for (int i = 0; i < 100; i++) {
      usual.annotate(request("/even", 2 * MS + i));
    }
    assertThat(usual.annotate(request("/even", 6 * MS)).baseline()).as("4 ms more").isNull();
    assertThat(usual.annotate(request("/even", 7 * MS + MS)).baseline()).isNotNull();
    for (int i = 0; i < 100; i++) {
      usual.annotate(request("/slow", 500 * MS + i));
    }
    assertThat(usual.annotate(request("/slow", 990 * MS)).baseline()).as("not twice").isNull();
  }

  @Test
  void routes_are_not_compared_with_each_other() {
    for (int i = 0; i < 100; i++) {
      compared(2 * MS);
    }

    assertThat(usual.annotate(request("/other", 200 * MS)).baseline()).isNull();
  }

  @Test
  void short_requests_of_which_few_are_seen_weigh_as_many_as_they_stand_for() {
    for (int i = 0; i < 40; i++) {
      usual.remember(request("/r", 2 * MS), 98);
      compared(100 * MS);
      time.pass(Duration.ofMillis(500));
      compared(102 * MS);
      time.pass(Duration.ofMillis(500));
    }

    Profile slow = compared(500 * MS);

    assertThat(slow.baseline()).isNotNull();
    assertThat(slow.baseline().medianNanos()).isEqualTo(2 * MS);
    assertThat(compared(101 * MS).baseline()).as("two of a hundred take so long").isNotNull();
  }

  @Test
  void what_is_usual_follows_a_change_within_tens_of_requests() {
    for (int i = 0; i < 1_000; i++) {
      time.pass(Duration.ofMillis(50));
      compared(5 * MS);
    }
    assertThat(compared(1_000 * MS).baseline().medianNanos()).isEqualTo(5 * MS);

    for (int i = 0; i < 60; i++) {
      time.pass(Duration.ofMillis(50));
      compared(80 * MS);
    }

    Profile slow = compared(1_000 * MS);
    assertThat(slow.baseline()).as("the tree has followed too").isNotNull();
    assertThat(slow.baseline().medianNanos()).isEqualTo(80 * MS);
    assertThat(slow.baseline().root().totalNanos()).isEqualTo(80 * MS);
  }

  @Test
  void the_tree_is_of_requests_in_the_middle_alone() {
    for (int i = 0; i < 300; i++) {
      time.pass(Duration.ofMillis(50));
      boolean slow = i % 10 == 9;
      usual.annotate(slow ? request("/mixed", "b", 400 * MS) : request("/mixed", "a", 5 * MS));
    }

    Profile compared = usual.annotate(request("/mixed", "a", 2_000 * MS));

    assertThat(compared.baseline().medianNanos()).isEqualTo(5 * MS);
    assertThat(Merging.at(compared.baseline().root(), "a").totalNanos()).isEqualTo(5 * MS);
    assertThat(compared.baseline().root().children()).hasSize(1);
  }

  @Test
  void of_many_requests_not_each_is_merged_and_the_median_is_right_all_the_same() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 40_000; i++) {
      time.pass(Duration.ofNanos(MS));
      compared(random.nextLong(2 * MS, 4 * MS));
    }

    Profile slow = compared(200 * MS);

    assertThat(slow.baseline().count()).isEqualTo(RouteBaseline.MAX_RECENT);
    // The median of 64 of an even spread over 2 ms: a standard deviation of 0.12 ms.
    assertThat(slow.baseline().medianNanos()).isCloseTo(3 * MS, within(500_000L));
    assertThat(slow.baseline().root().totalNanos()).isEqualTo(slow.baseline().medianNanos());
  }

  @Test
  void a_flood_of_routes_neither_pushes_out_what_is_known_nor_takes_memory() {
    for (int i = 0; i < 100; i++) {
      compared(2 * MS);
    }
    for (int i = 0; i < 100_000; i++) {
      CallNode.Builder root = Singles.root();
      root.addChild(Singles.running("m" + i % 7, 2 * MS, MS).build());
      usual.annotate(Singles.request("GET", "/flood" + i, root.build()));
    }

    assertThat(compared(200 * MS).baseline()).isNotNull();
    for (int i = 0; i < 100; i++) {
      usual.annotate(request("/later", 2 * MS));
    }
    Profile later = usual.annotate(request("/later", 200 * MS));
    assertThat(Merging.at(later.baseline().root(), "a").totalNanos()).isEqualTo(2 * MS);
  }

  @Test
  void what_still_runs_is_compared_and_not_remembered() {
    for (int i = 0; i < 30; i++) {
      compared(2 * MS);
    }
    Profile soFar = request("/r", 900 * MS).toBuilder().stillRunning(true).build();

    assertThat(usual.annotate(soFar).baseline()).isNotNull();
    assertThat(usual.annotate(soFar).baseline().medianNanos()).isEqualTo(2 * MS);
  }

  private Profile compared(long nanos) {
    return usual.annotate(request("/r", nanos));
  }

  private static Profile request(String route, long nanos) {
    return request(route, "a", nanos);
  }

  private static Profile request(String route, String method, long nanos) {
    return Singles.request(
        "GET",
        route,
        Singles.root().addChild(Singles.running(method, nanos, nanos).build()).build());
  }
}
