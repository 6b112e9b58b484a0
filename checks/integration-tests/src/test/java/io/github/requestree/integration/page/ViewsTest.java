package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class ViewsTest extends BrowserTest {

  @BeforeEach
  void show() throws IOException {
    browser.show(PageFixture.orders());
  }

  @Test
  void tabsAreChangedByTheArrowKeys() {
    browser.click("#tab-tree");
    for (String next : List.of("flame", "timeline", "calls", "tree")) {
      browser.press(Keys.ARROW_RIGHT);
      assertThat(browser.texts("[role=tabpanel]:not([hidden])")).hasSize(1);
      assertThat(browser.find("[role=tab][aria-selected=true]").getAttribute("id"))
          .isEqualTo("tab-" + next);
    }
  }

  @Test
  void aCallIsAsWideInTheFlameGraphAsItTookLong() {
    browser.click("#tab-flame");
    assertThat(width("Orders.load") / width("GET /orders")).isBetween(0.49, 0.51);
    assertThat(width("Orders.render") / width("GET /orders")).isBetween(0.29, 0.31);
    assertThat(browser.find(box("Orders.load")).getAttribute("aria-label"))
        .isEqualTo("Orders.load, 0.500 s, 50%, database");
  }

  @Test
  void aClickZoomsIntoACallAndEscapeOutAgain() {
    browser.click("#tab-flame");
    double whole = width("GET /orders");
    browser.click(box("Orders.load"));
    assertThat(width("Orders.load")).isEqualTo(whole);
    assertThat(browser.count(box("Orders.render"))).isZero();
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.load");
    browser.press(Keys.ESCAPE);
    assertThat(width("Orders.load")).isLessThan(whole);
  }

  @Test
  void keysMoveAndZoomInTheFlameGraph() {
    browser.click("#tab-flame");
    browser.run("document.querySelector('#flame-graph [tabindex=\"0\"]').focus()");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.render");
    browser.press(Keys.ENTER);
    assertThat(browser.count(box("Orders.load"))).isZero();
    browser.press(Keys.BACK_SPACE);
    assertThat(browser.count(box("Orders.load"))).isOne();
    browser.press(Keys.ARROW_UP);
    assertThat(browser.count("#flame-graph [tabindex='0']")).isOne();
  }

  @Test
  void whatIsFoundStandsOutInTheFlameGraph() {
    browser.click("#tab-flame");
    browser.type("#search", "pgstatement");
    assertThat(browser.find("#found").getText()).isEqualTo("3 found, 0.500 s, 50%");
    assertThat(browser.count("#flame-graph .found")).isEqualTo(2);
    assertThat(browser.count("#flame-graph .dim")).isGreaterThan(3);
  }

  @Test
  void coloursTellTheKindOfWaitingOrThePackage() {
    browser.click("#tab-flame");
    assertThat(fill("Orders.load")).isNotEqualTo(fill("Orders.render"));
    browser.find("#colours option[value=package]").click();
    assertThat(fill("Orders.load")).isEqualTo(fill("Orders.render"));
    assertThat(fill("Orders.load")).isNotEqualTo(fill("Server.handle"));
  }

  @Test
  void aLaneHasAFlameGraphOfItsOwn() {
    browser.click("#tab-flame");
    browser.find("#roots option:last-child").click();
    assertThat(width("Mail.send")).isEqualTo(width("on thread event-loop"));
    assertThat(browser.count(box("GET /orders"))).isZero();
  }

  @Test
  void theTimelineHasALaneForEachThreadAndOneForAwaits() {
    browser.click("#tab-timeline");
    assertThat(browser.texts(".threads div"))
        .containsExactly("qtp1-33", "on no thread", "⇢ event-loop");
    assertThat(labels("#timeline-view [role=option]"))
        .containsExactly(
            "Orders.load, 0.000 s to 0.500 s, database",
            "Orders.list, 0.500 s to 0.800 s, working",
            "await, 0.800 s to 1.000 s, await",
            "Mail.send, 0.550 s to 0.950 s, sleeping, blocks event-loop");
    assertThat(browser.count("#timeline-view .blocks")).isOne();
    assertThat(browser.find("#timeline-view .hint").getText()).startsWith("17 short runs");
    browser.click("#timeline-view [role=option]");
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.load");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Thread.sleep");
  }

  @Test
  void withoutATimelineThePageSaysSo() throws IOException {
    browser.show(PageFixture.orders().toBuilder().timeline(Timeline.NONE).build());
    browser.click("#tab-timeline");
    assertThat(browser.find("#timeline-view").getText()).startsWith("No timeline was recorded");
  }

  @Test
  void thePageOfARouteTellsOfAllItsRequests() throws IOException {
    browser.show(
        PageFixture.orders().toBuilder()
            .totals(
                new Profile.Totals(
                    40,
                    2,
                    25_000_000,
                    20_000_000,
                    80_000_000,
                    90_000_000,
                    110_000_000,
                    120_000_000,
                    false,
                    30,
                    List.of()))
            .timeline(Timeline.NONE)
            .build());
    assertThat(browser.find("h1").getText()).isEqualTo("1.000 s GET /orders 40 requests");
    assertThat(browser.texts("#facts div"))
        .contains(
            "errors 2",
            "mean 0.025 s",
            "p50 0.020 s",
            "p90 0.080 s",
            "p95 0.090 s",
            "p99 0.110 s",
            "max 0.120 s");
    assertThat(browser.texts("#notes li")).contains("The percentiles come from a sample of 30.");
    assertThat(browser.find("#details dl").getText().lines())
        .containsSubsequence("for each request", "0.025 s");
    browser.click("#tab-timeline");
    assertThat(browser.find("#timeline-view").getText()).contains("a route has no timeline");
  }

  @Test
  void queriesLeadToTheirPlacesInTheTree() {
    browser.click("#tab-calls");
    assertThat(browser.find("#tab-calls").getText()).isEqualTo("Queries and calls (2)");
    assertThat(browser.texts("tbody tr:first-child td"))
        .containsExactly(
            "sql",
            "60",
            "0.480 s",
            "8.0 ms",
            "8.0 ms",
            "select * from line where order_id = ?",
            "Orders.load Orders.java:20",
            "N+1?");
    browser.click("tbody .link");
    assertThat(browser.find("[role=tab][aria-selected=true]").getText()).isEqualTo("Call tree");
    assertThat(browser.focusedName()).isEqualTo("Orders.load");
  }

  @Test
  void aFileGivesItsDataAsJson() throws Exception {
    Path file = browser.downloads().resolve("fixture.json");
    browser.click("#downloads a");
    for (int i = 0; i < 100 && !Files.exists(file); i++) {
      Thread.sleep(100);
    }
    assertThat(Files.readString(file)).startsWith("{\"format\":\"requestree\",\"version\":1,");
  }

  @Test
  void itIsDarkWhereTheSystemIs() {
    browser.dark(true);
    try {
      assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(21, 23, 27)");
    } finally {
      browser.dark(false);
    }
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(251, 251, 250)");
  }

  private static String box(String name) {
    return "#flame-graph g[aria-label^='" + name + ",']";
  }

  private static double width(String name) {
    return Double.parseDouble(browser.find(box(name) + " rect").getAttribute("width"));
  }

  private static String fill(String name) {
    return browser.find(box(name) + " rect").getCssValue("fill");
  }

  private static List<String> labels(String selector) {
    Object labels =
        browser.run(
            "return [...document.querySelectorAll(arguments[0])].map(one => one.ariaLabel)",
            selector);
    return ((List<?>) labels).stream().map(String::valueOf).toList();
  }
}
