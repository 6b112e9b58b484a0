package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import org.junit.jupiter.api.Test;

class TrimStemTest {

  @Test
  void theWayFromTheFilterToTheApplicationIsNotShown() {
    CallNode tree = library("doFilter", 1, library("service", 1, app("doGet", 50)));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            52 GET /
              50 A.doGet
            """);
  }

  @Test
  void whatALibraryDoesOnTheWayStandsBesideTheApplication() {
    CallNode tree =
        library(
            "doFilter", 0, library("authenticate", 20), library("service", 0, app("doGet", 50)));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            70 GET /
              20 Chain.authenticate
              50 A.doGet
            """);
  }

  @Test
  void aFrameOnTheWayThatTookTimeItselfStays() {
    CallNode tree = library("doFilter", 0, library("compress", 9, app("doGet", 50)));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            59 GET /
              59 Chain.compress
                50 A.doGet
            """);
  }

  @Test
  void aPathThatNeverReachesTheApplicationStays() {
    CallNode tree = library("doFilter", 0, library("serveFile", 30));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            30 GET /
              30 Chain.doFilter
                30 Chain.serveFile
            """);
  }

  @Test
  void libraryFramesBelowTheApplicationStay() {
    CallNode tree = app("doGet", 1, library("query", 0, app("map", 5)));

    assertThat(trimmed(tree)).contains("Chain.query");
  }

  private static String trimmed(CallNode tree) {
    Step step = Shaping.DEFAULT.steps(millis(1)).get(1);
    assertThat(step).isInstanceOf(TrimStem.class);
    return Outline.of(step.apply(root("GET /", tree).build()));
  }

  private static CallNode library(String name, double selfMillis, CallNode... children) {
    return method("org.eclipse.jetty.Chain", name, 1, selfMillis, children).build();
  }

  private static CallNode app(String name, double selfMillis, CallNode... children) {
    return method("com.acme.A", name, 1, selfMillis, children).build();
  }
}
