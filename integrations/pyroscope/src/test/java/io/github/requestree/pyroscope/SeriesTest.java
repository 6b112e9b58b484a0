package io.github.requestree.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many series there are, whatever clients ask for. */
class SeriesTest {

  private static final CallNode TREE = ProfileFixture.root("GET /").build();
  private static final int ROUTES = 20;

  /** As {@code docs/fleet.md} has it: wall, CPU and lanes of a route, and its slow requests. */
  private static final List<String> NAMES = List.of("wall", "process_cpu", "lane", "slow_request");

  private long now;

  @Test
  void aMillionUrlsAtTwoHundredInstancesMakeAsManySeriesAsTheDocumentationSays() {
    Set<Map<String, String>> series = new HashSet<>();
    for (int instance = 0; instance < 200; instance++) {
      SeriesLabels labels =
          labels(Map.of("service_name", "shop", "service_instance_id", "pod-" + instance));
      for (int url = 0; url < 5_000; url++) {
        series.add(labels.of(NAMES.get(url % 4), profile("/scan/" + instance + "/" + url)));
      }
    }

    assertThat(series).hasSizeLessThanOrEqualTo(200 * (ROUTES + 1) * NAMES.size());
  }

  @Test
  void instancesWithoutALabelOfTheirOwnShareTheirSeries() {
    Set<Map<String, String>> series = new HashSet<>();
    for (int instance = 0; instance < 200; instance++) {
      SeriesLabels labels = labels(Map.of("service_name", "shop"));
      for (int route = 0; route < 2 * ROUTES; route++) {
        for (String name : NAMES) {
          series.add(labels.of(name, profile("/route/" + route)));
        }
      }
    }

    assertThat(series).hasSize((ROUTES + 1) * NAMES.size());
  }

  @Test
  void aRouteGivesUpItsPlaceAfterAnHourWithoutAProfile() {
    SeriesLabels labels = labels(Map.of());
    for (int route = 0; route < ROUTES; route++) {
      labels.of("wall", profile("/route/" + route));
    }
    now = Duration.ofMinutes(30).toNanos();
    labels.of("wall", profile("/route/0"));
    now = Duration.ofMinutes(60).toNanos();

    assertThat(route(labels, "/new")).isEqualTo("/new");
    assertThat(route(labels, "/route/0")).isEqualTo("/route/0");
    for (int route = 2; route < ROUTES; route++) {
      assertThat(route(labels, "/newer/" + route)).isEqualTo("/newer/" + route);
    }
    assertThat(route(labels, "/one too many")).isEqualTo("[other routes]");
  }

  @Test
  void theSameRouteOfAnotherMethodHasAPlaceOfItsOwn() {
    SeriesLabels labels = new SeriesLabels(Map.of(), 1, () -> now);

    assertThat(labels.of("wall", profile("/orders")))
        .containsEntry("http_request_method", "GET")
        .containsEntry("http_route", "/orders");
    assertThat(labels.of("wall", ProfileFixture.request("POST", "/orders", TREE)))
        .containsEntry("http_route", "[other routes]")
        .doesNotContainKey("http_request_method");
  }

  private static String route(SeriesLabels labels, String route) {
    return labels.of("wall", profile(route)).get("http_route");
  }

  private SeriesLabels labels(Map<String, String> common) {
    return new SeriesLabels(common, ROUTES, () -> now);
  }

  private static Profile profile(String route) {
    return ProfileFixture.request("GET", route, TREE);
  }
}
