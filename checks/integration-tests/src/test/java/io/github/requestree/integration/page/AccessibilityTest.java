package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing keeps anybody from using the page, as far as axe can tell. */
@Tag("one-jdk")
class AccessibilityTest extends BrowserTest {
  private static final int TARGET = 24;
  private static final String AXE = axe();

  /** The rules that were broken, seriously or critically, with the elements that did. */
  private static final String BROKEN =
      "const done = arguments[arguments.length - 1];"
          + " axe.run({resultTypes: ['violations', 'passes']}).then(found => done(["
          + "String(found.passes.length), ...found.violations"
          + ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
          + ".map(({id, nodes}) => id + ': ' + nodes.slice(0, 3).map(({target, html}) =>"
          + " target + ' ' + html.slice(0, 150)).join(' | '))]), e => done(['0', String(e)]))";

  @AfterEach
  void asItWas() {
    browser.dark(false);
    browser.width(1400);
  }

  @ParameterizedTest
  @CsvSource({"1400, false", "1400, true", "420, false", "420, true"})
  void noViewBreaksARule(int width, boolean dark) throws IOException {
    browser.dark(dark);
    browser.width(width);
    for (Profile profile : List.of(PageFixture.orders(), PageFixture.folded())) {
      browser.show(profile);
      browser.run("for (const one of document.querySelectorAll('details')) one.open = true");
      for (String view : List.of("tree", "flame", "timeline", "hot", "calls")) {
        browser.run("document.getElementById('tab-" + view + "').click()");
        browser.run(
            "document.querySelector('#tree-rows > div:nth-child(3)').click();"
                + " document.querySelector('g.run')"
                + "?.dispatchEvent(new MouseEvent('click', {bubbles: true}))");
        assertNothingBroken(view);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1400, false", "420, true"})
  void theListOfProfilesBreaksNoRule(int width, boolean dark) throws Exception {
    browser.dark(dark);
    browser.width(width);
    try (Demo demo = new Demo()) {
      demo.profileOf("/fast");
      browser.go(demo.address("/profiles"));
      assertNothingBroken("list");
    }
  }

  @Test
  void whatIsPressedIsLargeEnough() throws IOException {
    browser.width(420);
    browser.show(PageFixture.orders());
    for (String view : List.of("tree", "flame", "timeline", "hot", "calls")) {
      browser.run("document.getElementById('tab-" + view + "').click()");
      assertThat(
              (List<?>)
                  browser.run(
                      "return [...document.querySelectorAll('button, summary, select, [role=tab],"
                          + " input[type=search], label, #tree-rows > div')].filter(one =>"
                          + " one.checkVisibility()).filter(one =>"
                          + " one.getBoundingClientRect().height < arguments[0])"
                          + ".map(one => one.outerHTML.slice(0, 100))",
                      TARGET))
          .as(view)
          .isEmpty();
    }
  }

  @Test
  void onASmallScreenNamesHaveTheWidthAndNothingIsWiderThanIt() throws IOException {
    browser.width(420);
    browser.show(PageFixture.orders());
    assertThat(browser.find("#tree-rows .bar").isDisplayed()).isFalse();
    assertThat(
            (boolean)
                browser.run(
                    "const rows = document.getElementById('tree-rows');"
                        + " return rows.scrollWidth <= rows.clientWidth"))
        .as("whether each row is whole")
        .isTrue();
    for (String view : List.of("tree", "flame", "timeline", "hot", "calls")) {
      browser.run("document.getElementById('tab-" + view + "').click()");
      assertThat((long) browser.run("return document.documentElement.scrollWidth"))
          .as(view)
          .isLessThanOrEqualTo(420);
    }
    assertThat(
            (boolean)
                browser.run(
                    "document.getElementById('tab-tree').click();"
                        + " return document.querySelector('#tree-rows .application .name')"
                        + ".getBoundingClientRect().left < 140"))
        .isTrue();
  }

  private static void assertNothingBroken(String view) {
    browser.run(AXE);
    List<?> found = (List<?>) browser.runAsync(BROKEN);
    assertThat(Integer.parseInt(String.valueOf(found.get(0)))).as("rules kept").isGreaterThan(10);
    assertThat(found.subList(1, found.size())).as(view).isEmpty();
  }

  private static String axe() {
    try (InputStream in = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
