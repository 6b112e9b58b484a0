package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RouteTotalsTest {

  @Test
  void each_method_and_route_has_one_profile_and_the_heaviest_comes_first() {
    List<Profile> merged =
        Merging.mergeRoutes(
            List.of(
                Singles.unsampled("GET", "/orders/*", 3 * MS),
                Singles.unsampled("POST", "/orders/*", 9 * MS),
                Singles.unsampled("GET", "/fast", MS),
                Singles.unsampled("GET", "/orders/*", 4 * MS)));

    assertThat(merged)
        .extracting(Profile::name)
        .containsExactly("POST /orders/*", "GET /orders/*", "GET /fast");
    assertThat(merged.get(1).durationNanos()).isEqualTo(7 * MS);
    assertThat(merged.get(1).root().frame().name()).isEqualTo("GET /orders/*");
    assertThat(merged.get(1).request())
        .isEqualTo(new Profile.Request("GET", "/orders/*", "/orders/*", 0, null));
  }

  @Test
  void profiles_that_are_no_requests_are_merged_by_name_and_never_with_a_request() {
    Profile block =
        Singles.profile(
            "GET /r",
            null,
            Singles.root().addChild(Singles.notSampled(MS, 0)).build(),
            0,
            OptionalLong.of(0),
            List.of());

    List<Profile> merged =
        Merging.mergeRoutes(List.of(block, Singles.unsampled("GET", "/r", 9 * MS), block));

    assertThat(merged).extracting(Profile::name).containsExactly("GET /r", "GET /r");
    assertThat(merged.get(1).request()).isNull();
    assertThat(merged.get(1).durationNanos()).isEqualTo(2 * MS);
  }

  @Test
  void failed_requests_are_counted_and_are_part_of_the_figures() {
    CallNode root = Singles.root().addChild(Singles.notSampled(2 * MS, 0)).build();

    Profile merged =
        Merging.merge(
            Singles.request("GET", "/r", 200, null, root),
            Singles.request("GET", "/r", 503, null, root),
            Singles.request("GET", "/r", 200, "IOException", root),
            Singles.request("GET", "/r", 404, null, root));

    assertThat(merged.totals().count()).isEqualTo(4);
    assertThat(merged.totals().errors()).isEqualTo(2);
    assertThat(merged.totals().p99Nanos()).isEqualTo(2 * MS);
    assertThat(merged.totals().percentilesExact()).isTrue();
  }

  @Test
  void cpu_time_is_absent_if_one_request_ran_on_a_virtual_thread_and_the_tree_still_adds_up() {
    CallNode measured = Singles.root().addChild(Singles.running("x", MS, MS).build()).build();
    CallNode virtual =
        Singles.root()
            .addChild(
                Singles.call("x")
                    .selfNanos(MS)
                    .evidence(new CallNode.Evidence(1, 0, MS, MS, 0, 0, 0))
                    .build())
            .build();
    Profile.Request request = new Profile.Request("GET", "/r", "/r", 200, null);

    Profile merged =
        Merging.merge(
            Singles.request("GET", "/r", measured),
            Singles.profile("GET /r", request, virtual, 0, OptionalLong.empty(), List.of()));

    assertThat(merged.cpuNanos()).isEmpty();
    assertThat(merged.allocatedBytes()).hasValue(2_000);
    assertThat(merged.notes()).contains("CPU time was measured for 1 of 2 only");
  }

  @Test
  void on_virtual_threads_alone_only_the_cpu_time_is_missing() {
    CallNode virtual =
        Singles.root()
            .addChild(
                Singles.call("x")
                    .selfNanos(MS)
                    .evidence(new CallNode.Evidence(1, 0, MS, MS, 0, 0, 0))
                    .build())
            .build();
    Profile.Request request = new Profile.Request("GET", "/r", "/r", 200, null);

    Profile merged =
        Merging.merge(
            Singles.profile("GET /r", request, virtual, 0, OptionalLong.empty(), List.of()));

    assertThat(merged.cpuNanos()).isEmpty();
    assertThat(Merging.at(merged.root(), "x").totalNanos()).isEqualTo(MS);
    assertThat(Merging.at(merged.root(), "x").selfWaiting()).isEmpty();
    assertThat(merged.notes()).hasSize(1);
  }

  @Test
  void sampling_is_summed_and_the_resolution_is_the_mean_over_time() {
    Profile merged =
        Merging.merge(withResolution(10 * MS, 2 * MS), withResolution(30 * MS, 6 * MS));

    assertThat(merged.sampling().walks()).isZero();
    assertThat(merged.sampling().polls()).isEqualTo(80);
    assertThat(merged.sampling().ownCostNanos()).isEqualTo(14);
    assertThat(merged.sampling().resolutionNanos()).isCloseTo(5 * MS, within(1L));
  }

  @Test
  void requests_that_took_no_time_at_all_are_merged() {
    Profile merged = Merging.merge(Singles.request("GET", "/r", Singles.root().build()));

    assertThat(merged.durationNanos()).isZero();
    assertThat(merged.root().children()).isEmpty();
    assertThat(merged.sampling().resolutionNanos()).isEqualTo(MS);
  }

  @Test
  void notes_of_single_profiles_are_counted() {
    Profile noted =
        Singles.profile(
            "job",
            null,
            Singles.root().build(),
            0,
            OptionalLong.of(0),
            List.of("let go after 10 min", "cut at 512 frames"));
    Profile plain =
        Singles.profile("job", null, Singles.root().build(), 0, OptionalLong.of(0), List.of());

    assertThat(Merging.merge(noted, plain, noted).notes())
        .contains("let go after 10 min (2 of 3)", "cut at 512 frames (2 of 3)");
  }

  @Test
  void beyond_200_routes_those_that_were_seen_once_are_the_other_routes() {
    List<Profile> singles = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      singles.add(Singles.unsampled("GET", "/r" + i, MS));
      singles.add(Singles.unsampled("GET", i < 100 ? "/r" + i : "/home", MS));
    }

    List<Profile> merged = Merging.mergeRoutes(singles);

    assertThat(merged).hasSize(201);
    assertThat(merged.get(0).name()).isEqualTo("GET /home");
    Profile others = merged.get(1);
    assertThat(others.name()).isEqualTo("[other routes]");
    assertThat(others.request()).isNull();
    assertThat(others.totals().count()).isEqualTo(51);
    assertThat(merged.subList(2, 102)).allMatch(route -> route.totals().count() == 2);
  }

  @Test
  void beyond_200_routes_that_are_frequent_all_after_them_are_the_other_routes() {
    List<Profile> singles = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      singles.add(Singles.unsampled("GET", "/r" + i, MS));
      singles.add(Singles.unsampled("GET", "/r" + i, MS));
    }

    List<Profile> merged = Merging.mergeRoutes(singles);

    assertThat(merged).hasSize(201);
    assertThat(merged.get(0).name()).isEqualTo("[other routes]");
    assertThat(merged.get(0).totals().count()).isEqualTo(100);
  }

  @Test
  void a_hostile_method_is_folded_and_a_hostile_route_cut() {
    List<Profile> merged =
        Merging.mergeRoutes(
            List.of(
                Singles.unsampled("M".repeat(100_000), "/r", 3 * MS),
                Singles.unsampled("GET", "/" + "x".repeat(1_000_000), 2 * MS),
                Singles.unsampled("GET", "/" + "x".repeat(1_000_001), MS)));

    assertThat(merged).hasSize(2);
    assertThat(merged.get(0).name()).isEqualTo("[other methods]");
    assertThat(merged.get(1).name()).hasSize(4 + 1_024).endsWith("x…");
  }

  @Test
  void every_profile_has_an_id_of_its_own_that_is_safe_in_file_names() {
    List<Profile> merged =
        Merging.mergeRoutes(
            List.of(Singles.unsampled("GET", "/a", MS), Singles.unsampled("GET", "/b", MS)));

    assertThat(merged).extracting(Profile::id).doesNotHaveDuplicates();
    assertThat(merged).extracting(Profile::id).allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  private static Profile withResolution(long duration, long resolution) {
    Profile plain = Singles.unsampled("GET", "/r", duration);
    return Profile.builder(plain.id(), plain.name(), plain.startedAt(), plain.root())
        .durationNanos(plain.durationNanos())
        .cpuNanos(plain.cpuNanos())
        .allocatedBytes(plain.allocatedBytes())
        .thread(plain.thread())
        .sampling(new Profile.Sampling(0, 40, resolution, 7, 0))
        .request(plain.request())
        .build();
  }
}
