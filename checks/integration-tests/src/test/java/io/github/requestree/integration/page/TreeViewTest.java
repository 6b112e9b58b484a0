package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.findings.Findings;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@Tag("one-jdk")
class TreeViewTest extends BrowserTest {

  @BeforeEach
  void show() throws IOException {
    browser.show(PageFixture.orders());
  }

  @Test
  void theRowsAreTheLinesOfTheTextReport() {
    assertThat(browser.texts("#tree-rows .name"))
        .containsExactly(
            "GET /orders",
            "Orders.list",
            "Orders.load",
            "select * from line where order_id = ?",
            "PgStatement.executeQuery",
            "Socket.read",
            "Orders.render",
            "on thread event-loop",
            "Mail.send",
            "Thread.sleep",
            "[await] until dispatch, then qtp1-35");
    assertThat(row("Socket.read")).isEqualTo("0.500 s 50% Socket.read database");
    assertThat(row("Orders.render")).isEqualTo("0.300 s 30% Orders.render Orders.java:40");
    assertThat(row("Thread.sleep")).contains("blocks event-loop for 400 ms");
  }

  @Test
  void queriesStandWhereTheyWereMade() {
    assertThat(row("select"))
        .isEqualTo(
            "0.480 s 48% sql select * from line where order_id = ? ×60 N+1?" + " 8.0 ms each");
    click("select * from line where order_id = ?");
    assertThat(browser.find("#details dl").getText().lines())
        .containsSubsequence("Count", "60", "Mean", "8.0 ms", "In a row", "60");
    browser.clickNamed("#details .actions button", "Show all queries and calls");
    assertThat(browser.find("[role=tab][aria-selected=true]").getText())
        .isEqualTo("Queries and calls 61 · N+1?");
  }

  @Test
  void theHeaderIsCalmAndTellsTheRestOnDemand() {
    assertThat(browser.find("h1").getText()).isEqualTo("1.000 s GET /orders 200");
    assertThat(browser.texts("#legend li"))
        .containsExactly("database 500 ms 50%", "working 300 ms 30%", "await 200 ms 20%");
    assertThat(browser.texts("#facts dt"))
        .containsExactly("usually", "CPU", "queries", "remote calls", "allocated", "when");
    assertThat(browser.texts("#facts dd"))
        .contains("300 ms", "60 in 480 ms", "1 in 20 ms", "212 kB")
        .anyMatch(when -> when.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [A-Z+:0-9]+"));
    assertThat(browser.texts("#measured div")).allMatch(String::isEmpty);
    browser.click("#measured summary");
    assertThat(browser.texts("#measured div"))
        .contains("stacks 4 how often the stack was captured")
        .anyMatch(row -> row.startsWith("waiting 700 ms"))
        .anyMatch(row -> row.startsWith("checks 171"))
        .anyMatch(row -> row.startsWith("seen every 1.0 ms"))
        .anyMatch(row -> row.startsWith("cost 6.0 ms"))
        .anyMatch(row -> row.startsWith("thread qtp1-33"));
  }

  @Test
  void whatWasFoundStandsUnderTheTitleAndLeadsToItsRow() throws IOException {
    browser.show(PageFixture.queries());
    assertThat(browser.find("#findings p:first-child").getText())
        .isEqualTo(Findings.of(PageFixture.queries()).get(0).sentence().replaceAll("\\s+", " "))
        .contains("one query");
    assertThat(browser.find("#findings").getAttribute("class")).isEmpty();
    browser.click("#findings p:first-child .link");
    assertThat(browser.focusedName()).isEqualTo("select * from line where order_id = ?");
    assertThat(browser.find("#tree-rows [aria-selected=true]").getText()).contains("N+1?");
  }

  @Test
  void alarmsComeBeforeNotesAndStandOut() {
    assertThat(browser.texts("#notes .warning"))
        .containsExactly(
            "blocks event-loop for 400 ms: Mail.send Mail.java:7",
            "a hand-off began 60 ms late on event-loop, blocked for 58 ms by"
                + " Mail.send Mail.java:7 for GET /newsletter");
    assertThat(browser.texts("#notes li:not(.warning)"))
        .containsExactly("2 of 9 hand-offs are not in the tree.");
  }

  @Test
  void detailsAreShownOfWhatIsSelectedAndOfNothingElse() {
    assertThat(browser.find("#details").isDisplayed()).isFalse();
    click("Orders.render");
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.render");
    assertThat(browser.find("#details dl").getText().lines())
        .containsSubsequence("Class", "com.acme.shop.Orders", "Method", "render")
        .containsSubsequence("File", "Orders.java", "Line", "40", "Time", "300 ms, 30%")
        .containsSubsequence("working", "300 ms", "CPU", "300 ms", "Stacks", "30")
        .containsSubsequence("Error", "± 9.0 ms (standard error)", "Usually", "300 ms");
    browser.click("#details .close");
    assertThat(browser.find("#details").isDisplayed()).isFalse();
  }

  @Test
  void aClickOpensARowAndASecondOneClosesIt() {
    click("Orders.load");
    assertThat(browser.texts("#tree-rows .name")).contains("Socket.read");
    click("Orders.load");
    assertThat(browser.texts("#tree-rows .name")).doesNotContain("Socket.read");
    click("Orders.load");
    assertThat(browser.texts("#tree-rows .name")).contains("Socket.read");
  }

  @Test
  void aFoldedRowOpensToItsFramesWhichAddUpToIt() throws IOException {
    browser.show(PageFixture.folded());
    assertThat(browser.texts("#tree-rows .name"))
        .containsExactly(
            "GET /",
            "Shop.list",
            "Dispatcher.doService",
            "[2 frames hidden] spring",
            "DispatcherD.d",
            "Shop.find",
            "[self]",
            "[2 others]");
    click("[2 frames hidden] spring");
    assertThat(browser.texts("#tree-rows .name"))
        .containsExactly(
            "GET /",
            "Shop.list",
            "Dispatcher.doService",
            "[2 frames hidden] spring",
            "DispatcherB.b",
            "DispatcherC.c",
            "DispatcherD.d",
            "Shop.find",
            "[self]",
            "[2 others]");
    assertThat(row("DispatcherB.b")).startsWith("0.900 s");
    assertThat(row("[2 frames hidden] spring")).startsWith("0.900 s");
    click("[2 frames hidden] spring");
    assertThat(browser.texts("#tree-rows .name")).doesNotContain("DispatcherB.b");
  }

  @Test
  void whatIsTakenTogetherOpens() throws IOException {
    browser.show(PageFixture.folded());
    assertThat(row("[2 others]")).startsWith("0.010 s");
    click("[2 others]");
    assertThat(browser.texts("#tree-rows .name"))
        .containsSubsequence("[2 others]", "Shop.log", "Shop.count");
    assertThat(row("Shop.log")).startsWith("0.006 s");
  }

  @Test
  void allFramesAreRowsOnDemandButOurOwn() throws IOException {
    browser.show(PageFixture.folded());
    browser.click("#all-frames");
    assertThat(browser.texts("#tree-rows .name"))
        .contains("DispatcherB.b", "DispatcherC.c", "Shop.find")
        .noneMatch(name -> name.contains("hidden") || name.contains("ProfilingFilter"));
    browser.click("#all-frames");
    assertThat(browser.texts("#tree-rows .name")).contains("[2 frames hidden] spring");
  }

  @Test
  void searchingMarksAndSaysHowMuchItIs() {
    browser.type("#search", "orders.java");
    assertThat(browser.find("#found").getText()).isEqualTo("4 found, 800 ms, 80%");
    assertThat(browser.texts("#tree-rows .found .name"))
        .containsExactly("Orders.list", "Orders.load", "Orders.render");
    browser.press(Keys.ENTER, Keys.ENTER);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.load");
    browser.press(Keys.chord(Keys.SHIFT, Keys.ENTER));
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.list");
    browser.type("#search", "nowhere");
    assertThat(browser.find("#found").getText()).isEqualTo("nothing found");
    browser.press(Keys.ESCAPE);
    assertThat(browser.count("#tree-rows .found")).isZero();
  }

  @Test
  void searchingCountsWhatRanOnOtherThreads() {
    browser.type("#search", "mail");
    assertThat(browser.find("#found").getText()).isEqualTo("1 found, 400 ms on other threads");
  }

  @Test
  void searchingOpensWhatHidesTheNextOneFound() throws IOException {
    browser.show(PageFixture.folded());
    browser.type("#search", "dispatcherc");
    browser.press(Keys.ENTER);
    assertThat(browser.find("#details h2").getText()).isEqualTo("DispatcherC.c");
    browser.type("#search", "shop.count");
    browser.press(Keys.ENTER);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Shop.count");
  }

  @Test
  void amongAllFramesWhatIsFoundInALaneIsShownBelowItsHandOff() {
    browser.click("#all-frames");
    browser.type("#search", "thread.sleep");
    browser.press(Keys.ENTER);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Thread.sleep");
    assertThat(browser.texts("#tree-rows .name"))
        .containsSubsequence("Orders.notify", "on thread event-loop", "Mail.send", "Thread.sleep");
  }

  @Test
  void theTextReportIsThereToCopy() {
    assertThat(browser.run("return shown.text"))
        .isEqualTo(TextReport.create().toText(PageFixture.orders()));
    browser.click("#copy");
    browser.await("#copied:not(:empty)");
    assertThat(browser.find("#copied").getText()).isNotEmpty();
  }

  @Test
  void whatTookLongerThanUsualHasATreeOfItsOwn() {
    assertThat(browser.find("#difference h2").getText())
        .isEqualTo("+0 ms against usual: 400 ms, the median of 120 requests");
    assertThat(browser.texts("#difference .name")).containsExactly("GET /orders");
  }

  @Test
  void theKeysOfATreeWork() {
    click("GET /orders");
    browser.press(Keys.ARROW_DOWN);
    assertThat(focused()).isEqualTo("Orders.list");
    browser.press(Keys.ARROW_LEFT);
    assertThat(browser.texts("#tree-rows .name")).hasSize(3);
    assertThat(browser.find("#tree-rows [tabindex='0']").getAttribute("aria-expanded"))
        .isEqualTo("false");
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(focused()).isEqualTo("Orders.load");
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    assertThat(focused()).isEqualTo("Orders.list");
    browser.press(Keys.END);
    assertThat(focused()).isEqualTo("[await] until dispatch, then qtp1-35");
    browser.press(Keys.HOME, "*");
    assertThat(focused()).isEqualTo("GET /orders");
    assertThat(browser.count("#tree-rows [tabindex='0']")).isOne();
  }

  @Test
  void aScreenReaderHearsOfEachRowWhereItStands() {
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('#tree-rows > *')].slice(2, 3).map(row =>"
                    + " ['role', 'aria-level', 'aria-posinset', 'aria-setsize', 'aria-expanded']"
                    + ".map(name => row.getAttribute(name)).join(' '))[0]"))
        .isEqualTo("treeitem 3 1 3 true");
  }

  private static String focused() {
    return browser.focusedName();
  }

  private static String row(String name) {
    return browser.texts("#tree-rows > div").stream()
        .filter(text -> text.contains(name))
        .findFirst()
        .orElse("");
  }

  private static void click(String name) {
    browser.clickNamed("#tree-rows .name", name);
  }
}
