package org.springframework.samples.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.samples.shop.RunningShop;

/** Two data sources, and others in front of them, are what they are without the starter. */
class DataSourcesTest {

  private static final List<String> SOURCES =
      List.of("dataSource", "archive", "routing", "lazy", "silent", "scoped", "proxied");
  private static final List<String> FACTS =
      List.of(
          "/pools",
          "/actuator/health",
          "/actuator/metrics/hikaricp.connections.max",
          "/actuator/metrics/hikaricp.connections.min",
          "/actuator/metrics/jdbc.connections.max");

  @Test
  void poolsDetailsHealthAndMetricsAreThoseWithoutAndEachQueryIsNotedOnce() throws Exception {
    Map<String, String> without;
    try (RunningShop plain = start("requestree.enabled=false")) {
      without = facts(plain);
    }
    try (RunningShop profiled = start("spring.profiles.active=dev")) {
      Map<String, String> with = facts(profiled);

      assertThat(with).isEqualTo(without);
      assertThat(with.get("/query/dataSource")).isEqualTo("jdbc:h2:mem:container");
      assertThat(with.get("/query/routing")).isEqualTo("jdbc:h2:mem:archive");
      assertThat(with.get("/pools"))
          .contains("main 7 jdbc:h2:mem:container", "archive 3 jdbc:h2:mem:archive");
      assertThat(with.get("/actuator/health")).contains("\"db\"", "\"status\":\"UP\"");
      assertThat(with.get("/actuator/metrics/hikaricp.connections.max"))
          .contains("archive", "10.0");
      for (int i = 0; i < SOURCES.size(); i++) {
        // The order of the profiles is that of the requests.
        Profile profile = profiled.profile();
        assertThat(queries(profile)).as(SOURCES.get(i)).isEqualTo(1);
      }
    }
  }

  private static RunningShop start(String property) {
    return new RunningShop(
        StockApplication.class,
        System.getProperty("container"),
        "spring.data.jpa.repositories.enabled=false",
        "spring.datasource.hikari.pool-name=main",
        property);
  }

  private static Map<String, String> facts(RunningShop running) throws Exception {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String source : SOURCES) {
      facts.put("/query/" + source, running.get("/query/" + source).body());
    }
    for (String path : FACTS) {
      facts.put(path, running.get(path).body().replaceAll("\"(total|free)\":\\d+", "\"$1\":0"));
    }
    return facts;
  }

  private static long queries(Profile profile) {
    return profile.events().stream()
        .filter(event -> event.kind().equals("sql"))
        .mapToLong(Profile.Event::count)
        .sum();
  }
}
