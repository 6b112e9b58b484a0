package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LargePageTest extends BrowserTest {
  private static final long MOST_MILLIS = 2_000;

  @BeforeEach
  void show() throws IOException {
    browser.show(large());
  }

  @Test
  void tenThousandNodesAreThereInLessThanTwoSeconds() {
    assertThat(
            (long)
                browser.run(
                    "return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"))
        .isBetween(1L, MOST_MILLIS);
    assertThat(browser.count("#tree-rows > div")).isGreaterThan(10);
  }

  @Test
  void eachStepInTenThousandNodesTakesLessThanTwoSeconds() {
    assertFast("document.getElementById('tab-flame').click()");
    assertFast(
        "document.querySelectorAll('#flame-graph g')[20].dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    assertFast("document.getElementById('libraries').click()");
    assertFast(searchFor("orderdao"));
    assertFast("document.getElementById('tab-tree').click()");
    assertFast("document.getElementById('open-all').click()");
    assertFast(searchFor("arraylist"));
    assertThat(browser.count("#tree-rows > div")).isGreaterThan(1_000);
  }

  @Test
  void aCallOfFiveHundredFramesIsShown() throws IOException {
    CallNode tree = ProfileFixture.method("com.acme.Deepest", "end", 1, 10).build();
    for (int depth = 0; depth < 510; depth++) {
      tree = ProfileFixture.method("com.acme.C" + depth, "call", 1, 0, tree).build();
    }
    browser.show(
        ProfileFixture.request("GET", "/deep", ProfileFixture.root("GET /deep", tree).build()));
    assertThat(browser.texts("#tree-rows .name")).hasSize(512).endsWith("Deepest.end");
    browser.click("#tab-flame");
    assertThat(browser.count("#flame-graph g")).isEqualTo(512);
  }

  private static String searchFor(String text) {
    return "const field = document.getElementById('search'); field.value = '"
        + text
        + "'; field.dispatchEvent(new Event('input'))";
  }

  private static void assertFast(String step) {
    // Asking for a layout waits until it can be drawn.
    String timed =
        "const start = performance.now(); "
            + step
            + "; document.querySelector('main').getBoundingClientRect();"
            + " return Math.round(performance.now() - start)";
    long millis = (long) browser.run(timed);
    assertThat(millis).as(step).isLessThan(MOST_MILLIS);
  }

  private static Profile large() {
    return ProfileFixture.request("GET", "/random", ProfileFixture.randomTree(7, 10_000));
  }
}
