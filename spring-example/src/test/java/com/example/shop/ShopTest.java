package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each route of the shop, asked once as a reader of the README does. */
class ShopTest {

  private static final LinkedBlockingQueue<ILoggingEvent> REPORTS = new LinkedBlockingQueue<>();
  private static ConfigurableApplicationContext shop;

  @BeforeAll
  static void start() {
    shop = SpringApplication.run(ShopApplication.class, "--server.port=0");
    Logger log = (Logger) LoggerFactory.getLogger("requestree.profiles");
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            REPORTS.add(event);
          }
        };
    appender.start();
    log.addAppender(appender);
    // Longer, so that a busy machine does not make anything else take longer than the queries.
    shop.getBean(JdbcTemplate.class).execute("update network set round_trip_millis = 50");
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void ordersHaveAQueryForEachAndSoSayLogAndPage() throws Exception {
    ask("/orders");

    ILoggingEvent event = event("/orders");
    String report = event.getFormattedMessage();
    assertThat(report.lines().findFirst().orElseThrow())
        .matches(
            "--- GET /orders --- 200 in .*one query ×60 \\(N\\+1\\?\\) in Orders[.]articlesOf .*");
    assertThat(report).contains("handled by ShopController.listOrders");
    String page = "/profiles/" + keyValue(event, "profile.id");
    assertThat(ask("/profiles")).contains(page);
    assertThat(ask(page))
        .contains("one query ×60 (N+1?) in Orders.articlesOf", "select article from line");
  }

  @Test
  void theBadgeOfThePageSaysHowManyQueriesTheOrdersTook() throws Exception {
    assertThat(ask("/")).contains("<script src=\"/profiles/badge.js\" defer></script>");
    assertThat(ask("/profiles/badge.js")).contains("serverTiming");
    String timing = answer("/orders").headers().firstValue("Server-Timing").orElse("");
    assertThat(timing).matches("profile;desc=\"[0-9a-f]{32}\"");
    event("/orders");

    String brief = "/profiles/brief?ids=" + timing.replaceAll(".*\"(.*)\"", "$1");
    for (int i = 0; i < 1_000 && ask(brief).contains("\"kept\":false"); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(ask(brief))
        .contains("\"name\":\"GET /orders\"", "\"queries\":61", "one query ×60 (N+1?)");
  }

  @Test
  void pricesHaveTheirRemoteCallsOneAfterTheOther() throws Exception {
    ask("/prices");

    assertThat(report("/prices"))
        .contains("handled by ShopController.listPrices", "/supplier/prices/{article}");
  }

  @Test
  void stockHasItsLock() throws Exception {
    assertThat(Integer.parseInt(ask("/stock"))).isGreaterThanOrEqualTo(1_000);

    assertThat(report("/stock")).contains("handled by ShopController.showStock");
  }

  @Test
  void theReportHasItsPartsOnOtherThreads() throws Exception {
    ask("/report");

    assertThat(report("/report")).contains("Reports.sales", "Reports.returns", "[sleeping]");
  }

  private static String ask(String path) throws Exception {
    return answer(path).body();
  }

  private static HttpResponse<String> answer(String path) throws Exception {
    String port = shop.getEnvironment().getProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static String report(String path) throws InterruptedException {
    return event(path).getFormattedMessage();
  }

  private static ILoggingEvent event(String path) throws InterruptedException {
    ILoggingEvent event;
    do {
      event = REPORTS.poll(60, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
    } while (!event.getFormattedMessage().startsWith("--- GET " + path + " "));
    return event;
  }

  private static String keyValue(ILoggingEvent event, String key) {
    return event.getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals(key))
        .map(pair -> String.valueOf(pair.value))
        .findFirst()
        .orElseThrow();
  }
}
