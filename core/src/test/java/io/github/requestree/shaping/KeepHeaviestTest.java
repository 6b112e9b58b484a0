package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import org.junit.jupiter.api.Test;

class KeepHeaviestTest {

  @Test
  void theHeaviestNodesStayWithWhatLeadsToThem() {
    CallNode heavy = app("a", 1, app("b", 1, app("c", 50), app("d", 1), app("e", 1)));

    assertThat(limit(5, heavy, app("f", 30), app("g", 10), app("h", 10, app("i", 9))))
        .isEqualTo(
            """
            113 GET /
              54 A.a
                53 A.b
                  50 A.c
                  2 [2 others]
              30 A.f
              29 [2 others]
            """);
  }

  @Test
  void othersThatAreThereAlreadyAreCountedIn() {
    CallNode once = new KeepHeaviest(3).apply(root("GET /", apps()).build());

    assertThat(Outline.of(new KeepHeaviest(2).apply(once)))
        .isEqualTo(
            """
            10 GET /
              4 A.a
              6 [3 others]
            """);
  }

  @Test
  void aHeavyLaneIsKeptThoughItsParentHasNoTime() {
    CallNode submit =
        method("com.acme.A", "submit", 1, 0).addLane(lane("pool-1", app("t", 70)).build()).build();

    assertThat(limit(4, app("a", 5), app("b", 4), submit))
        .isEqualTo(
            """
            9 GET /
              0 A.submit
                > 70 pool-1
                  70 A.t
              9 [2 others]
            """);
  }

  @Test
  void lanesThatDoNotFitAreALaneBelowTheParentThatIsStillShown() {
    CallNode inner =
        method("com.acme.A", "t", 1, 20).addLane(lane("p", app("u", 3)).build()).build();
    CallNode submit =
        method("com.acme.A", "submit", 1, 1).addLane(lane("p", inner).build()).build();

    assertThat(limit(1, app("a", 50, submit)))
        .isEqualTo(
            """
            51 GET /
              51 [1 other]
              > 23 [2 other hand-offs]
            """);
  }

  private static CallNode[] apps() {
    return new CallNode[] {app("a", 4), app("b", 3), app("c", 2), app("d", 1)};
  }

  private static String limit(int limit, CallNode... children) {
    return Outline.of(new KeepHeaviest(limit).apply(root("GET /", children).build()));
  }

  private static CallNode app(String name, double selfMillis, CallNode... children) {
    return method("com.acme.A", name, 1, selfMillis, children).build();
  }
}
