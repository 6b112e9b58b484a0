package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The badge on pages of an application, as the developer sees it. */
@Tag("one-jdk")
class BadgeTest {

  private static final String NOBODYS = "0".repeat(32);

  private static Browser browser;
  private static BadgeView badge;

  @BeforeAll
  static void openBrowser() throws IOException {
    browser = Browser.open();
    badge = new BadgeView(browser);
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void asItWas() {
    browser.command("Network.setExtraHTTPHeaders", Map.of("headers", Map.of()));
    browser.width(1400);
    browser.dark(false);
  }

  @Test
  void thePagesOwnRequestIsThereWithItsTimeAndLeadsToItsProfile() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/"));
      Profile page = demo.awaitProfileOf("/");
      badge.awaitTrue("badge.querySelector('button').textContent.includes('s')");

      assertThat(badge.face()).startsWith(time(page.durationNanos()));
      open();
      assertThat(badge.row(page.id(), ".name")).isEqualTo("GET /");
      assertThat(badge.row(page.id(), ".figures")).isEqualTo(time(page.durationNanos()));
      badge.get("badge.querySelector('li a').click()");
      assertThat(browser.titleOfNewTab()).isEqualTo(time(page.durationNanos()) + " GET / 200");
      assertThat(browser.console()).isEmpty();
    }
  }

  @Test
  void whatTheScriptsOfThePageAskForIsThereWithItsQueriesAndFindings() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/"));
      run("/query");
      Profile query = demo.awaitProfileOf("/query");
      badge.awaitTrue("badge.textContent.includes('quer')");
      long queries = query.events().stream().mapToLong(Profile.Event::count).sum();

      assertThat(queries).isEqualTo(1 + 6);
      assertThat(badge.face()).contains("+1 call: " + time(query.durationNanos()) + " · 7 queries");
      open();
      assertThat(badge.row(query.id(), ".name")).isEqualTo("GET /query");
      assertThat(badge.row(query.id(), ".figures"))
          .isEqualTo(time(query.durationNanos()) + " · 7 queries");
      Object finding = finding(query);
      assertThat(badge.row(query.id(), ".finding"))
          .isEqualTo(finding == null ? "" : "! " + finding);

      run("/failing");
      Profile failing = demo.awaitProfileOf("/failing");
      assertThat(badge.row(failing.id(), ".figures"))
          .isEqualTo(time(failing.durationNanos()) + "500");
      assertThat(badge.row(failing.id(), ".figures .bad")).isEqualTo("500");
      assertThat(badge.rows(".name").toString()).isEqualTo("[GET /, GET /query, GET /failing]");
      badge.get("badge.querySelector('li a[href$=\"" + failing.id() + "\"]').click()");
      assertThat(browser.titleOfNewTab())
          .isEqualTo(time(failing.durationNanos()) + " GET /failing 500");
    }
  }

  @Test
  void aFindingIsMarkedOnTheClosedBadgeAndSaidInItsRow() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/"));
      browser.click("button[value='/lock']");
      Profile lock = demo.awaitProfileOf("/lock");
      badge.awaitTrue("badge.querySelector('button b') !== null");

      assertThat(badge.face()).contains("+1 call: " + time(lock.durationNanos()) + "!");
      open();
      assertThat(badge.row(lock.id(), ".finding")).isEqualTo("! " + finding(lock));
    }
  }

  @Test
  void theIndexLeadsToAProfileByTwoClicks() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/"));
      run("/fast");
      Profile fast = demo.awaitProfileOf("/fast");
      browser.await("#fast a");

      assertThat(browser.find("#fast").getText()).matches("200 in \\d+\\.\\d{3} s, profile");
      badge.awaitTrue("badge.textContent.includes('call: ')");
      browser.click("#fast a");
      assertThat(browser.title()).isEqualTo(time(fast.durationNanos()) + " GET /fast 200");
      assertThat((String) browser.run("return location.href")).endsWith("/profiles/" + fast.id());
    }
  }

  @ParameterizedTest
  @CsvSource({"nonce-abc, nonce=abc", "self, ''"})
  void aStrictPolicyAndTrustedTypesAllowIt(String allowed, String attribute) throws Exception {
    try (Demo demo = new Demo(new Site(allowed, attribute))) {
      browser.go(demo.address("/site/page"));
      Profile page = demo.awaitProfileOf("/site/page");
      badge.awaitTrue("badge.querySelector('button').textContent.includes('s')");
      open();

      assertThat(badge.row(page.id(), ".name")).isEqualTo("GET /site/page");
      // Were its style refused, nothing would be fixed to the corner.
      assertThat(badge.get("getComputedStyle(badge.querySelector('.badge')).position"))
          .isEqualTo("fixed");
      assertThat(badge.get("badge.querySelectorAll('[style]').length")).isEqualTo(0L);
      assertThat(browser.console()).isEmpty();
      assertThat(browser.run("return Object.keys(window).filter(name => /request/i.test(name))"))
          .asString()
          .doesNotContain("requestree");
    }
  }

  @Test
  void whatComesFromTheCacheIsNoRequest() throws Exception {
    try (Demo demo = new Demo(new Site("self", ""))) {
      browser.go(demo.address("/site/page"));
      String fetched =
          "const done = arguments[arguments.length - 1];"
              + " const get = (path) => fetch(path).then((answer) => answer.text());"
              + " get('/site/cached').then(() => get('/site/cached')).then(() => get('/fast'))"
              + ".then(done)";
      browser.runAsync(fetched);
      Profile cached = demo.awaitProfileOf("/site/cached");
      Profile last = demo.awaitProfileOf("/fast");
      open();

      badge.row(last.id(), ".name");
      badge.row(cached.id(), ".name");
      assertThat(badge.rows(".name").toString())
          .isEqualTo("[GET /site/page, GET /site/cached, GET /fast]");
      assertThat(
              browser.run(
                  "return performance.getEntriesByName(location.origin + '/site/cached').length"))
          .isEqualTo(2L);
    }
  }

  @Test
  void whatIsNotKeptIsSaidToBeSo() throws Exception {
    try (Demo demo = new Demo(new Site("self", ""))) {
      browser.go(demo.address("/site/page"));
      browser.runAsync("fetch('/site/unprofiled').then(arguments[arguments.length - 1])");
      open();

      badge.awaitTrue("badge.querySelectorAll('li').length === 2");
      badge.awaitTrue("badge.textContent.includes('not kept')");
      assertThat(badge.rows("a:not([href])").toString()).isEqualTo("[a callnot kept]");
      assertThat(badge.face()).contains("+1 call: not kept");
    }
  }

  @Test
  void aStrangerHasNone() throws Exception {
    try (Demo demo = new Demo()) {
      browser.command("Network.enable", Map.of());
      browser.command(
          "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("X-Forwarded-For", "192.0.2.7")));
      browser.go(demo.address("/"));
      demo.awaitProfileOf("/");

      assertThat(browser.find("h1").getText()).isEqualTo("Requestree example");
      assertThat(badge.isThere()).isFalse();
      assertThat(
              browser.run(
                  "return performance.getEntriesByType('navigation')[0].serverTiming.length"))
          .isEqualTo(0L);
      assertThat(browser.console()).singleElement().asString().contains("badge.js", "404");
    }
  }

  @Test
  void theKeyboardOpensItClosesItAndMovesItAndItStaysThere() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/"));
      badge.awaitTrue("!badge.querySelector('.badge').hidden");
      badge.get("badge.querySelector('button').focus()");
      badge.press("ArrowLeft");
      badge.press("ArrowUp");
      assertThat(badge.get("badge.querySelector('.badge.left.top') !== null")).isEqualTo(true);
      open();
      badge.press("Tab");
      assertThat(badge.get("badge.activeElement.textContent")).isEqualTo("All profiles");
      badge.press("Escape");
      assertThat(badge.get("badge.querySelector('section').hidden")).isEqualTo(true);
      assertThat(badge.get("badge.activeElement === badge.querySelector('button')"))
          .isEqualTo(true);

      browser.go(demo.address("/"));
      badge.awaitTrue("badge.querySelector('.badge.left.top:not([hidden])') !== null");
    }
  }

  @Test
  void theMouseMovesItAndDoesNotOpenIt() throws Exception {
    try (Demo demo = new Demo()) {
      browser.go(demo.address("/"));
      badge.awaitTrue("!badge.querySelector('.badge').hidden");
      badge.drag(200, 200);
      badge.awaitTrue("badge.querySelector('.badge.left.top') !== null");
      assertThat(badge.get("badge.querySelector('section').hidden")).isEqualTo(true);
      open();
      assertThat(badge.get("badge.querySelector('section').getBoundingClientRect().top < 100"))
          .isEqualTo(true);
    }
  }

  @ParameterizedTest
  @CsvSource({"1400, false", "420, true"})
  void itFitsTheScreen(int width, boolean dark) throws Exception {
    try (Demo demo = new Demo()) {
      browser.width(width);
      browser.dark(dark);
      browser.go(demo.address("/"));
      run("/query");
      badge.awaitTrue("badge.textContent.includes('quer')");
      open();

      assertThat((long) browser.run("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
      assertThat(
              (List<?>)
                  badge.get(
                      "[...badge.querySelectorAll('button, section, a')].filter((one) => {"
                          + " const {left, right, height} = one.getBoundingClientRect();"
                          + " return left < 0 || right > innerWidth || height < 24 })"
                          + ".map((one) => one.outerHTML + JSON.stringify(one.getBoundingClientRect()))"))
          .isEmpty();
    }
  }

  /** What the server says of it. */
  private static Object finding(Profile profile) {
    return browser.runAsync(
        "fetch('/profiles/brief?ids="
            + profile.id()
            + "').then((answer) => answer.json()).then(([brief]) => brief.finding)"
            + ".then(arguments[arguments.length - 1])");
  }

  private static void open() {
    badge.awaitTrue("!badge.querySelector('.badge').hidden");
    badge.get("badge.querySelector('button').click()");
    badge.awaitTrue("!badge.querySelector('section').hidden");
  }

  /** Runs a route of the index ten times as fast. */
  private static void run(String path) {
    browser.find("#scale option[value='0.1']").click();
    browser.click("button[value='" + path + "']");
  }

  /** The time as pages print it. */
  private static String time(long nanos) {
    if (nanos >= 999_500_000) {
      return in(nanos, 9, 3) + " s";
    }
    return nanos < 50_000 ? "<0.1 ms" : in(nanos, 6, nanos >= 9_950_000 ? 0 : 1) + " ms";
  }

  private static String in(long nanos, int unit, int decimals) {
    return BigDecimal.valueOf(nanos, unit).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** A page under the strictest policy that allows the badge, and what it may ask for. */
  @SuppressWarnings("serial") // HttpServlet is serializable; nobody serializes one.
  private static final class Site extends HttpServlet {
    private final String allowed;
    private final String attribute;

    Site(String allowed, String attribute) {
      this.allowed = allowed;
      this.attribute = attribute;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getPathInfo()) {
        case "/page" -> {
          response.setContentType("text/html");
          response.setHeader(
              "Content-Security-Policy",
              "default-src 'none'; connect-src 'self'; img-src data:; script-src '"
                  + allowed
                  + "'; require-trusted-types-for 'script'; trusted-types 'none'");
          response
              .getOutputStream()
              .print(
                  "<!DOCTYPE html><html lang=en><title>Site</title><link rel=icon href='data:,'>"
                      + "<script src=/profiles/badge.js defer "
                      + attribute
                      + "></script><h1>Site</h1>");
        }
        case "/cached" -> {
          response.setHeader("Cache-Control", "max-age=600");
          response.getOutputStream().print("cached");
        }
        default -> response.setHeader("Server-Timing", "profile;desc=\"" + NOBODYS + '"');
      }
    }
  }
}
