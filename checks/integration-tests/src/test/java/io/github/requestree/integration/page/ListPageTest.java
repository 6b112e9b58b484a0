package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo's list of profiles, as its user sees it. */
@Tag("one-jdk")
class ListPageTest extends BrowserTest {

  @Test
  void aSlowRequestIsInTheListWhichLeadsToItsPage() throws Exception {
    try (Demo demo = new Demo()) {
      Profile profile = demo.profileOf("/sync_blocking");
      awaitListed(demo, profile);

      assertThat(browser.texts("h1")).hasSize(1);
      assertThat(browser.texts("tbody tr:first-child"))
          .anyMatch(row -> row.contains("GET /sync_blocking") && row.contains("200"));
      nothingFailedAndNothingElseWasAskedFor();

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

  @Test
  void aRequestAppearsInTheListWithoutAReload() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/profiles"));
      browser.run("window.sameDocument = true");
      assertThat(browser.find("#nothing").isDisplayed()).isTrue();
      Profile first = demo.profileOf("/report");
      browser.await(row(first));
      Profile second = demo.profileOf("/fast");
      browser.await(row(second));

      assertThat(browser.texts("#requests tbody tr:first-child .path a")).containsExactly("/fast");
      assertThat(browser.find("#nothing").isDisplayed()).isFalse();
      assertThat(browser.find("#shown").getText()).isEqualTo("2 of 2 shown");
      assertThat(browser.find("#live").getText()).isEqualTo("live");
      assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
      browser.run("window.stop()");
    }
  }

  @Test
  void aHiddenListAsksForNothing() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/profiles"));
      browser.run(
          "window.asked = 0; const ask = window.fetch; window.fetch = (...what) => {"
              + " window.asked++; return ask(...what) };"
              + " window.away = true; Object.defineProperty(document, 'hidden', {get: () => away})");
      browser.run("document.dispatchEvent(new Event('visibilitychange')); poll()");
      assertThat(browser.run("return window.asked")).isEqualTo(0L);
      Profile profile = demo.profileOf("/fast");
      browser.run("away = false; document.dispatchEvent(new Event('visibilitychange'))");
      browser.await(row(profile));
      assertThat((long) browser.run("return window.asked")).isPositive();
    }
  }

  @Test
  void theListIsFilteredAndSortedAndTheAddressSaysSo() throws Exception {
    try (Demo demo = new Demo()) {
      for (String path : List.of("/report", "/fast", "/lock")) {
        awaitListed(demo, demo.profileOf(path));
      }
      assertThat(shown()).containsExactly("/lock", "/fast", "/report");
      browser.clickNamed("#requests th button", "Request");
      assertThat(shown()).containsExactly("/fast", "/lock", "/report");
      browser.clickNamed("#requests th button", "Duration");
      assertThat(shown()).containsExactly("/lock", "/report", "/fast");
      assertThat(browser.texts("#requests th[aria-sort=descending]")).containsExactly("Duration");
      browser.clickNamed("#requests th button", "Duration");
      assertThat(shown()).containsExactly("/fast", "/report", "/lock");

      browser.type("#tools [name=text]", "lock");
      assertThat(shown()).containsExactly("/lock");
      assertThat(browser.find("#shown").getText()).isEqualTo("1 of 3 shown");
      assertThat(browser.run("return location.hash")).isEqualTo("#requests=Duration-up&text=lock");
      browser.run("location.hash = '#least=900'");
      browser.awaitTrue(
          "return document.querySelectorAll('#requests tbody tr:not([hidden])').length === 1");
      assertThat(browser.find("#tools [name=least]").getAttribute("value")).isEqualTo("900");

      browser.run("location.hash = '#route=GET+/fast'");
      browser.awaitTrue(
          "return document.querySelector('#tools [name=route]').value === 'GET /fast'");
      assertThat(shown()).containsExactly("/fast");
      browser.find("#tools [name=status] option[value='5']").click();
      assertThat(shown()).isEmpty();
      browser.run("history.back()");
      browser.awaitTrue("return document.querySelector('#tools [name=status]').value === 'all'");
      assertThat(shown()).containsExactly("/fast");

      browser.run("location.hash = '#finding=yes'");
      browser.awaitTrue("return document.querySelector('#tools [name=finding]').checked");
      assertThat(shown()).contains("/lock");
      assertThat(browser.count("#requests tbody tr:not([hidden])"))
          .isEqualTo(browser.count("#requests tbody tr .finding"));
    }
  }

  @Test
  void aRequestThatRunsIsThereAndItsPageIsOneClickAway() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/profiles/"));
      CompletableFuture<?> answer = demo.hold();
      browser.await("#running li");
      assertThat(browser.texts("#running li"))
          .singleElement()
          .asString()
          .matches("\\d+\\.\\d{3} s GET /held see it now");
      String page = browser.find("#running a").getAttribute("href");
      browser.click("#running a");
      browser.await("#tree-rows");
      assertThat(browser.find("h1").getText()).startsWith("still running after ");
      browser.go(demo.address("/profiles/"));
      demo.release();
      answer.join();
      browser.await("#requests a[href='" + page.replaceFirst(".*/", "") + "']");
      browser.awaitTrue("return document.querySelectorAll('#running li').length === 0");
      browser.run("window.stop()");
    }
  }

  @Test
  void twoClicksCompareAndTheAddressKeepsTheFirstOne() throws Exception {
    try (Demo demo = new Demo()) {
      Profile before = demo.profileOf("/query");
      Profile after = demo.profileOf("/query?join=true");
      awaitListed(demo, after);
      browser.awaitTrue("return document.querySelectorAll('#requests .pick').length === 2");
      browser.run("arguments[0].click()", browser.find(row(before) + " + .pick"));
      assertThat(browser.run("return location.hash")).isEqualTo("#before=" + before.id());
      assertThat(browser.find("#shown").getText())
          .isEqualTo("2 of 2 shown; choose another one to compare");
      assertThat(browser.find(row(after) + " + .pick").getAttribute("aria-label"))
          .isEqualTo("compare with this");
      browser.run("arguments[0].click()", browser.find(row(after) + " + .pick"));
      browser.await("#compared h2");
      String address = demo.address("/profiles/" + after.id() + "?compare=" + before.id());
      assertThat(browser.run("return location.href.split('#')[0]")).isEqualTo(address);

      browser.go(address);
      assertThat(browser.find("#compared h2").getText()).endsWith(" less than before");
      assertThat(browser.texts("#compared pre .less"))
          .anyMatch(line -> line.contains("select sum(cents) from line where order_id = ?"))
          .anyMatch(line -> line.contains("QueryRoute.totalOneByOne"));
      assertThat(browser.texts("#compared pre .more"))
          .anyMatch(line -> line.contains("[sql] select sum(l.cents) from orders"));
      assertThat(browser.find("#compared .side a").getAttribute("href"))
          .isEqualTo(demo.address("/profiles/" + before.id()));
    }
  }

  @Test
  void aHostileRouteThatComesWithThePollIsTextAndRunsNothing() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/kept/"));
      Profile hostile =
          PageFixture.hostile().toBuilder()
              .tags(Map.of("<img src=x onerror='window.hacked = 3'>", "</bdi><script>\u202e"))
              .build()
              .withId("0123456789abcdef");
      demo.kept.accept(hostile);
      browser.await(row(hostile));

      assertThat(browser.run("return window.hacked")).isNull();
      assertThat(browser.count("img")).isZero();
      assertThat(browser.run("return document.scripts.length")).isEqualTo(1L);
      assertThat(browser.texts("#requests .path small").get(0))
          .contains("</script><script>window.hacked = 1</script><img src=x");
      assertThat(browser.texts("#requests .path small"))
          .anyMatch(
              tag -> tag.equals("<img src=x onerror='window.hacked = 3'>=</bdi><script>\\u202E"));
      assertThat(browser.texts("#tools [name=route] option")).hasSize(2);
      browser.run("window.stop()");
    }
  }

  @Test
  void theListFitsASmallScreen() throws Exception {
    browser.width(420);
    try (Demo demo = new Demo()) {
      awaitListed(demo, demo.profileOf("/lock"));
      assertThat((long) browser.run("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(420);
      assertThat(
              (boolean)
                  browser.run(
                      "return [...document.querySelectorAll('.wide')]"
                          + ".every(one => one.scrollWidth <= one.clientWidth)"))
          .isTrue();
    } finally {
      browser.width(1400);
    }
  }

  private static List<String> shown() {
    return browser.texts("#requests tbody tr:not([hidden]) .path a");
  }

  private static String row(Profile profile) {
    return "#requests a[href$='" + profile.id() + "']";
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
