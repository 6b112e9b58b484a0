package org.springframework.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.requestree.profile.Profile;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;

/** The starter where an application is set up in another way than by default. */
class OtherSetupsTest {

  private static final String CONTAINER = System.getProperty("container");
  private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;
  private static final String FIRST = String.valueOf(Integer.MIN_VALUE);

  /** One start for all of it: production, a management port, virtual threads, Security first. */
  @Test
  void inProductionOnVirtualThreadsBehindAManagementPort() throws Exception {
    try (RunningShop shop =
        new RunningShop(
            CONTAINER,
            "requestree.slower-than=0",
            "management.server.port=0",
            // With both containers on the class path, Boot 4 has two factories for the other port.
            "spring.main.allow-bean-definition-overriding=true",
            "spring.threads.virtual.enabled=true",
            "spring.security.filter.order=" + FIRST)) {
      assertThat(shop.messages())
          .filteredOn(message -> message.startsWith("Requestree for "))
          .singleElement()
          .asString()
          .startsWith("Requestree for production, as there is neither devtools nor a profile");
      theEndpointIsOnTheManagementPortAlone(shop);
      aRequestThatSecurityEndsIsReported(shop);
      requestsRunOnVirtualThreads(shop);
      assertThat(shop.reportsLeft()).isEmpty();
      assertThat(shop.warnings()).noneMatch(warning -> warning.contains("requestree"));
    }
    assertThat(RunningShop.ownThreads()).isEmpty();
  }

  private static void theEndpointIsOnTheManagementPortAlone(RunningShop shop) throws Exception {
    String management = "http://127.0.0.1:" + shop.property("local.management.port");

    assertThat(shop.property("local.management.port"))
        .isNotEqualTo(shop.property("local.server.port"));
    HttpResponse<String> statistics = shop.get(management + "/actuator/requestree/statistics");
    assertThat(statistics.statusCode()).isEqualTo(200);
    assertThat(statistics.body()).contains("\"standstills\":");
    // Neither the endpoint nor the management port is profiled; there is nothing on the other one.
    assertThat(shop.get("/actuator/requestree").statusCode()).isEqualTo(404);
    assertThat(shop.report().getFormattedMessage()).startsWith("--- GET /actuator/requestree --- 404");
    shop.profile();
    assertThat(shop.get("/profiles").statusCode()).isEqualTo(404);
    assertThat(shop.report().getFormattedMessage()).startsWith("--- GET /profiles --- 404");
    String id = shop.profile().id();
    assertThat(shop.get(management + "/actuator/requestree/" + id + ".txt").body())
        .startsWith("--- GET /profiles --- 404");
  }

  private static void aRequestThatSecurityEndsIsReported(RunningShop shop) throws Exception {
    assertThat(shop.get("/secret").statusCode()).isEqualTo(401);

    assertThat(shop.report().getFormattedMessage()).startsWith("--- GET /secret --- 401");
    shop.profile();
  }

  private static void requestsRunOnVirtualThreads(RunningShop shop) throws Exception {
    for (String path : new String[] {"/async", "/callable", "/streaming", "/remote"}) {
      assertThat(shop.get(path).statusCode()).as(path).isEqualTo(200);
      int requests = path.equals("/remote") ? 2 : 1;
      for (int i = 0; i < requests; i++) {
        ILoggingEvent report = shop.report();
        Profile profile = shop.profile();
        assertThat(profile.cpuNanos().isEmpty()).as(path).isEqualTo(VIRTUAL_THREADS);
        assertThat(report.getFormattedMessage()).contains(" --- 200 in ");
        if (profile.name().equals("GET /async")) {
          assertThat(report.getFormattedMessage()).contains("Work.later");
        }
      }
    }
  }

  @Test
  void behindSecurityAndWithObservedQueries() throws Exception {
    try (RunningShop shop =
        new RunningShop(
            CONTAINER,
            "spring.profiles.active=dev",
            "shop.own-filter=true",
            "jdbc.datasource-proxy.enabled=true")) {
      assertThat(shop.get("/secret").statusCode()).isEqualTo(401);
      assertThat(shop.get("/orders").statusCode()).isEqualTo(200);
      // The one that Security ended has never reached the filter.
      String report = shop.report().getFormattedMessage();
      assertThat(report).startsWith("--- GET /orders --- 200");
      assertThat(report).contains("from purchase_order", "N+1?").doesNotContain("jdbc.");
      assertThat(report).containsPattern("queries " + (1 + ShopApplication.ORDERS) + " in ");
      assertThat(shop.reportsLeft()).isEmpty();
      assertThat(shop.messages()).noneMatch(message -> message.startsWith("Requestree for "));
      assertThat(
              ConditionEvaluationReport.get(shop.context.getBeanFactory())
                  .getConditionAndOutcomesBySource()
                  .get("io.github.requestree.spring.RequestreeAutoConfiguration$OwnFilter")
                  .iterator()
                  .next()
                  .getOutcome()
                  .getMessage())
          .contains("ProfilingFilter", "found beans", "profiling");
      assertThat(shop.context.containsBean("requestreeFilter")).isFalse();
      assertThat(shop.get("/profiles").statusCode()).isEqualTo(404);
    }
  }
}
