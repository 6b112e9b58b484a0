package io.github.requestree.integration.page;

import static io.github.requestree.profile.EventFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page shows the tree of the text report: the same names, times and marks. */
@Tag("one-jdk")
class PageAndTextTest extends BrowserTest {

  @Test
  void aHundredGeneratedProfilesLookTheSame() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      assertSame(generated(seed), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sync_blocking",
        "/async_blocking",
        "/sync_blocking_fixed",
        "/fast",
        "/lock",
        "/cpu",
        "/report",
        "/query",
        "/remote"
      })
  void aMeasuredProfileLooksTheSame(String path) throws Exception {
    try (Demo demo = new Demo()) {
      assertSame(demo.profileOf(path), path);
    }
  }

  /** The rows whose colours are not as long as they took. */
  private static final String NOT_ADDING_UP =
      "return profile.rows.filter(row => row.kind !== 'LANE' && Math.abs(row.total"
          + " - Object.values(row.mix).reduce((sum, nanos) => sum + nanos, 0)) > 1)"
          + ".map(row => row.name + ' ' + row.total + ' ' + JSON.stringify(row.mix))";

  private static void assertSame(Profile profile, String what) throws IOException {
    browser.show(profile);
    assertThat(linesOfPage()).as(what).isEqualTo(linesOf(textOf(profile)));
    assertThat((List<?>) browser.run(NOT_ADDING_UP)).as("colours of " + what).isEmpty();
  }

  /** A tree of random calls, some of which make queries. */
  private static Profile generated(int seed) {
    CallNode tree = ProfileFixture.randomTree(seed, 5 + seed * 13);
    List<Profile.Event> events = new ArrayList<>();
    for (CallNode node : TreeWalk.nodesWithLanes(tree)) {
      Frame frame = node.frame();
      if (frame.isMethod() && events.size() < seed % 7) {
        events.add(
            event("sql", "select " + events.size())
                .at(frame.className(), frame.name(), node.line())
                .count(1 + seed)
                .totalMillis(node.totalNanos() / 1e6)
                .longestRun(seed % 9)
                .build());
      }
    }
    return ProfileFixture.request("GET", "/random", tree).toBuilder().events(events).build();
  }

  /** Time, percentage, name and marks of each row. */
  private static List<String> linesOfPage() {
    Object lines =
        browser.run(
            "return [...document.querySelectorAll('#tree-rows > div')].map(row => [...row"
                + ".querySelectorAll('.seconds, .percent, .badge, .name, .mark')]"
                + ".map(part => part.textContent).join(' '))");
    return ((List<?>) lines).stream().map(line -> words(String.valueOf(line))).toList();
  }

  /** Of what ended soon the report prints two lines and no tree; of what still runs never. */
  private static String textOf(Profile profile) {
    return TextReport.create().toText(profile.toBuilder().stillRunning(true).build());
  }

  /** The lines of the tree, without what the first one says of the whole. */
  private static List<String> linesOf(String text) {
    return text.lines()
        .dropWhile(line -> !line.matches(".*\\d% .*"))
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.replaceAll("(100%  \\S.*?)   .*", "$1"))
        .map(line -> words(line.replaceAll("[├└─│∙]", "")))
        .map(line -> line.replaceAll("mean (\\S+ m?s)", "$1 each"))
        .map(line -> line.replaceAll(" max (\\S+ m?s)", ", $1 at most"))
        .toList();
  }

  private static String words(String line) {
    return line.replaceAll("[⇢\\[\\]]", "").strip().replaceAll("\\s+", " ");
  }
}
