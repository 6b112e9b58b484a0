package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import org.junit.jupiter.api.Test;

/** Pages of profiles that were measured. */
class DemoPageTest extends BrowserTest {

  @Test
  void thePageOfABlockingRequestShowsTheSleepAndTheAwait() throws Exception {
    try (Demo demo = new Demo()) {
      Profile profile = demo.profileOf("/sync_blocking");
      browser.show(profile);
      assertThat(browser.title()).matches("[34]\\.\\d{3} s GET /sync_blocking 200");
      assertThat(browser.texts("#tree-rows .name"))
          .contains("SlowWork.slowOperation", "Thread.sleep")
          .anyMatch(name -> name.startsWith("[await]"));
      assertThat(browser.texts("#legend li"))
          .anyMatch(kind -> kind.matches("sleeping (1\\.9|2\\.).*"));
      browser.click("#tab-flame");
      assertThat(browser.count("#flame-graph g[aria-label^='SlowWork.slowOperation, ']")).isOne();
    }
  }

  @Test
  void thePageOfQueriesLeadsToTheCallThatMakesThem() throws Exception {
    try (Demo demo = new Demo()) {
      browser.show(demo.profileOf("/query"));
      browser.click("#tab-calls");
      assertThat(browser.texts("tbody tr:first-child .alarm")).containsExactly("N+1?");
      browser.click("tbody tr:first-child .link");
      assertThat(browser.focusedName()).isEqualTo("QueryRoute.loadTotal");
    }
  }
}
