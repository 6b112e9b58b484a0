package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import org.junit.jupiter.api.Test;

/** The demo's list of profiles, as its user sees it. */
class ListPageTest extends BrowserTest {

  @Test
  void aSlowRequestIsInTheListWhichLeadsToItsPage() throws Exception {
    try (Demo demo = new Demo()) {
      Profile profile = demo.profileOf("/sync_blocking");
      awaitListed(demo, profile);

      assertThat(browser.texts("h1")).hasSize(1);
      assertThat(browser.texts("tbody tr:first-child"))
          .anyMatch(row -> row.contains("GET /sync_blocking") && row.contains("200"));
      assertThat(browser.console()).isEmpty();
      assertThat(browser.requests())
          .allMatch(asked -> asked.equals(browser.address()) || asked.startsWith("data:"));

      browser.go(demo.address("/profiles/" + profile.id()));
      assertThat(browser.title()).matches("\\d+\\.\\d{3} s GET /sync_blocking 200");
      browser.click("#save summary");
      assertThat(browser.texts("#downloads a"))
          .containsExactly("txt", "json", "speedscope.json", "collapsed.txt", "pprof.gz", "html");
      browser.click("#tab-timeline");
      assertThat(browser.texts("#timeline-view .threads div")).hasSizeGreaterThan(1);
      assertThat(browser.count("#timeline-view g.run")).isGreaterThan(1);
    }
  }

  /** The profile is kept by another thread than the one that told of it. */
  private static void awaitListed(Demo demo, Profile profile) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      browser.go(demo.address("/profiles"));
      if (browser.count("a[href$='" + profile.id() + "']") > 0) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the profile is not in the list");
  }
}
