package io.github.requestree.integration.page;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of a difference: what it shows, and what its address keeps. */
@Tag("one-jdk")
class ComparedPageTest extends BrowserTest {
  private static final String ORDERS = "com.acme.shop.Orders";
  private static final Profile BEFORE = PageFixture.queries().withId("before");
  private static final Profile AFTER = after();

  /** The queries are gone; 60 ms of work came instead, and 20 ms stayed what they were. */
  private static Profile after() {
    CallNode tree =
        root(
                "GET /orders",
                method(ORDERS, "loadAll", 70, 60).build(),
                method(ORDERS, "load", 20, 20).build())
            .build();
    return PageFixture.queries().toBuilder()
        .root(tree)
        .durationNanos(millis(80))
        .events(List.of())
        .build()
        .withId("after");
  }

  @Test
  void itsTreeIsThatOfTheTextAndItsGraphIsRedWhereItTakesMoreAndBlueWhereLess() throws IOException {
    browser.showComparison(BEFORE, AFTER);

    assertThat(browser.count("#tab-difference[aria-selected=true]")).isOne();
    assertThat(browser.find("#compared h2").getText()).isEqualTo("80 ms, 420 ms less than before");
    String text = TextReport.create().toComparison(BEFORE, AFTER);
    List<String> lines = text.lines().skip(5).toList();
    assertThat(((String) browser.run("return document.querySelector('#compared pre').textContent")))
        .isEqualToIgnoringNewLines(String.join("\n", lines));
    assertThat(browser.texts("#compared pre .less")).anyMatch(line -> line.contains("gone"));
    assertThat(browser.texts("#compared pre .more"))
        .anyMatch(line -> line.contains("Orders.loadAll"));
    assertThat(fill("Orders.loadAll")).contains("var(--more) 100%");
    assertThat(fill("Orders.load")).contains("var(--less) ").doesNotContain("100%");
    assertThat(
            browser.find("#change-graph g[aria-label^='Orders.load,']").getAttribute("aria-label"))
        .isEqualTo("Orders.load, 500 ms before, 20 ms after: -480 ms");
    // Each is as wide as it took before and after together.
    assertThat(width("Orders.load") / width("GET /orders")).isBetween(0.88, 0.91);
  }

  @Test
  void comparedWithItselfItShowsNothing() throws IOException {
    browser.showComparison(BEFORE, BEFORE);

    assertThat(browser.find("#compared h2").getText()).isEqualTo("500 ms, no difference");
    assertThat(browser.count("#compared pre")).isZero();
    assertThat(browser.count("#change-graph g")).isZero();
    browser.click("#tab-tree");
    assertThat(browser.count("#tree-rows > div")).isGreaterThan(1);
  }

  @Test
  void theViewAndTheCallAreInTheAddressAlsoOfWhatIsGone() throws IOException {
    browser.showComparison(BEFORE, AFTER);
    browser.click("#change-graph g[aria-label^='Socket.read,']");
    browser.awaitTrue("return location.hash.includes('call=Socket.read')");
    assertThat(browser.texts("#details dd")).contains("500 ms", "0 ms", "-500 ms");
    assertThat(browser.texts("#details .actions button")).containsExactly("Copy link to this call");
    String gone = (String) browser.run("return location.href");
    browser.press(Keys.ESCAPE);
    browser.click("#change-graph g[aria-label^='Orders.loadAll,']");
    browser.clickNamed("#details .actions button", "Show in call tree");
    browser.await("#tab-tree[aria-selected=true]");
    assertThat(browser.focusedName()).isEqualTo("Orders.loadAll");
    browser.run("history.back()");
    browser.await("#tab-difference[aria-selected=true]");

    browser.go(gone);
    assertThat(browser.find("#details h2").getText()).isEqualTo("Socket.read");
    browser.run("location.hash = '#node=1&call=Orders.loadAll'");
    browser.await("#tab-tree[aria-selected=true]");
  }

  @Test
  void whereNothingIsComparedThereIsNoDifferenceToLookAt() throws IOException {
    browser.show(AFTER);

    assertThat(browser.count("#tab-difference, #difference-view")).isZero();
    assertThat(browser.count("#tab-tree[aria-selected=true]")).isOne();
  }

  @Test
  void hostileNamesOfEitherSideRunNothing() throws IOException {
    browser.showComparison(PageFixture.hostile(), PageFixture.orders());
    assertThat(browser.run("return window.hacked")).isNull();
    assertThat(browser.count("img")).isZero();
    assertThat(browser.texts("#compared pre .less")).anyMatch(line -> line.contains("<script>"));
    browser.showComparison(PageFixture.orders(), PageFixture.hostile());
    browser.click("#change-graph g:last-of-type");
    assertThat(browser.run("return window.hacked")).isNull();
    assertThat(browser.count("img")).isZero();
  }

  private static String fill(String name) {
    return (String)
        browser.run(
            "return document.querySelector(`#change-graph g[aria-label^='${arguments[0]},'] rect`)"
                + ".style.fill",
            name);
  }

  private static double width(String name) {
    return ((Number)
            browser.run(
                "return Number(document.querySelector("
                    + "`#change-graph g[aria-label^='${arguments[0]},'] rect`).getAttribute('width'))",
                name))
        .doubleValue();
  }
}
