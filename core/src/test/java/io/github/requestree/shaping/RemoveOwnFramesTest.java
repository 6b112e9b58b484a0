package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveOwnFramesTest {
  private static final String OWN = "io.github.requestree.sampling.Wrapped";

  @Test
  void ownFramesGiveTimeAndChildrenAndLanesToTheirCaller() {
    CallNode own =
        method(OWN, "run", 1, 2, app("b", 3))
            .addLane(lane("pool-1", method(OWN, "run", 1, 1, app("c", 4)).build()).build())
            .build();

    assertThat(shape(Shaping.DEFAULT, app("a", 1, own, app("b", 5))))
        .isEqualTo(
            """
            11 GET /
              11 A.a
                8 A.b
                > 5 pool-1
                  4 A.c
            """);
  }

  @Test
  void theExampleApplicationAndWhatTheUserWantsToSeeAreNotOwnFrames() {
    CallNode example = method("io.github.requestree.example.Routes", "get", 1, 3).build();
    Shaping shown = Shaping.builder().show(List.of("io.github.requestree.sampling")).build();

    assertThat(shape(Shaping.DEFAULT, example)).contains("Routes.get");
    assertThat(shape(shown, method(OWN, "run", 1, 2).build())).contains("Wrapped.run");
  }

  private static String shape(Shaping shaping, CallNode tree) {
    return Outline.of(shaping.steps(millis(1)).get(0).apply(root("GET /", tree).build()));
  }

  private static CallNode app(String name, double selfMillis, CallNode... children) {
    return method("com.acme.A", name, 1, selfMillis, children).build();
  }
}
