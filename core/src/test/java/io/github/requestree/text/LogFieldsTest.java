package io.github.requestree.text;

import static io.github.requestree.profile.EventFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LogFieldsTest {

  @Test
  void the_figures_of_a_report_are_repeated_for_machines() {
    Map<String, Object> values = LogFields.of(Reports.single(), "");

    assertThat(values)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "http.request.method",
                "GET",
                "http.route",
                "/orders/*",
                "http.response.status_code",
                200,
                "profile.duration_ms",
                new BigDecimal("3006.120"),
                "profile.cpu_ms",
                new BigDecimal("0.050"),
                "profile.walks",
                4L,
                "profile.id",
                "c0ffee"));
  }

  @Test
  void tags_have_a_key_each_that_no_layout_takes_for_several() {
    Profile tagged =
        Reports.single().toBuilder()
            .tags(Map.of("tenant", "acme", "a=1 http.route\n", "\"x\\\u202e y"))
            .build();

    assertThat(LogFields.of(tagged, ""))
        .containsEntry("profile.tag.tenant", "acme")
        .containsEntry("profile.tag.a=1?http.route?", "?x?? y");
  }

  @Test
  void what_is_not_known_has_no_key() {
    Profile.Request unknownStatus = new Profile.Request("GET", "/x", "/x", 0, null);
    Map<String, Object> values =
        LogFields.of(Reports.profile(unknownStatus, null, OptionalLong.empty()), "");

    assertThat(values).doesNotContainKeys("http.response.status_code", "profile.cpu_ms");
  }

  @Test
  void time_before_the_clocks_were_read_is_told_beside_the_cpu_time() {
    assertThat(LogFields.of(Reports.single(), "")).doesNotContainKey("profile.cpu_unknown_for_ms");

    assertThat(LogFields.of(Reports.unclockedFor(80_000_000), ""))
        .containsEntry("profile.cpu_unknown_for_ms", new BigDecimal("80.000"));
  }

  @Test
  void queries_and_remote_calls_are_summed_and_nothing_else_that_was_noted() {
    assertThat(LogFields.of(Reports.single(), ""))
        .doesNotContainKeys("db.query.count", "http.client.count");

    Map<String, Object> values =
        LogFields.of(
            Reports.withEvents(
                event("sql", "select 1").count(12).totalMillis(800).build(),
                event("sql", "select 2").count(2).totalMillis(12.5).build(),
                event("http", "GET a/b").totalMillis(304).build(),
                event("timed", "render").totalMillis(7).build()),
            "");

    assertThat(values)
        .containsEntry("db.query.count", 14L)
        .containsEntry("db.query.duration_ms", new BigDecimal("812.500"))
        .containsEntry("http.client.count", 1L)
        .containsEntry("http.client.duration_ms", new BigDecimal("304.000"))
        .hasSize(LogFields.of(Reports.single(), "").size() + 4);
  }

  @Test
  void the_method_that_handled_a_request_has_its_class_and_package() {
    Profile.Request request =
        new Profile.Request("GET", "/o/1", "/o/{id}", 200, null, "com.acme.Owners.show");

    assertThat(LogFields.of(Reports.profile(request, null, OptionalLong.of(0)), ""))
        .containsEntry("code.function.name", "com.acme.Owners.show");
  }

  @Test
  void what_is_no_request_has_its_name_instead() {
    Map<String, Object> values = LogFields.of(Reports.profile(null, null, OptionalLong.of(0)), "");

    assertThat(values)
        .containsEntry("profile.name", "GET /orders/17")
        .doesNotContainKeys("http.request.method", "http.route");
  }

  @Test
  void a_route_has_the_figures_of_all_its_requests() {
    Map<String, Object> values = LogFields.of(Reports.ofRoute(), "");

    assertThat(values)
        .containsEntry("profile.count", 3L)
        .containsEntry("profile.errors", 1L)
        .containsEntry("profile.mean_ms", new BigDecimal("2.000"))
        .containsEntry("profile.p50_ms", new BigDecimal("1.900"))
        .containsEntry("profile.p90_ms", new BigDecimal("2.500"))
        .containsEntry("profile.p95_ms", new BigDecimal("2.500"))
        .containsEntry("profile.p99_ms", new BigDecimal("2.501"))
        .containsEntry("profile.max_ms", new BigDecimal("2.501"))
        .containsEntry("profile.percentiles_exact", true);
  }

  @Test
  void a_route_from_the_network_cannot_forge_a_line_or_end_a_quote_in_a_key_value() {
    String hostile = "/\"\r\nINFO forged\u001b[31m\u2028\u202e\\" + "x".repeat(1_000);
    Map<String, Object> values =
        LogFields.of(
            Reports.profile(
                new Profile.Request("G\nT", hostile, hostile, 200, null), null, OptionalLong.of(0)),
            "");

    assertThat(values).containsEntry("http.request.method", "G?T");
    assertThat(values.get("http.route").toString())
        .startsWith("/???INFO forged?[31m???xxx")
        .hasSize(200);
  }
}
