package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What is seen of a profile is in the page's address, and an address shows what it says. */
@Tag("one-jdk")
class AddressTest extends BrowserTest {
  private static final String SELECTED_TAB = "#tab-%s[aria-selected=true]";

  @BeforeEach
  void show() throws IOException {
    browser.show(PageFixture.orders());
  }

  @Test
  void theViewTheCallAndTheSearchAreInTheAddress() {
    browser.click("#tab-flame");
    browser.click("#flame-graph g[aria-label^='Orders.load,']");
    browser.type("#search", "read");
    browser.awaitTrue(
        "return ['view=flame', 'call=Orders.load', 'search=read']"
            + ".every(part => location.hash.includes(part))");
    browser.click("#tab-tree");
    browser.find("#threshold option[value='5']").click();
    browser.awaitTrue("return location.hash.includes('threshold=5')");
    assertThat(hash()).doesNotContain("view=");
  }

  @Test
  void aLinkToACallOpensItInANewBrowser() throws IOException {
    browser.run(
        "Object.defineProperty(navigator, 'clipboard', {value:"
            + " {writeText: async text => { window.copied = text }}})");
    browser.clickNamed("#tree-rows .name", "Orders.render");
    browser.clickNamed("#details .actions button", "Copy link to this call");
    browser.awaitTrue("return document.getElementById('copied').textContent === 'Copied'");
    String link = (String) browser.run("return window.copied");
    try (Browser other = Browser.open()) {
      other.go(link);
      assertThat(other.find("#details h2").getText()).isEqualTo("Orders.render");
      assertThat(other.focusedName()).isEqualTo("Orders.render");
    }
  }

  @Test
  void anAddressBringsBackViewSearchAndFrames() {
    reopen("#view=flame&search=socket&invert=yes");
    assertThat(browser.count(SELECTED_TAB.formatted("flame"))).isOne();
    assertThat(browser.find("#invert").isSelected()).isTrue();
    assertThat(browser.find("#found").getText()).startsWith("1 found");
    reopen("#all=frames&threshold=5");
    assertThat(browser.find("#all-frames").isSelected()).isTrue();
    assertThat(browser.find("#threshold").getAttribute("value")).isEqualTo("5");
  }

  @Test
  void thePageObeysAnAddressThatChanges() {
    browser.run("location.hash = '#view=hot'");
    browser.await(SELECTED_TAB.formatted("hot"));
    browser.run("location.hash = '#node=0&call=Orders.render'");
    browser.await(SELECTED_TAB.formatted("tree"));
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.render");
  }

  @Test
  void backGoesToTheViewBefore() {
    browser.click("#tab-timeline");
    browser.click("#tab-hot");
    browser.run("history.back()");
    browser.await(SELECTED_TAB.formatted("timeline"));
    browser.run("history.back()");
    browser.await(SELECTED_TAB.formatted("tree"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#view=nothing",
        "#view=__proto__",
        "#constructor",
        "#event=length",
        "#event=99",
        "#node=-1&call=x",
        "#node=1e9",
        "#threshold=77&search=%00%F0",
        "#%"
      })
  void anAddressThatSaysNothingShowsTheTree(String hash) {
    reopen(hash);
    assertThat(browser.count(SELECTED_TAB.formatted("tree"))).isOne();
    assertThat(browser.count("#tree-rows > div")).isGreaterThan(3);
  }

  @Test
  void whatIsGoneFromAProfileIsSaid() {
    reopen("#node=7&call=Gone.method");
    assertThat(browser.find("#found").getText())
        .isEqualTo("the call of this address is not in this profile");
  }

  @Test
  void whatWasChosenInOneViewIsChosenInTheOthers() {
    browser.clickNamed("#tree-rows .name", "Orders.load");
    browser.click("#tab-flame");
    assertThat(browser.find("#flame-graph [aria-selected]").getAttribute("aria-label"))
        .startsWith("Orders.load, ");
    assertThat(browser.find("#details h2").getText()).isEqualTo("Orders.load");
    browser.click("#tab-timeline");
    assertThat(browser.find("#timeline-view [aria-selected]").getAttribute("aria-label"))
        .startsWith("Orders.load, 0.000 s");
    assertThat(browser.texts("#timeline-view .stack .name")).contains("Orders.load");
    browser.click("#tab-hot");
    assertThat(browser.texts("#hot-view tr[aria-current] .link")).containsExactly("Orders.load");
    browser.click("#tab-calls");
    assertThat(browser.texts("#calls-view tr[aria-current] .link")).containsExactly("Orders.load");
    browser.click("#tab-tree");
    assertThat(browser.find("#tree-rows [aria-selected=true] .name").getText())
        .isEqualTo("Orders.load");
    browser.click("#details .close");
    browser.click("#tab-flame");
    assertThat(browser.count("#flame-graph [aria-selected]")).isZero();
  }

  @Test
  void aQueryIsChosenByItsAddress() throws IOException {
    browser.show(PageFixture.queries());
    String link = browser.find("#findings .link").getAttribute("href");
    reopen(link.substring(link.indexOf('#')));
    assertThat(browser.focusedName()).isEqualTo("select * from line where order_id = ?");
  }

  @Test
  void alarmsLeadToTheirCalls() {
    assertThat(browser.texts("#notes .warning a")).hasSize(2);
    browser.click("#notes .warning:first-child a");
    assertThat(browser.focusedName()).isEqualTo("Thread.sleep");
    browser.click("#notes .warning:nth-child(2) a");
    assertThat(browser.focusedName()).isEqualTo("on thread event-loop");
    assertThat(hash()).contains("call=on+thread+event-loop");
  }

  @Test
  void whatTakesLessThanTheReaderWantsIsOneRow() throws IOException {
    Profile profile = PageFixture.orders();
    browser.show(profile);
    long rows = browser.count("#tree-rows > div");
    browser.click("#tree-rows > div");
    browser.press(Keys.chord("*"));
    long all = browser.count("#tree-rows > div");
    browser.find("#threshold option[value='20']").click();
    assertThat(rows).isLessThanOrEqualTo(all);
    assertThat((double) largestSmallSiblings()).isLessThan(2);
  }

  /** The most siblings below a fifth of the whole that are rows of their own. */
  private static long largestSmallSiblings() {
    return (long)
        browser.run(
            "const rows = [...document.querySelectorAll('#tree-rows > div')].map(row => row.view)"
                + ".filter(view => view.type === 'row' && view.above && view.total < figures.whole / 5"
                + " && !isHandOff(view) && !view.nodes.some(node => node.lane || node.leads));"
                + " return Math.max(0, ...rows.map(row =>"
                + " rows.filter(other => other.above === row.above).length))");
  }

  private static String hash() {
    return (String) browser.run("return location.hash");
  }

  /** As in a new tab. */
  private static void reopen(String hash) {
    browser.go(browser.address() + hash);
  }
}
