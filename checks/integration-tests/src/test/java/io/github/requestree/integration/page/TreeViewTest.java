package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class TreeViewTest extends BrowserTest {

  @BeforeEach
  void show() throws IOException {
    browser.show(PageFixture.orders());
  }

  @Test
  void theHeaviestPathIsOpenAndWhateverIsHeavyBesideIt() {
    assertThat(browser.texts("#tree-rows .name"))
        .containsExactly(
            "GET /orders",
            "Server.handle",
            "Orders.list",
            "Orders.load",
            "PgStatement.executeQuery",
            "[2 frames hidden] postgresql",
            "Socket.read",
            "Orders.render",
            "Orders.notify",
            "on thread event-loop",
            "Mail.send",
            "Thread.sleep",
            "[await] until dispatch, then qtp1-35");
    assertThat(row("Socket.read")).isEqualTo("0.500 s 50% Socket.read database");
    assertThat(row("Orders.render")).isEqualTo("0.300 s 30% Orders.render Orders.java:40");
    assertThat(row("Thread.sleep")).contains("blocks event-loop for 0.400 s");
  }

  @Test
  void theHeaderSaysWhatTheTextReportSays() {
    assertThat(browser.find("h1").getText()).isEqualTo("1.000 s GET /orders 200");
    assertThat(browser.texts("#legend li"))
        .containsExactly("database 0.500 s 50%", "working 0.300 s 30%", "await 0.200 s 20%");
    assertThat(browser.texts("#facts div"))
        .contains("wall 1.000 s", "cpu 0.300 s", "waiting 0.700 s", "stacks 4", "checks 171")
        .contains("a check every 1.0 ms", "cost 6.0 ms", "thread qtp1-33");
    assertThat(browser.texts("#notes li"))
        .containsExactly(
            "Requests of this route usually take 0.400 s, the mean of 120.",
            "Blocks event-loop for 0.400 s: Mail.send.",
            "A hand-off began 0.060 s late on event-loop, blocked for 0.058 s by Mail.send"
                + " for GET /newsletter.",
            "2 of 9 hand-offs are not in the tree.");
  }

  @Test
  void theDetailsTellWhatIsKnownOfACall() {
    click("Orders.render");
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.render");
    assertThat(browser.find("#details dl").getText().lines())
        .containsSubsequence("Class", "com.acme.shop.Orders", "Method", "render")
        .containsSubsequence("File", "Orders.java", "Line", "40", "Wall", "0.300 s, 30%")
        .containsSubsequence("CPU", "0.300 s", "working", "0.300 s", "Stacks", "30")
        .containsSubsequence("Error", "± 0.009 s (standard error)", "Usually", "0.300 s");
  }

  @Test
  void foldedFramesOpenOnDemand() {
    click("[2 frames hidden] postgresql");
    browser.click("#details .actions button:last-child");
    assertThat(browser.texts("#tree-rows .name"))
        .containsSubsequence(
            "PgStatement.executeQuery",
            "PgStatement.execute",
            "PgStatement.receive",
            "Socket.read");
    assertThat(browser.find("#details h2").getText()).isEqualTo("PgStatement.execute");
  }

  @Test
  void withoutFoldingAllFramesAreRows() {
    browser.click("#libraries");
    assertThat(browser.texts("#tree-rows .name"))
        .contains("PgStatement.execute", "PgStatement.receive")
        .noneMatch(name -> name.contains("hidden"));
  }

  @Test
  void whatIsBelowTheThresholdIsOneRowThatOpens() {
    browser.type("#threshold", "45");
    assertThat(browser.texts("#tree-rows .name"))
        .contains("[2 others]")
        .doesNotContain("Orders.render");
    assertThat(row("[2 others]")).isEqualTo("0.300 s 30% [2 others]");
    click("[2 others]");
    browser.press(Keys.ARROW_RIGHT);
    assertThat(browser.texts("#tree-rows .name"))
        .containsSubsequence("[2 others]", "Orders.render", "Orders.notify");
  }

  @Test
  void searchingMarksAndSaysHowMuchItIs() {
    browser.type("#threshold", "90");
    browser.type("#search", "orders.java");
    assertThat(browser.find("#found").getText()).isEqualTo("4 found, 0.800 s, 80%");
    assertThat(browser.texts("#tree-rows .found .name"))
        .containsExactly("Orders.list", "Orders.load", "Orders.render", "Orders.notify");
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
  void timesAreSecondsOrPercentOrBoth() {
    browser.find("#times option[value=percent]").click();
    assertThat(row("Orders.render")).startsWith("30% Orders.render");
    browser.find("#times option[value=seconds]").click();
    assertThat(row("Orders.render")).startsWith("0.300 s Orders.render");
  }

  @Test
  void theKeysOfATreeWork() {
    click("GET /orders");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(focused()).isEqualTo("Orders.list");
    browser.press(Keys.ARROW_LEFT);
    assertThat(browser.texts("#tree-rows .name")).hasSize(4);
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
                "return [...document.querySelectorAll('#tree-rows > *')].slice(3, 4).map(row =>"
                    + " ['role', 'aria-level', 'aria-posinset', 'aria-setsize', 'aria-expanded']"
                    + ".map(name => row.getAttribute(name)).join(' '))[0]"))
        .isEqualTo("treeitem 4 1 3 true");
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
