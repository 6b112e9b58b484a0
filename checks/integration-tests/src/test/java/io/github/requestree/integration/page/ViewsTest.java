package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@Tag("one-jdk")
class ViewsTest extends BrowserTest {

  @BeforeEach
  void show() throws IOException {
    browser.show(PageFixture.orders());
  }

  @Test
  void tabsAreChangedByTheArrowKeys() {
    browser.click("#tab-tree");
    for (String next : List.of("flame", "timeline", "hot", "calls", "tree")) {
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
        .isEqualTo(
            "Orders.load, 0.500 s, 50%, database, sql select * from line where order_id = ? ×60");
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
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
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
    assertThat(browser.find("#found").getText()).isEqualTo("3 found, 500 ms, 50%");
    assertThat(browser.count("#flame-graph .found")).isOne();
    assertThat(browser.count("#flame-graph .dim")).isGreaterThan(3);
  }

  @Test
  void coloursTellTheKindOfWaitingOrThePackage() {
    browser.click("#tab-flame");
    assertThat(fill("Orders.load")).isNotEqualTo(fill("Orders.render"));
    browser.find("#colours option[value=package]").click();
    assertThat(fill("Orders.load")).isEqualTo(fill("Orders.render"));
    assertThat(fill("Orders.load")).isNotEqualTo(fill("PgStatement.executeQuery"));
  }

  @Test
  void aBoxIsSplitByWhatHappenedInIt() {
    browser.click("#tab-flame");
    double whole = width("GET /orders");
    assertThat(widths("GET /orders"))
        .hasSize(3)
        .satisfies(parts -> assertThat(parts.get(0) / whole).isBetween(0.49, 0.51))
        .satisfies(parts -> assertThat(parts.get(1) / whole).isBetween(0.29, 0.31));
    assertThat(widths("Orders.render")).hasSize(1);
  }

  @Test
  void queriesAreMarksInTheFlameGraph() {
    browser.click("#tab-flame");
    assertThat(browser.count("#flame-graph path.noted")).isOne();
    assertThat(browser.count(box("Orders.load") + " path.noted")).isOne();
  }

  @Test
  void aLaneHasAGraphOfItsOwnBelowThatOfTheRequest() {
    browser.click("#tab-flame");
    assertThat(browser.texts("#flame-graph .lane-title"))
        .containsExactly("⇢ on thread event-loop  0.400 s, handed off by Orders.notify");
    assertThat(top("on thread event-loop")).isGreaterThan(top("Socket.read"));
    assertThat(width("Mail.send")).isEqualTo(width("on thread event-loop"));
    assertThat(width("Mail.send") / width("GET /orders")).isBetween(0.39, 0.41);
    browser.click(box("Mail.send"));
    assertThat(width("Mail.send")).isEqualTo(width("GET /orders"));
  }

  @Test
  void searchingInTheFlameGraphFindsWhatIsInALane() {
    browser.click("#tab-flame");
    browser.type("#search", "thread.sleep");
    assertThat(browser.find("#found").getText()).isEqualTo("1 found, 400 ms on other threads");
    assertThat(browser.count("#flame-graph .found")).isOne();
    browser.press(Keys.ENTER);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Thread.sleep");
  }

  @Test
  void invertedTheGraphHasWhatTookTheTimeOnTopAndItsCallersBelow() {
    browser.click("#tab-flame");
    browser.click("#invert");
    assertThat(width("Socket.read") / width("GET /orders")).isBetween(0.49, 0.51);
    assertThat(top("Socket.read")).isLessThan(top("PgStatement.executeQuery"));
    assertThat(top("PgStatement.executeQuery")).isLessThan(top("Orders.load"));
    browser.click("#invert");
    assertThat(top("Socket.read")).isGreaterThan(top("Orders.load"));
  }

  @Test
  void searchingGoesToWhatItFindsInTheInvertedGraphToo() {
    browser.click("#tab-flame");
    browser.click("#invert");
    browser.type("#search", "socket.read");
    browser.press(Keys.ENTER);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Socket.read");
    assertThat(browser.count("#flame-graph [aria-selected]")).isOne();
    browser.type("#search", "orders.load");
    browser.press(Keys.ENTER);
    assertThat(browser.find("#flame-graph [aria-selected]").getAttribute("aria-label"))
        .startsWith("Orders.load, 0.500 s");
    browser.type("#search", "mail.send");
    browser.press(Keys.ENTER);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Mail.send");
  }

  @Test
  void theInvertedGraphZoomsIntoAMethodAndOutAgain() {
    browser.click("#tab-flame");
    browser.click("#invert");
    browser.click(box("Socket.read"));
    assertThat(width("Socket.read")).isEqualTo(width("GET /orders"));
    browser.press(Keys.ESCAPE);
    assertThat(width("Socket.read")).isLessThan(width("GET /orders"));
  }

  @Test
  void theTimelineHasALaneForEachThreadAndOneForAwaits() {
    browser.click("#tab-timeline");
    assertThat(browser.texts(".threads div"))
        .containsExactly("qtp1-33", "on no thread", "⇢ event-loop");
    assertThat(labels("#timeline-view [role=option]"))
        .containsExactly(
            "Orders.load, 0.000 s to 0.500 s, database,"
                + " sql select * from line where order_id = ? ×60",
            "Orders.list, 0.500 s to 0.800 s, working",
            "await, 0.800 s to 1.000 s, await",
            "Mail.send, 0.550 s to 0.950 s, sleeping, blocks event-loop");
    assertThat(browser.count("#timeline-view .blocks")).isOne();
    assertThat(browser.count("#timeline-view rect.noted")).isOne();
    assertThat(browser.find("#timeline-view > .hint").getText()).startsWith("17 short runs");
  }

  @Test
  void aStretchOfTheTimelineShowsItsStackBelow() {
    browser.click("#tab-timeline");
    browser.click("#timeline-view [role=option]");
    assertThat(browser.texts("#timeline-view .stack .name"))
        .containsExactly("Server.handle", "Orders.list", "Orders.load");
    assertThat(browser.find("#timeline-view .stack .hint").getText())
        .contains("select * from line");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(browser.texts("#timeline-view .stack .name"))
        .containsExactly("Mail.send", "Thread.sleep");
    browser.clickNamed("#timeline-view .stack button", "Show in call tree");
    assertThat(browser.focusedName()).isEqualTo("Thread.sleep");
  }

  @Test
  void theTimelineIsZoomedByWheelDragAndKeys() {
    browser.click("#tab-timeline");
    assertThat(runs()).isEqualTo(4);
    browser.run(
        "const svg = document.querySelector('.timeline svg'); const box = svg.getBoundingClientRect();"
            + " for (let i = 0; i < 8; i++) svg.dispatchEvent(new WheelEvent('wheel', {deltaY: -100,"
            + " clientX: box.left + 2, clientY: box.top + 30, bubbles: true, cancelable: true}))");
    assertThat(runs()).isOne();
    browser.click("#whole-time");
    assertThat(runs()).isEqualTo(4);
    browser.drag(".timeline svg", 0.85, 0.99);
    assertThat(runs()).isEqualTo(2);
    browser.run("document.querySelector('.timeline [tabindex=\"0\"]').focus()");
    browser.press("0");
    assertThat(runs()).isEqualTo(4);
    browser.press("+");
    assertThat(runs()).isEqualTo(3);
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
                    List.of(PageFixture.orders().toBuilder().durationNanos(120_000_000).build())))
            .timeline(Timeline.NONE)
            .build());
    assertThat(browser.find("h1").getText()).isEqualTo("40 requests GET /orders");
    assertThat(browser.texts("#facts dt")).startsWith("p50", "p95", "max", "errors");
    assertThat(browser.texts("#facts dd")).startsWith("20 ms", "90 ms", "120 ms", "2");
    assertThat(browser.texts("#longest li")).containsExactly("120 ms GET /orders id fixture");
    browser.click("#measured summary");
    assertThat(browser.texts("#measured div"))
        .anyMatch(row -> row.startsWith("mean 25 ms"))
        .anyMatch(row -> row.startsWith("p99 110 ms"))
        .anyMatch(row -> row.startsWith("percentiles from a sample of 30"));
    browser.click("#tree-rows > div");
    assertThat(browser.find("#details dl").getText().lines())
        .containsSubsequence("for each request", "25 ms");
    browser.click("#tab-timeline");
    assertThat(browser.find("#timeline-view").getText()).contains("a route has no timeline");
  }

  @Test
  void queriesLeadToTheirPlacesInTheTree() {
    browser.click("#tab-calls");
    assertThat(browser.find("#tab-calls").getText()).isEqualTo("Queries and calls 61 · N+1?");
    assertThat(browser.texts("tbody tr:first-child td"))
        .containsExactly(
            "sql",
            "60",
            "480 ms",
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
  void hotMethodsAreAllPathsOfAMethodInOneRowThatLeadsToItsPlaces() throws IOException {
    browser.show(PageFixture.folded());
    browser.click("#tab-hot");
    assertThat(browser.texts("#hot-view tbody tr:first-child td"))
        .containsExactly("0.900 s", "90%", "0.900 s", "90%", "Shop.find", "application", "1");
    assertThat(browser.texts("#hot-view tbody tr:nth-child(2) td"))
        .containsExactly("0.090 s", "9%", "1.000 s", "100%", "Shop.list", "application", "1");
    browser.click("#hot-view tbody tr:first-child .link");
    assertThat(browser.focusedName()).isEqualTo("Shop.find");
  }

  @Test
  void hotMethodsAreSummedByLibrary() {
    browser.click("#tab-hot");
    assertThat(browser.texts("#hot-view .libraries li"))
        .containsExactly("java 64% 0.900 s", "application 21% 0.300 s", "await 14% 0.200 s");
  }

  @Test
  void aFileGivesItsDataAsJson() throws Exception {
    Path file = browser.downloads().resolve("fixture.json");
    browser.click("#save summary");
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

  private static double top(String name) {
    return Double.parseDouble(browser.find(box(name) + " rect").getAttribute("y"));
  }

  private static long runs() {
    return browser.count("#timeline-view g.run");
  }

  /** The parts of a box, the outline left out. */
  private static List<Double> widths(String name) {
    Object widths =
        browser.run(
            "return [...document.querySelectorAll(arguments[0])].map(one => Number(one.getAttribute('width')))",
            box(name) + " rect:not(.outline)");
    return ((List<?>) widths).stream().map(width -> ((Number) width).doubleValue()).toList();
  }

  private static double width(String name) {
    return widths(name).stream().mapToDouble(width -> width).sum();
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
