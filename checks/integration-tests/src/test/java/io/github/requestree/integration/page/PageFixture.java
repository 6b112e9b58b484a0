package io.github.requestree.integration.page;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Profiles with everything that a page can show, the same at each call. */
final class PageFixture {
  private static final String ORDERS = "com.acme.shop.Orders";
  private static final String DRIVER = "org.postgresql.jdbc.PgStatement";

  /** The mail was sent late because another request slept where mails are sent. */
  private static final Surroundings.LateStart LATE =
      new Surroundings.LateStart(
          "event-loop",
          millis(60),
          new Surroundings.BusyWith(
              "GET /newsletter",
              List.of(
                  new StackTraceElement(
                      "java.util.concurrent.TimeUnit", "sleep", "TimeUnit.java", 446),
                  new StackTraceElement("java.lang.Thread", "sleep", "Thread.java", 450),
                  new StackTraceElement("com.acme.shop.Mail", "send", "Mail.java", 7)),
              millis(58)));

  private PageFixture() {}

  /**
   * 1 s: 300 ms of work, 500 ms of a query, 200 ms without a thread; 400 ms block an event loop.
   */
  static Profile orders() {
    CallNode query =
        method(
                DRIVER,
                "executeQuery",
                10,
                0,
                method(
                        DRIVER,
                        "execute",
                        20,
                        0,
                        method(
                                DRIVER,
                                "receive",
                                30,
                                0,
                                waiting("java.net.Socket", "read", WaitKind.DATABASE, 500)
                                    .evidence(CallNode.Evidence.of(0, millis(500)))
                                    .build())
                            .build())
                    .build())
            .build();
    CallNode blocked =
        lane(
                "event-loop",
                method(
                        "com.acme.shop.Mail",
                        "send",
                        7,
                        0,
                        waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 400)
                            .addBlocks(new CallNode.Blocks("event-loop", millis(400)))
                            .build())
                    .build())
            .build();
    CallNode tree =
        root(
                "GET /orders",
                method(
                        "org.eclipse.jetty.server.Server",
                        "handle",
                        5,
                        0,
                        method(
                                ORDERS,
                                "list",
                                12,
                                0,
                                method(ORDERS, "load", 20, 0, query).build(),
                                method(ORDERS, "render", 40, 300)
                                    .selfCpuNanos(millis(300))
                                    .evidence(CallNode.Evidence.of(30, 0))
                                    .errorNanos(millis(9))
                                    .build(),
                                method(ORDERS, "notify", 50, 0).addLane(blocked).build())
                            .build())
                    .build(),
                await("[await]  until dispatch, then qtp1-35", 200))
            .build();
    return ProfileFixture.request("GET", "/orders", tree).toBuilder()
        .cpuNanos(OptionalLong.of(millis(300)))
        .timeline(timeline(tree))
        .baseline(new Profile.Baseline(120, millis(400), tree))
        .surroundings(new Surroundings(1, 1, OptionalLong.empty(), List.of(LATE), null, null))
        .events(
            List.of(
                event("sql", "select * from line where order_id = ?")
                    .at(ORDERS, "load", 20)
                    .count(60)
                    .totalMillis(480)
                    .longestRun(60)
                    .build(),
                event("http", "POST mail.example/send").totalMillis(20).build()))
        .notes(List.of("2 of 9 hand-offs are not in the tree."))
        .build();
  }

  /** The same without what harms others, so that the query is found first. */
  static Profile queries() {
    CallNode load =
        method(
                ORDERS,
                "load",
                20,
                0,
                waiting("java.net.Socket", "read", WaitKind.DATABASE, 500).build())
            .build();
    return orders().toBuilder()
        .root(root("GET /orders", load).build())
        .durationNanos(millis(500))
        .cpuNanos(OptionalLong.of(0))
        .events(
            List.of(
                event("sql", "select * from line where order_id = ?")
                    .at(ORDERS, "load", 20)
                    .count(60)
                    .totalMillis(500)
                    .longestRun(60)
                    .build()))
        .surroundings(Surroundings.UNKNOWN)
        .baseline(null)
        .timeline(Timeline.NONE)
        .build();
  }

  private static Timeline timeline(CallNode tree) {
    Frame handle = tree.children().get(0).frame();
    CallNode list = tree.children().get(0).children().get(0);
    CallNode load = list.children().get(0);
    CallNode mail = list.children().get(2).lanes().get(0).children().get(0);
    List<Frame> above = List.of(handle, list.frame());
    return new Timeline(
        List.of(
            new Timeline.Track(
                "qtp1-33",
                false,
                List.of(
                    new Timeline.Run(
                        0,
                        millis(500),
                        List.of(handle, list.frame(), load.frame()),
                        WaitKind.DATABASE),
                    new Timeline.Run(millis(500), millis(300), above, null))),
            new Timeline.Track(
                "",
                false,
                List.of(
                    new Timeline.Run(
                        millis(800), millis(200), List.of(tree.children().get(1).frame()), null))),
            new Timeline.Track(
                "event-loop",
                true,
                List.of(
                    new Timeline.Run(
                        millis(550),
                        millis(400),
                        List.of(mail.frame(), mail.children().get(0).frame()),
                        WaitKind.SLEEPING)))),
        17);
  }

  /** 1 s: three frames of a library between calls of the application, and calls that are short. */
  static Profile folded() {
    String spring = "org.springframework.web.Dispatcher";
    CallNode tree =
        root(
                "GET /",
                method(
                        "io.github.requestree.servlet.ProfilingFilter",
                        "doFilter",
                        1,
                        0,
                        method(
                                "com.acme.shop.Shop",
                                "list",
                                2,
                                90,
                                method(spring, "doService", 3, 0, framesOf(spring)).build(),
                                method("com.acme.shop.Shop", "log", 5, 6).build(),
                                method("com.acme.shop.Shop", "count", 6, 4).build())
                            .build())
                    .build())
            .build();
    return ProfileFixture.request("GET", "/", tree);
  }

  private static CallNode framesOf(String spring) {
    CallNode node = method("com.acme.shop.Shop", "find", 4, 900).build();
    for (String name : List.of("D", "C", "B")) {
      node = method(spring + name, name.toLowerCase(Locale.ROOT), 1, 0, node).build();
    }
    return node;
  }

  /** Names that try to leave their place, in every field that comes from outside. */
  static Profile hostile() {
    String evil =
        "</script><script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\">'\"&\u202e\u0007\u2028";
    CallNode tree =
        root(
                evil,
                method(
                        "com.acme." + evil,
                        evil,
                        3,
                        0,
                        waiting(evil, evil, WaitKind.LOCK, 50).build())
                    .detail(evil)
                    .addBlocks(new CallNode.Blocks(evil, millis(50)))
                    .addLane(lane(evil, method(evil, evil, 1, 5).build()).build())
                    .build())
            .build();
    Frame frame = tree.children().get(0).frame();
    return ProfileFixture.profileOf(tree)
        .name(evil)
        .request(new Profile.Request(evil, "/" + evil, evil, 500, evil))
        .thread(evil)
        .note(evil)
        .events(event(evil, evil).at("com.acme." + evil, evil, 3).attribute(evil, evil).build())
        .build()
        .toBuilder()
        .timeline(
            new Timeline(
                List.of(
                    new Timeline.Track(
                        evil,
                        false,
                        List.of(new Timeline.Run(0, millis(50), List.of(frame), null)))),
                0))
        .build();
  }
}
