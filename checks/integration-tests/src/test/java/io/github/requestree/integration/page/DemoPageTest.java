package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages of profiles that were measured. */
@Tag("one-jdk")
class DemoPageTest extends BrowserTest {

  @Test
  void thePageOfABlockingRequestShowsTheSleepAndTheAwait() throws Exception {
    try (Demo demo = new Demo()) {
      Profile profile = demo.profileOf("/sync_blocking");
      browser.show(profile);
      assertThat(browser.title()).matches("\\d+\\.\\d{3} s GET /sync_blocking 200");
      assertThat(browser.texts("#tree-rows .name"))
          .contains("SlowWork.slowOperation", "Thread.sleep")
          .anyMatch(name -> name.startsWith("[await]"));
      assertThat(seconds("sleeping"))
          .isCloseTo(profile.root().totalWaiting().get(WaitKind.SLEEPING) / 1e9, within(0.001));
      browser.click("#tab-flame");
      assertThat(browser.count("#flame-graph g[aria-label^='SlowWork.slowOperation, ']")).isOne();
    }
  }

  /** The time that the legend gives a kind, which it shows in seconds from one second on. */
  private static double seconds(String kind) {
    Pattern entry = Pattern.compile(kind + " ([0-9.]+) s .*");
    return browser.texts("#legend li").stream()
        .map(entry::matcher)
        .filter(Matcher::matches)
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .sum();
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
