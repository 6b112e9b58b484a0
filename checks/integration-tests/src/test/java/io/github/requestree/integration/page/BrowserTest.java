package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests of a page in a browser. Whatever they do, the page does nothing but what it should. */
@ExtendWith(BrowserTest.OneForAll.class)
abstract class BrowserTest {
  static Browser browser;

  /** Opens one browser, as it takes seconds to start, which is closed when all tests are over. */
  static final class OneForAll implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      browser =
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.GLOBAL)
              .computeIfAbsent(Browser.class, key -> open(), Browser.class);
      browser.asOpened();
    }

    private static Browser open() {
      try {
        return Browser.open();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
