package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.ProfileFixture;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@Tag("one-jdk")
class LargePageTest extends BrowserTest {
  @Test
  void tenThousandNodesAreShownInEachView() throws IOException {
    browser.show(ProfileFixture.request("GET", "/random", ProfileFixture.randomTree(7, 10_000)));
    assertThat(browser.count("#tree-rows > div")).isGreaterThan(40);
    browser.click("#all-frames");
    browser.press(Keys.TAB);
    browser.run("document.querySelector('#tree-rows [tabindex=\"0\"]').focus()");
    browser.press("*");
    assertThat(browser.count("#tree-rows > div")).isGreaterThan(1_000);
    browser.click("#tab-flame");
    assertThat(browser.count("#flame-graph g")).isGreaterThan(100);
    browser.click("#invert");
    assertThat(browser.count("#flame-graph g")).isGreaterThan(100);
    browser.click("#tab-hot");
    assertThat(browser.count("#hot-view tbody tr")).isGreaterThan(10);
  }

  @Test
  void aCallOfFiveHundredFramesIsShown() throws IOException {
    CallNode tree = ProfileFixture.method("com.acme.Deepest", "end", 1, 10).build();
    for (int depth = 0; depth < 510; depth++) {
      tree = ProfileFixture.method("com.acme.C" + depth, "call", 1, 0, tree).build();
    }
    browser.show(
        ProfileFixture.request("GET", "/deep", ProfileFixture.root("GET /deep", tree).build()));
    browser.click("#all-frames");
    assertThat(browser.texts("#tree-rows .name")).hasSize(512).endsWith("Deepest.end");
    browser.click("#tab-flame");
    assertThat(browser.count("#flame-graph g")).isEqualTo(512);
  }
}
