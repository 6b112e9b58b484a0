package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("one-jdk")
class HostilePageTest extends BrowserTest {

  @Test
  void hostileNamesExecuteNothingAndAreSeenAsTheyAre() throws IOException {
    browser.show(PageFixture.hostile());
    for (String view : List.of("tree", "flame", "timeline", "hot", "calls", "tree")) {
      browser.click("#tab-" + view);
      assertThat(browser.run("return window.hacked")).isNull();
      assertThat(browser.count("img")).isZero();
      assertThat(browser.run("return document.scripts.length")).isEqualTo(4L);
      String text = (String) browser.run("return document.body.textContent.replaceAll('\\n', '')");
      assertThat(text.codePoints().filter(HostilePageTest::isInvisible).toArray()).isEmpty();
    }
    assertThat(browser.find("h1 .name").getText())
        .contains("</script><script>window.hacked = 1</script>")
        .contains("\\u202E\\u0007\\u2028");
    assertThat(browser.title()).contains("\\u202E");
  }

  @Test
  void aNameWrittenFromRightToLeftDoesNotTurnItsLine() throws IOException {
    Profile orders = PageFixture.orders();
    browser.show(
        orders.toBuilder()
            .request(new Profile.Request("GET", "/הזמנות", "/הזמנות", 200, null))
            .build());
    assertThat(
            browser.run(
                "return document.querySelector('h1 .duration').getBoundingClientRect().left"
                    + " < document.querySelector('h1 .status').getBoundingClientRect().left"))
        .isEqualTo(true);
    assertThat(browser.run("return getComputedStyle(document.querySelector('h1 bdi')).unicodeBidi"))
        .isEqualTo("isolate");
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR -> true;
      default -> false;
    };
  }
}
