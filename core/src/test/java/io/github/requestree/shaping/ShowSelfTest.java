package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowSelfTest {

  @Test
  void ownTimeBesideChildrenIsAChildOfItsOwn() {
    CallNode tree =
        method("com.acme.A", "a", 12, 5, method("com.acme.A", "b", 1, 3).build())
            .detail("2 deep")
            .detail("held by x")
            .selfWaiting(WaitKind.LOCK, millis(5))
            .build();

    CallNode shown = new ShowSelf(millis(1)).apply(root("GET /", tree).build());

    assertThat(Outline.of(shown))
        .isEqualTo(
            """
            8 GET /
              8 A.a  2 deep
                3 A.b
                5 [self]  held by x
            """);
    CallNode parent = shown.children().get(0);
    assertThat(parent.line()).isEqualTo(12);
    assertThat(parent.selfNanos()).isZero();
    assertThat(parent.children().get(1).selfWaiting()).isEqualTo(Map.of(WaitKind.LOCK, millis(5)));
  }

  @Test
  void ownTimeOfALeafOrWithinTheResolutionIsNoLine() {
    CallNode tree =
        method("com.acme.A", "a", 1, 1, method("com.acme.A", "b", 1, 3).build()).build();

    assertThat(TreeWalk.nodesWithLanes(new ShowSelf(millis(1)).apply(root("GET /", tree).build())))
        .hasSize(3);
  }
}
