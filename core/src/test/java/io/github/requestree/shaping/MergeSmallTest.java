package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeSmallTest {

  @Test
  void siblingsUnderOnePercentAreFoldedWithTheirTime() {
    CallNode small = app("d", 2, app("e", 3));

    assertThat(merge(app("a", 900), app("b", 80), app("c", 9), small))
        .isEqualTo(
            """
            994 GET /
              900 A.a
              80 A.b
              14 [2 others]
            """);
  }

  @Test
  void aLoneSmallLeafKeepsItsName() {
    assertThat(merge(app("a", 990), app("b", 5)))
        .isEqualTo(
            """
            995 GET /
              990 A.a
              5 A.b
            """);
  }

  @Test
  void aLoneSmallNodeWithChildrenIsFolded() {
    assertThat(merge(app("a", 990), app("b", 2, app("c", 2)))).endsWith("  4 [1 other]\n");
  }

  @Test
  void whatIsNotAboveTheResolutionInAllIsNoLine() {
    assertThat(merge(app("a", 990), app("b", 0.5), app("c", 0.5)))
        .isEqualTo(
            """
            991 GET /
              990 A.a
            """);
  }

  @Test
  void aNodeWithoutTimeVanishesUnlessALaneIsBelowIt() {
    CallNode submit =
        method("com.acme.A", "submit", 1, 0).addLane(lane("pool-1", app("t", 70)).build()).build();

    assertThat(merge(app("a", 990), app("gone", 0), app("b", 0, submit)))
        .isEqualTo(
            """
            990 GET /
              990 A.a
              0 A.b
                0 A.submit
                  > 70 pool-1
                    70 A.t
            """);
  }

  @Test
  void shortAwaitsAndGapsAndContendedLocksAreShown() {
    CallNode lock = method("com.acme.A", "lock", 1, 2).detail("held by x").build();
    CallNode brief = method("com.acme.A", "lock", 2, 0.3).detail("held by y").build();

    assertThat(
            merge(
                app("a", 990),
                app("b", 1, lock, app("c", 3)),
                brief,
                await("[await]", 2),
                notSampled(2)))
        .isEqualTo(
            """
            1000 GET /
              990 A.a
              6 A.b
                2 A.lock  held by x
                3 A.c
              2 [await]
              2 [not sampled]
            """);
  }

  @Test
  void aRecursionMarkIsNoReasonToBeShown() {
    CallNode recursive = method("com.acme.A", "walk", 1, 3).detail("3 deep").build();

    assertThat(merge(app("a", 990), app("b", 3), recursive)).contains("6 [2 others]\n");
  }

  @Test
  void smallLanesAreOneLaneThatIsInNoTotal() {
    CallNode pool =
        method("com.acme.A", "fanOut", 1, 990)
            .lanes(List.of(laneOf(3), laneOf(4), laneOf(200), laneOf(5)))
            .build();

    assertThat(merge(pool))
        .isEqualTo(
            """
            990 GET /
              990 A.fanOut
                > 200 pool
                  200 A.task
                > 12 [3 other hand-offs]
            """);
  }

  private static CallNode laneOf(double millis) {
    return lane("pool", app("task", millis)).build();
  }

  private static String merge(CallNode... children) {
    return Outline.of(new MergeSmall(millis(1)).apply(root("GET /", children).build()));
  }

  private static CallNode app(String name, double selfMillis, CallNode... children) {
    return method("com.acme.A", name, 1, selfMillis, children).build();
  }
}
