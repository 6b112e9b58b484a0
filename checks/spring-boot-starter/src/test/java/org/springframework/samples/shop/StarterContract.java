package org.springframework.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.zaxxer.hikari.HikariDataSource;
import io.github.requestree.micrometer.MetricsSink;
import io.github.requestree.profile.Profile;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/** The starter in an application like Spring's samples, on what its developers have by default. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StarterContract {

  private static final List<String> PATHS =
      List.of(
          "/orders", "/async", "/callable", "/streaming", "/observed", "/valid?name=ann", "/valid?name=",
          "/secret", "/missing", "/fail", "/remote", "/reactive");
  private static final List<String> QUIET = List.of("/style.css", "/css/shop.css", "/favicon.ico");

  /** The answers, warnings and threads of the same application without the starter. */
  private final Map<String, String> plainAnswers = new LinkedHashMap<>();
  private final List<String> plainWarnings = new ArrayList<>();
  private final List<String> plainThreads = new ArrayList<>();
  private final List<String> plainBeans = new ArrayList<>();
  private int plainPool;
  private String plainMeters;

  private final Map<String, String> answers = new LinkedHashMap<>();
  private final Map<String, List<ILoggingEvent>> reports = new LinkedHashMap<>();
  private final List<Profile> profiles = new ArrayList<>();
  private RunningShop shop;
  private String list;
  private String post;

  /** The simple name of the container. */
  abstract String container();

  @BeforeAll
  void askOnceWithoutAndOnceWith() throws Exception {
    try (RunningShop plain = new RunningShop(container(), "requestree.enabled=false")) {
      for (String path : PATHS) {
        plainAnswers.put(path, text(plain.get(path)));
      }
      plainWarnings.addAll(kinds(plain.warnings()));
      plainThreads.addAll(RunningShop.ownThreads());
      plainBeans.addAll(List.of(plain.context.getBeanDefinitionNames()));
      plainPool = pool(plain);
      plainMeters = plain.get("/actuator/metrics").body();
    }
    shop = new RunningShop(container(), "spring.profiles.active=dev");
    for (String path : PATHS) {
      answers.put(path, text(shop.get(path)));
      List<ILoggingEvent> own = new ArrayList<>(List.of(shop.report()));
      if (path.equals("/remote") || path.equals("/reactive")) {
        own.add(shop.report());
      }
      reports.put(path, own);
      for (int i = 0; i < own.size(); i++) {
        profiles.add(shop.profile());
      }
    }
    list = report("/orders");
    assertThat(shop.post("/orders", "customer=Ann").statusCode()).isEqualTo(302);
    post = shop.report().getFormattedMessage();
  }

  @AfterAll
  void stop() {
    if (shop != null) {
      shop.close();
    }
    assertThat(RunningShop.ownThreads()).isEmpty();
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
        .contains("insert into purchase_order", "OrderService.place");
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

  /** Returns each note of this kind: its line in the tree with the one above, or its row below. */
  private static List<String> rows(String report, String kind) {
    List<String> rows = new ArrayList<>();
    String above = "";
    for (String line : report.lines().toList()) {
      if (line.matches(" *" + kind + " {2,}\\d.*")) {
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

  @Test
  void eachRequestHasOneReport() {
    reports.forEach(
        (path, own) ->
            assertThat(own.stream().map(ILoggingEvent::getFormattedMessage))
                .as(path)
                .anySatisfy(
                    report -> assertThat(report).startsWith("--- GET " + path.replaceAll("[?].*", ""))));
    assertThat(shop.reportsLeft()).isEmpty();
  }

  @Test
  void answersAreThoseWithoutTheStarter() {
    assertThat(answers).isEqualTo(plainAnswers);
  }

  @Test
  void theLogHasNoWarningThatItWouldNotHaveWithout() {
    assertThat(kinds(shop.warnings())).containsExactlyInAnyOrderElementsOf(plainWarnings);
  }

  @Test
  void switchedOffItLeavesNothingBehind() {
    assertThat(plainBeans).noneMatch(name -> name.contains("requestree"));
    assertThat(plainThreads).isEmpty();
  }

  @Test
  void theHandlerStandsInTheHeadOfEachReport() {
    assertThat(list).contains("handled by OrderController.listOrders");
    assertThat(report("/fail")).contains("handled by WorkController.fail");
    assertThat(report("/secret")).doesNotContain("handled by");
    assertThat(keyValues(reports.get("/orders")))
        .contains(
            "code.function.name=org.springframework.samples.shop.OrderController.listOrders",
            "http.route=/orders");
  }

  @Test
  void workOnOtherThreadsStandsBelowTheCallThatHandedItOff() {
    assertThat(tree(report("/async")))
        .containsSubsequence("WorkController.async", "Work.later", "[sleeping]");
    assertThat(tree(report("/callable"))).containsSubsequence("Work.now", "[sleeping]");
    assertThat(tree(report("/streaming"))).containsSubsequence("Work.now", "[sleeping]");
  }

  @Test
  void whatIsObservedIsNotedOnce() {
    assertThat(events("/observed", "observed"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.text()).isEqualTo("load prices");
              assertThat(event.count()).isEqualTo(1);
            });
    for (String path : List.of("/remote", "/reactive")) {
      assertThat(events(path, "http"))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.text()).startsWith("GET 127.0.0.1");
                assertThat(event.count()).isEqualTo(1);
              });
    }
  }

  @Test
  void staticFilesAndTheActuatorAreNotReported() throws Exception {
    for (String path : QUIET) {
      shop.get(path);
    }
    assertThat(shop.get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(shop.get("/style.css").statusCode()).isEqualTo(200);

    assertThat(nextReport("/price")).startsWith("--- GET /price");
  }

  @Test
  void thePageListsTheRequestsAndIsNotReported() throws Exception {
    HttpResponse<String> page = shop.get("/profiles");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("/orders", "/callable");
    assertThat(shop.get("/profiles", "X-Forwarded-For", "10.0.0.1").statusCode()).isEqualTo(404);
    assertThat(nextReport("/price")).startsWith("--- GET /price");
  }

  @Test
  void oneLineSaysWhatIsProfiledAndWhy() {
    assertThat(shop.messages())
        .filteredOn(message -> message.startsWith("Requestree for "))
        .singleElement()
        .asString()
        .startsWith("Requestree for development, as profile dev is active: reports every request")
        .contains("http://localhost:" + shop.property("local.server.port") + "/profiles");
  }

  @Test
  void theEndpointHasTheListEachFormatAndStatistics() throws Exception {
    String endpoint =
        "http://127.0.0.1:" + shop.property("local.server.port") + "/actuator/requestree";
    HttpResponse<String> html = shop.get(endpoint, "Accept", "text/html");
    String json = shop.get(endpoint, "Accept", "application/json").body();
    String id = keyValue(reports.get("/orders").get(0), "profile.id");

    assertThat(html.body()).contains("<html", "requestree/" + id);
    assertThat(html.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(json).contains("\"recent\":[", "\"id\":\"" + id + "\"");
    assertThat(shop.get(endpoint + "/statistics").body()).contains("\"standstills\":");
    for (String suffix : List.of("", ".txt", ".json", ".speedscope.json", ".collapsed.txt")) {
      HttpResponse<String> answer = shop.get(endpoint + "/" + id + suffix);
      assertThat(answer.statusCode()).as(suffix).isEqualTo(200);
      assertThat(answer.body()).as(suffix).contains("listOrders");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
    assertThat(shop.get(endpoint + "/0123456789abcdef").statusCode()).isEqualTo(404);
  }

  @Test
  void theTimeOfEachRouteIsInTheMetricsOfTheActuator() throws Exception {
    String meter = shop.get("/actuator/metrics/requestree.request?tag=route:/orders").body();
    String waits = shop.get("/actuator/metrics/requestree.wait?tag=route:/orders").body();

    assertThat(meter).contains("{\"statistic\":\"COUNT\",\"value\":2.0}");
    assertThat(waits).contains("sleeping");
    assertThat(shop.context.getBeansOfType(MetricsSink.class)).hasSize(1);
    assertThat(plainMeters).contains("hikaricp.connections.max").doesNotContain("requestree");
  }

  @Test
  void aReportHasTheSpanOfItsRequestAndTheSpanItsReport() throws Exception {
    shop.get("/price", Spans.WANTED, "yes");
    List<ILoggingEvent> report = List.of(shop.report());
    ReadableSpan span = Spans.opened();

    assertThat(keyValues(report))
        .contains(
            "trace_id=" + span.getSpanContext().getTraceId(),
            "span_id=" + span.getSpanContext().getSpanId());
    assertThat(Spans.attribute(span, "requestree.profile.id"))
        .isEqualTo(keyValue(report.get(0), "profile.id"));
  }

  @Test
  void thePoolIsWhatItWas() throws Exception {
    DataSource source = shop.context.getBean(DataSource.class);

    assertThat(pool(shop)).isEqualTo(plainPool).isEqualTo(7);
    assertThat(source).isInstanceOf(HikariDataSource.class);
    assertThat(source.isWrapperFor(HikariDataSource.class)).isTrue();
    assertThat(source.unwrap(HikariDataSource.class)).isNotNull();
    assertThat(shop.get("/actuator/health").body()).contains("\"status\":\"UP\"", "\"db\"");
    assertThat(shop.get("/actuator/metrics/hikaricp.connections.max").body()).contains("7.0");
  }

  @Test
  void theConditionReportSaysWhyTheListenerIsNotThere() {
    ConditionEvaluationReport report =
        ConditionEvaluationReport.get(shop.context.getBeanFactory());

    assertThat(report.getConditionAndOutcomesBySource().keySet())
        .anyMatch(source -> source.contains("RequestreeAutoConfiguration"));
    assertThat(
            report
                .getConditionAndOutcomesBySource()
                .get("io.github.requestree.spring.RequestreeAutoConfiguration$OwnFilter#requestreePage")
                .iterator()
                .next()
                .getOutcome()
                .getMessage())
        .contains("development, as profile dev is active");
  }

  private List<Profile.Event> events(String path, String kind) {
    Profile profile =
        profiles.stream()
            .filter(one -> one.name().equals("GET " + path))
            .findFirst()
            .orElseThrow();
    return profile.events().stream().filter(event -> event.kind().equals(kind)).toList();
  }

  private String report(String path) {
    return reports.get(path).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(report -> report.startsWith("--- GET " + path.replaceAll("[?].*", "")))
        .findFirst()
        .orElseThrow();
  }

  private String nextReport(String path) throws Exception {
    shop.get(path);
    return shop.report().getFormattedMessage();
  }

  private static String text(HttpResponse<String> answer) {
    return answer.statusCode()
        + " "
        + answer.headers().firstValue("Content-Type").orElse("")
        + " "
        + answer.body().replaceAll("\"timestamp\":\"[^\"]*\"|<div id='created'>[^<]*", "");
  }

  /** The kinds of warnings, without numbers, and without those that a slow machine alone causes. */
  private static List<String> kinds(List<String> warnings) {
    return warnings.stream()
        .filter(text -> !text.matches(".* took \\[[0-9,]+] milliseconds.*"))
        .map(text -> text.replaceAll("[0-9a-f-]{8,}|\\d+", "n"))
        .toList();
  }

  private static int pool(RunningShop running) {
    return DataSourceUnwrapper.unwrap(
            running.context.getBean(DataSource.class), HikariDataSource.class)
        .getMaximumPoolSize();
  }

  private static List<String> keyValues(List<ILoggingEvent> events) {
    return events.get(0).getKeyValuePairs().stream().map(StarterContract::written).toList();
  }

  private static String written(KeyValuePair pair) {
    return pair.key + "=" + pair.value;
  }

  private static String keyValue(ILoggingEvent event, String key) {
    return event.getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals(key))
        .map(pair -> String.valueOf(pair.value))
        .findFirst()
        .orElseThrow();
  }
}
