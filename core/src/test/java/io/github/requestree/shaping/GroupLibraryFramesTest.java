package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupLibraryFramesTest {

  @Test
  void libraryFramesBetweenEntryAndExitAreOneLine() {
    CallNode tree =
        jetty("a", 0, jetty("b", 1, jackson("c", 2, jetty("d", 0, jetty("exit", 0, app(30))))));

    assertThat(group(tree))
        .isEqualTo(
            """
            33 GET /
              33 Server.a
                33 [3 frames hidden]  jetty, jackson
                  30 Server.exit
                    30 App.run
            """);
  }

  @Test
  void aLoneLibraryFrameIsShown() {
    CallNode tree = app(1, jetty("a", 1), jetty("b", 2, app(3)));

    assertThat(group(tree)).isEqualTo(Outline.of(root("GET /", tree).build()));
  }

  @Test
  void oneFrameThatCouldBeHiddenIsShown() {
    CallNode tree = app(1, jetty("a", 1, jetty("b", 2, jetty("exit", 1, app(30)))));

    assertThat(group(tree)).isEqualTo(Outline.of(root("GET /", tree).build()));
  }

  @Test
  void aSlowFrameStaysVisible() {
    CallNode tree = app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, jetty("poll", 30)))));

    assertThat(group(tree))
        .isEqualTo(
            """
            85 GET /
              85 App.run
                35 Server.a
                  34 [2 frames hidden]  jetty
                    30 Server.poll
            """);
  }

  @Test
  void whatIsHiddenBelowAVisibleFrameIsNotCountedAsItsOwnTime() {
    CallNode below = jetty("d", 5, jetty("e", 5));
    CallNode tree =
        app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, jetty("exit", 0, app(9), below)))));

    assertThat(group(tree))
        .isEqualTo(
            """
            74 GET /
              74 App.run
                24 Server.a
                  23 [2 frames hidden]  jetty
                    19 Server.exit
                      9 App.run
                      10 [2 frames hidden]  jetty
            """);
  }

  @Test
  void aFrameThatHandsOffALaneStaysVisible() {
    CallNode submit =
        method("java.util.concurrent.Executor", "execute", 1, 0)
            .addLane(lane("pool-1", app(40)).build())
            .build();
    CallNode tree = app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, submit))));

    assertThat(group(tree))
        .isEqualTo(
            """
            55 GET /
              55 App.run
                5 Server.a
                  4 [2 frames hidden]  jetty
                    0 Executor.execute
                      > 40 pool-1
                        40 App.run
            """);
  }

  @Test
  void libraryFramesOfALaneAreHiddenToo() {
    CallNode lane = lane("pool-1", jetty("a", 1, jetty("b", 1, jetty("c", 1)))).build();
    CallNode tree = method("com.acme.App", "run", 1, 50).addLane(lane).build();

    assertThat(group(tree))
        .isEqualTo(
            """
            50 GET /
              50 App.run
                > 3 pool-1
                  3 Server.a
                    2 [2 frames hidden]  jetty
            """);
  }

  @Test
  void whatWasNotSampledInsideALibraryLeadsOutOfNothing() {
    CallNode tree =
        app(50, jetty("a", 0, jetty("b", 1, notSampled(2)), jetty("c", 1, notSampled(3))));

    assertThat(group(tree))
        .isEqualTo(
            """
            57 GET /
              57 App.run
                7 Server.a
                  7 [2 frames hidden]  jetty
                    5 [not sampled]
            """);
  }

  @Test
  void theHolderOfALockIsStillNamedWhereTheLockIsHidden() {
    CallNode park = method("java.misc.Unsafe", "park", 0, 2).detail("held by worker-1").build();
    CallNode tree = app(50, jetty("a", 0, jetty("b", 1, park)));

    assertThat(group(tree)).contains("[2 frames hidden]  jetty, java  held by worker-1");
  }

  @Test
  void manyNamesOfLibrariesAreCut() {
    CallNode tree = jetty("z", 1);
    for (String library :
        List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "iota")) {
      tree = method("org." + library + ".impl.Thing", "call", 1, 1, tree).build();
    }
    Shaping shaping = Shaping.builder().hide(List.of("org.*")).build();

    String outline = Outline.of(shaping.apply(root("GET /", app(90, tree)).build(), 1));

    assertThat(outline).contains("[8 frames hidden]  eta, zeta, epsilon, delta, gamma, bet...\n");
  }

  private static String group(CallNode tree) {
    Step step =
        new GroupLibraryFrames(
            new LibraryFrames(
                new PackagePatterns("hide", Shaping.DEFAULT.hide()),
                new PackagePatterns("show", Shaping.DEFAULT.show())));
    return Outline.of(step.apply(root("GET /", tree).build()));
  }

  private static CallNode app(double selfMillis, CallNode... children) {
    return method("com.acme.App", "run", 1, selfMillis, children).build();
  }

  private static CallNode jetty(String name, double selfMillis, CallNode... children) {
    return method("org.eclipse.jetty.server.Server", name, 1, selfMillis, children).build();
  }

  private static CallNode jackson(String name, double selfMillis, CallNode... children) {
    return method("com.fasterxml.jackson.core.Bean", name, 1, selfMillis, children).build();
  }
}
