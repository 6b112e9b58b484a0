package org.springframework.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.requestree.servlet.ProfilingFilter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/** The first trees that a newcomer sees of an application like Spring's samples. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FirstTreesContract {

  private final LinkedBlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private ServletWebServerApplicationContext application;
  private String list;
  private String post;

  abstract String[] container();

  @BeforeAll
  void start() throws Exception {
    application =
        (ServletWebServerApplicationContext)
            SpringApplication.run(ShopApplication.class, container());
    ProfilingFilter filter =
        (ProfilingFilter)
            application.getBean("profiling", FilterRegistrationBean.class).getFilter();
    Delay.watchedBy(filter::statistics);
    Logger log = (Logger) LoggerFactory.getLogger("requestree.profiles");
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            reports.add(event.getFormattedMessage());
          }
        };
    appender.start();
    log.addAppender(appender);
    log.setAdditive(false);
    list = report(request().GET().build(), 200);
    String user = Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
    post =
        report(
            request()
                .header("Authorization", "Basic " + user)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("customer=Ann"))
                .build(),
            302);
  }

  @AfterAll
  void stop() {
    Delay.watchedBy(null);
    if (application != null) {
      application.close();
    }
  }

  @Test
  void theControllerIsNamedWithTheCallsBelowIt() {
    assertThat(tree(list))
        .contains("OrderController.listOrders  OrderController.java:")
        .containsSubsequence(
            "OrderController.listOrders", "OrderService.rows (proxy)", "OrderService.rows  ")
        .contains("findAll (proxy)");
    assertThat(tree(post))
        .containsSubsequence("OrderController.placeOrder", "OrderService.place (proxy)");
  }

  @Test
  void theQueriesStandBelowTheCallsOfTheApplicationThatMadeThem() {
    assertThat(tree(list))
        .containsSubsequence(
            "OrderService.rows  ",
            "findAll (proxy)",
            "∙",
            "[sql] select po1_0.id,po1_0.customer from purchase_order po1_0",
            "RoundTrip.fire",
            "[sleeping]");
    assertThat(rows(list, "sql"))
        .anySatisfy(row -> assertThat(row).contains("from purchase_order", "findAll (proxy)"))
        .anySatisfy(
            row ->
                assertThat(row)
                    .contains("select l1_0.order_id", "PurchaseOrder.getCents", "N+1?")
                    .containsPattern("[×l] *" + ShopApplication.ORDERS + " "))
        .hasSize(2);
    assertThat(rows(post, "sql"))
        .singleElement()
        .asString()
        .contains("insert into purchase_order", "OrderController.placeOrder");
  }

  @Test
  void theTemplateIsSeenAroundTheCallThatItMakes() {
    assertThat(tree(list))
        .containsSubsequence(
            "ThymeleafView.render", "thymeleaf", "Prices.euros  Prices.java:", "[sleeping]");
    String[] lines = tree(list).split("\n");
    assertThat(depth(lines, "Prices.euros")).isGreaterThan(depth(lines, "ThymeleafView.render"));
  }

  @Test
  void noFilterChainOfContainerOrSecurityIsShown() {
    for (String report : new String[] {list, post}) {
      assertThat(tree(report))
          .doesNotContain("doFilter", "FilterChain", "DelegatingFilterProxy", "ServletHandler");
    }
  }

  @Test
  void nothingIsObservedButTheAuthentication() {
    assertThat(rows(list, "observed")).isEmpty();
    assertThat(rows(post, "observed"))
        .singleElement()
        .asString()
        .contains("authenticate usernamepassword");
  }

  @Test
  void nothingIsSaidThatIsOfNoUseToTheReader() {
    for (String report : new String[] {list, post}) {
      assertThat(report)
          .doesNotContain("jdbc.", "spring.security", "secured request", "filterchain")
          .doesNotContain("No code of the application was seen")
          .doesNotContain("io.github.requestree");
    }
  }

  /** The lines from the request's own on to the first empty one. */
  private static String tree(String report) {
    int start = report.indexOf("100%");
    int end = report.indexOf("\n\n", start);
    return end < 0 ? report.substring(start) : report.substring(start, end);
  }

  /** What was noted of this kind: each with the line above it in the tree, or its row below. */
  private static List<String> rows(String report, String kind) {
    List<String> rows = new ArrayList<>();
    String above = "";
    for (String line : report.lines().toList()) {
      if (line.matches(" *" + kind + " +\\d.*")) {
        rows.add(line);
      } else if (line.contains("∙") && line.contains("[" + kind + "] ")) {
        rows.add(line + above);
      } else {
        above = line;
      }
    }
    return rows;
  }

  private static int depth(String[] lines, String method) {
    String line =
        Arrays.stream(lines).filter(one -> one.contains(method)).findFirst().orElseThrow();
    return line.indexOf("─ ");
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + application.getWebServer().getPort() + "/orders"));
  }

  private String report(HttpRequest request, int status) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
    String report = reports.poll(30, TimeUnit.SECONDS);
    assertThat(report).isNotNull();
    return report;
  }
}
