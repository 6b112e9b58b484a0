package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.node;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.WaitKind;
import org.junit.jupiter.api.Test;

/** What has no time has no line, and what it led to says so. */
class FoldTimelessTest {
  private static final String ROUTES = "com.acme.Routes";

  @Test
  void workThatWasHandedOffStandsBelowTheCallerThatHasALine() {
    CallNode slow = method("com.acme.Work", "slow", 12, 2_000).build();
    CallNode after = method(ROUTES, "after", 72, 0).addLane(lane("loop", slow).build()).build();
    CallNode route = method(ROUTES, "route", 35, 0.1, after).build();
    CallNode root =
        root(
                "GET /async",
                await("[await]  until hand-off, then loop", 1_000),
                node(Frame.IN_LANES, 2_000).build(),
                method("com.acme.Servlet", "doGet", 28, 0, route).build())
            .build();

    assertThat(treeOf(root))
        .isEqualTo(
            """
              3.000 s  100%  GET /async
              ├─ 2.000 s   67%  [on other threads]
              └─ 1.000 s   33%  [await]  until hand-off, then loop
              ⇢  2.000 s   67%  on thread loop  from Servlet.doGet › Routes.route › Routes.after  Routes.java:72
                 └─ 2.000 s   67%  Work.slow  Work.java:12
            """);
  }

  @Test
  void ofManyCallsTheInnermostThreeAreNamed() {
    CallNode call = method(ROUTES, "last", 9, 0).addLane(lane("loop", work(2_000)).build()).build();
    for (int i = 0; i < 5; i++) {
      call = method(ROUTES, "call" + i, 1, 0, call).build();
    }

    assertThat(treeOf(root("GET /", work(2_000), call).build()))
        .contains(
            "on thread loop  from Routes.call1 › Routes.call0 › Routes.last  Routes.java:9\n");
  }

  @Test
  void handedOffWorkWithoutTimeIsSaidByItsCaller() {
    CallNode after =
        method(ROUTES, "after", 72, 0)
            .addLane(lane("event-loop", work(0.3)).build())
            .addLane(lane("loop").build())
            .build();
    CallNode root = root("GET /", method(ROUTES, "route", 35, 2_000, after).build()).build();

    assertThat(treeOf(root))
        .isEqualTo(
            """
              2.000 s  100%  GET /
              └─ 2.000 s  100%  Routes.route  Routes.java:35  ⇢ [2 other hand-offs] 0.3 ms
            """);
  }

  @Test
  void handedOffWorkWithoutTimeThatBeganLateSaysSo() {
    CallNode late =
        lane("loop").lane(new CallNode.Lane("loop", false, true, millis(61), millis(60))).build();

    assertThat(
            treeOf(root("GET /", method(ROUTES, "route", 35, 2_000).addLane(late).build()).build()))
        .contains("Routes.route  Routes.java:35  ⇢ loop 0 ms began 60 ms late\n");
  }

  @Test
  void whatWorkWithoutTimeHandedOnItselfIsKept() {
    CallNode handsOn =
        lane("loop", method(ROUTES, "task", 5, 0).addLane(lane("pool", work(900)).build()).build())
            .build();
    CallNode root =
        root("GET /", method(ROUTES, "route", 35, 2_000).addLane(handsOn).build()).build();

    assertThat(treeOf(root))
        .isEqualTo(
            """
              2.000 s  100%  GET /
              └─ 2.000 s  100%  Routes.route  Routes.java:35  ⇢ loop 0 ms
                 ⇢  0.900 s   45%  on thread pool  from Routes.task  Routes.java:5
                    └─ 0.900 s   45%  Work.work  Work.java:3
            """);
  }

  @Test
  void aBlockedThreadIsShownHoweverShortlyItWasBlocked() {
    CallNode blocking =
        waiting(ROUTES, "blocks", WaitKind.LOCK, 1)
            .addBlocks(new CallNode.Blocks("loop", millis(1)))
            .build();
    CallNode root = root("GET /", work(2_000), blocking).build();
    LaneText lanes = new LaneText(new SafeText(false), Symbols.UNICODE, 0);

    assertThat(new FoldTimeless(TimeColumn.of(millis(2_001), millis(20)), lanes).fold(root).root())
        .extracting(CallNode::children, as(LIST))
        .hasSize(2);
  }

  @Test
  void inAsciiTheSignsAreAscii() {
    CallNode after =
        method(ROUTES, "after", 72, 0)
            .addLane(lane("quick").build())
            .addLane(lane("pool", work(900)).build())
            .build();
    CallNode root = root("GET /", work(2_000), method(ROUTES, "r", 1, 0, after).build()).build();
    String text = TextReport.builder().unicode(false).build().toText(profileOf(root).build());

    assertThat(text)
        .matches("\\p{ASCII}*")
        .contains("GET /  ~> quick 0 ms", "from Routes.r > Routes.after  Routes.java:72\n");
  }

  private static CallNode work(double millis) {
    return method("com.acme.Work", "work", 3, millis).build();
  }

  private static String treeOf(CallNode root) {
    return Texts.treeOf(TextReport.create().toText(profileOf(root).build()));
  }
}
