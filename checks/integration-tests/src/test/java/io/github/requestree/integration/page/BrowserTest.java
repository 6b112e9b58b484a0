package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of a page in a browser. Whatever they do, the page does nothing but what it should. */
abstract class BrowserTest {
  static Browser browser;

  @BeforeAll
  static void openBrowser() throws IOException {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  @AfterEach
  void nothingFailedAndNothingElseWasAskedFor() {
    assertThat(browser.console()).as("what the console says").isEmpty();
    assertThat(browser.requests())
        .as("what was asked for")
        .contains(browser.address())
        .allMatch(
            address ->
                address.equals(browser.address())
                    || address.matches("\\Q" + browser.address() + "\\E\\?after=\\d+")
                    || address.startsWith("data:"));
  }
}
