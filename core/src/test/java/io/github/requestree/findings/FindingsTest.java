package io.github.requestree.findings;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.node;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The sentence for each kind of profile: the corpus. */
class FindingsTest {

  private static final CallNode SLEEP =
      waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 2000).build();

  @Test
  void aRequestThatSleeps() {
    CallNode slow = method("com.acme.SlowWork", "slowOperation", 14, 0, SLEEP).build();

    assertThat(sentences(root("GET /", slow, await("[await]", 1000))))
        .containsExactly("67 % sleeps in SlowWork.slowOperation  SlowWork.java:14");
  }

  @Test
  void aRequestWithoutAnythingThatStandsOut() {
    CallNode quick = method("com.acme.Fast", "answer", 9, 0.4).selfCpuNanos(300_000).build();

    assertThat(sentences(root("GET /fast", quick, notSampled(0.6)))).isEmpty();
    assertThat(sentences(root("GET /nothing"))).as("no time at all").isEmpty();
  }

  @Test
  void aRequestOfManySmallThings() {
    CallNode.Builder root = root("GET /");
    for (int i = 0; i < 4; i++) {
      CallNode sleep = waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 10).build();
      root.addChild(method("com.acme.Step" + i, "run", 3, 0, sleep).build());
    }

    assertThat(sentences(root)).isEmpty();
  }

  @Test
  void aLockAndItsHolder() {
    CallNode stock =
        method("com.acme.Route", "updateStock", 41, 0)
            .selfNanos(millis(990))
            .selfWaiting(WaitKind.LOCK, millis(990))
            .detail("held by lock-holder")
            .build();
    CallNode rest = method("com.acme.Route", "rest", 50, 10).build();

    assertThat(sentences(root("GET /lock", stock, rest)))
        .containsExactly(
            "99 % waits for a lock held by lock-holder in Route.updateStock  Route.java:41");
    CallNode others = stock.toBuilder().detail("held by another").build();
    assertThat(sentences(root("GET /lock", others, rest)))
        .as("of several holders none is named")
        .containsExactly("99 % waits for a lock in Route.updateStock  Route.java:41");
  }

  @Test
  void whatElseIsWaitedFor() {
    assertThat(waitsFor(WaitKind.CONNECTION_POOL)).startsWith("100 % waits for a connection from");
    assertThat(waitsFor(WaitKind.FUTURE)).isEqualTo("100 % waits for a future in A.b  A.java:1");
    assertThat(waitsFor(WaitKind.DATABASE)).startsWith("100 % waits for the database in A.b");
    assertThat(waitsFor(WaitKind.WAITING)).startsWith("100 % waits in A.b");
    assertThat(waitsFor(WaitKind.NOT_SCHEDULED)).isEqualTo("100 % waits for a CPU");
  }

  private static String waitsFor(WaitKind kind) {
    CallNode call =
        method("com.acme.A", "b", 1, 0).selfNanos(millis(10)).selfWaiting(kind, millis(10)).build();
    return sentences(root("GET /", call)).get(0);
  }

  @Test
  void timesThatNoClockHasMeasuredAreMarked() {
    CallNode slow = method("com.acme.SlowWork", "slowOperation", 14, 0, SLEEP).build();
    Profile virtual = profileOf(root("GET /", slow).build()).cpuNanos(OptionalLong.empty()).build();

    assertThat(sentences(virtual))
        .containsExactly("~100 % sleeps in SlowWork.slowOperation  SlowWork.java:14");
  }

  @Test
  void anEventLoopThatWasBlocked() {
    CallNode sleep =
        waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 1000)
            .addBlocks(new CallNode.Blocks("event-loop", millis(1000)))
            .build();
    CallNode lane =
        lane("event-loop", method("com.acme.SlowWork", "slowOperation", 14, 0, sleep).build())
            .build();
    CallNode root =
        root("GET /async", await("[await]  until hand-off", 2000), inLanes(1000))
            .addLane(lane)
            .build();

    assertThat(sentences(profileOf(root).build()))
        .containsExactly(
            "event-loop blocked for 1.00 s by SlowWork.slowOperation  SlowWork.java:14");
  }

  @Test
  void aHandOffThatBeganLateAndWhy() {
    StackTraceElement busy = new StackTraceElement("com.acme.Loop", "spin", "Loop.java", 7);
    Profile profile =
        profileOf(root("GET /async", await("[await]  until hand-off", 1100)).build())
            .surroundings(
                new Surroundings(
                    1,
                    2,
                    OptionalLong.empty(),
                    List.of(
                        new Surroundings.LateStart("event-loop", millis(20), null),
                        new Surroundings.LateStart(
                            "event-loop",
                            millis(980),
                            new Surroundings.BusyWith("GET /spin", List.of(busy), millis(980)))),
                    null,
                    null))
            .build();

    assertThat(sentences(profile).get(0))
        .isEqualTo(
            "a hand-off began 0.98 s late on event-loop, blocked by Loop.spin  Loop.java:7 for GET"
                + " /spin");
  }

  @Test
  void workOnAnotherThreadThatLeavesTheServersThreadsFree() {
    CallNode lane =
        lane("worker-2", method("com.acme.SlowWork", "slowOperation", 14, 0, SLEEP).build())
            .build();
    CallNode free = root("GET /fixed", await("[await]", 1000), inLanes(2000)).addLane(lane).build();
    CallNode blocked =
        root(
                "GET /get",
                method("com.acme.Route", "get", 5, 0)
                    .selfNanos(millis(2000))
                    .selfWaiting(WaitKind.FUTURE, millis(2000))
                    .addLane(lane)
                    .build())
            .build();

    assertThat(sentences(profileOf(free).build()))
        .containsExactly(
            "2.00 s sleeping in SlowWork.slowOperation  SlowWork.java:14 on worker-2, no server"
                + " thread blocked");
    assertThat(sentences(profileOf(blocked).build()))
        .containsExactly(
            "100 % waits for a future in Route.get  Route.java:5",
            "2.00 s sleeping in SlowWork.slowOperation  SlowWork.java:14 on worker-2");
  }

  @Test
  void aQueryAgainAndAgain() {
    CallNode load =
        method("com.acme.QueryRoute", "loadTotal", 58, 0)
            .selfNanos(millis(570))
            .selfWaiting(WaitKind.DATABASE, millis(400))
            .build();
    CallNode route = method("com.acme.QueryRoute", "query", 30, 46, load).build();
    Profile profile =
        profileOf(root("GET /query", route).build())
            .events(
                event("sql", "select sum(cents) from line where order_id = ?")
                    .at("com.acme.QueryRoute", "loadTotal", 58)
                    .count(60)
                    .longestRun(60)
                    .totalMillis(567)
                    .build())
            .build();

    Finding finding = Findings.of(profile).get(0);

    assertThat(sentences(profile))
        .as("the waiting of the same call is no news")
        .containsExactly(
            "92 % is one query \u00d760 (N+1?) in QueryRoute.loadTotal  QueryRoute.java:58");
    assertThat(finding.kind()).isEqualTo(Finding.Kind.QUERY);
    assertThat(finding.event()).isSameAs(profile.events().get(0));
    assertThat(finding.node()).isSameAs(load);
    assertThat(finding.nanos()).isEqualTo(millis(567));
    assertThat(finding.asciiSentence()).startsWith("92 % is one query x60 (N+1?) in QueryRoute");
  }

  @Test
  void queriesSideBySideAreNotAddedUpToMoreThanTheirCall() {
    CallNode load = method("com.acme.Dao", "load", 5, 100).build();
    Profile profile =
        profileOf(root("GET /", load, notSampled(1)).build())
            .events(
                event("sql", "select 1")
                    .at("com.acme.Dao", "load", 5)
                    .count(4)
                    .totalMillis(400)
                    .build())
            .build();

    assertThat(Findings.of(profile)).noneMatch(found -> found.kind() == Finding.Kind.QUERY);
  }

  @Test
  void remoteCallsInARow() {
    Profile profile = remote(310, 160);

    assertThat(sentences(profile))
        .containsExactly(
            "two calls in a row, 0.31 s and 0.16 s: at once if they do not need each other");
    assertThat(Findings.of(profile).get(0).kind()).isEqualTo(Finding.Kind.CALLS_IN_A_ROW);
  }

  @Test
  void remoteCallsAtOnceAreNotInARow() {
    // Both began before the first wait: together they took as long as the longer one.
    assertThat(sentences(remote(310, 10))).noneMatch(sentence -> sentence.contains("in a row"));
  }

  private static Profile remote(double priceMillis, double stockMillis) {
    CallNode price = httpCall("loadPrice", 31, priceMillis);
    CallNode stock = httpCall("loadStock", 35, stockMillis);
    return profileOf(root("GET /remote", price, stock).build())
        .events(
            event("http", "GET localhost/price")
                .at("com.acme.Remote", "loadPrice", 31)
                .totalMillis(310)
                .build(),
            event("http", "GET localhost/stock")
                .at("com.acme.Remote", "loadStock", 35)
                .totalMillis(160)
                .build())
        .build();
  }

  private static CallNode httpCall(String name, int line, double millis) {
    return method("com.acme.Remote", name, line, 0)
        .selfNanos(millis(millis))
        .selfWaiting(WaitKind.HTTP_CLIENT, millis(millis))
        .build();
  }

  @Test
  void oneRemoteCall() {
    CallNode price = httpCall("loadPrice", 31, 310);
    Profile profile =
        profileOf(root("GET /remote", price, method("com.acme.A", "b", 1, 100).build()).build())
            .events(
                event("http", "GET localhost/price")
                    .at("com.acme.Remote", "loadPrice", 31)
                    .totalMillis(310)
                    .build())
            .build();

    assertThat(sentences(profile))
        .containsExactly("76 % is one remote call in Remote.loadPrice  Remote.java:31");
  }

  @Test
  void work() {
    CallNode heavy = computing("countCollatzSteps", 34, 700, 690);
    CallNode light = computing("countPrimes", 45, 300, 290);

    assertThat(sentences(root("GET /cpu", heavy, light)))
        .containsExactly("70 % computes in CpuRoute.countCollatzSteps  CpuRoute.java:34");
    CallNode starved = computing("countCollatzSteps", 34, 700, 300);
    assertThat(sentences(root("GET /cpu", starved, light)))
        .containsExactly(
            "70 % runs in CpuRoute.countCollatzSteps  CpuRoute.java:34, with a CPU for 30 % only");
  }

  private static CallNode computing(String name, int line, double millis, double cpuMillis) {
    return method("com.acme.CpuRoute", name, line, millis)
        .selfCpuNanos(millis(cpuMillis))
        .evidence(CallNode.Evidence.of(20, 0))
        .build();
  }

  @Test
  void workThatOneStackAloneSpeaksForIsNotProven() {
    CallNode once = method("com.acme.A", "b", 1, 3).evidence(CallNode.Evidence.of(1, 0)).build();

    assertThat(sentences(root("GET /", once))).isEmpty();
  }

  @Test
  void aPauseOfTheGarbageCollectorIsNoWorkOfAMethod() {
    CallNode heavy = computing("allocate", 34, 600, 180);
    Profile profile =
        profileOf(root("GET /gc", heavy, computing("rest", 3, 400, 390)).build())
            .surroundings(pauses(3, 410))
            .build();

    assertThat(sentences(profile)).containsExactly("41 % is garbage collection: 3 pauses, 0.41 s");
  }

  @Test
  void aPauseThatHasItsPlaceInTheTreeIsNotTakenFromAMethodOnceMore() {
    CallNode heavy =
        method("com.acme.CpuRoute", "allocate", 34, 1_000)
            .selfCpuNanos(millis(600))
            .selfWaiting(WaitKind.GARBAGE_COLLECTION, millis(400))
            .evidence(CallNode.Evidence.of(20, 0))
            .build();
    Profile profile =
        profileOf(root("GET /gc", heavy).build()).surroundings(pauses(3, 410)).build();

    assertThat(sentences(profile))
        .containsExactly(
            "59 % computes in CpuRoute.allocate  CpuRoute.java:34",
            "41 % is garbage collection: 3 pauses, 0.41 s");
  }

  private static Surroundings pauses(int count, double millis) {
    return new Surroundings(
        1,
        1,
        OptionalLong.empty(),
        List.of(),
        null,
        new Surroundings.Pauses(count, millis(millis)));
  }

  @Test
  void classesThatAreLoaded() {
    CallNode define =
        method("java.lang.ClassLoader", "loadClass", 525, 60)
            .evidence(CallNode.Evidence.of(9, 0))
            .build();
    CallNode route = method("com.acme.Route", "first", 9, 40, define).build();

    assertThat(sentences(root("GET /", route))).containsExactly("60 % loads classes");
  }

  @Test
  void longerThanUsualAndInWhichCall() {
    Profile slow =
        profileOf(
                root(
                        "GET /",
                        method(
                                "com.acme.Route",
                                "get",
                                9,
                                1,
                                computing("a", 1, 250, 250),
                                computing("b", 2, 200, 200),
                                computing("c", 3, 170, 170))
                            .build())
                    .build())
            .build();
    CallNode usual = root("GET /", method("com.acme.Route", "get", 9, 5).build()).build();

    assertThat(
            sentences(
                slow.toBuilder().baseline(new Profile.Baseline(64, millis(5), usual)).build()))
        .containsExactly(
            "usually 5.0 ms (median of 64 requests): 0.62 s more in Route.get  Route.java:9");
  }

  @Test
  void moreThanHalfWasNotSampled() {
    CallNode seen = method("com.acme.Route", "get", 9, 20).build();

    assertThat(sentences(root("GET /", seen, notSampled(80))))
        .containsExactly(
            "80 % not sampled: 4 stacks were all that maxOverhead or a busy machine allowed; raise"
                + " maxOverhead to see more");
    assertThat(
            sentences(
                profileOf(root("GET /", notSampled(80)).build())
                    .note("nothing was sampled: other requests used up the budget of 2 %")
                    .build()))
        .containsExactly("100 % not sampled: other requests used up the budget of 2 %");
    assertThat(sentences(root("GET /", notSampled(8)))).as("over before a check").isEmpty();
  }

  @Test
  void timeOnNoThreadThatIsKnown() {
    assertThat(sentences(root("GET /", await("[await]  until complete", 900))))
        .containsExactly(
            "100 % on no thread that is known: Profiler.wrap shows what handed-off tasks do");
  }

  @Test
  void aLineNeitherBreaksNorGrows() {
    String evil = "x\r\n--- GET /forged --- 200 in 1 s\u001b[2J".repeat(20);
    CallNode slow = method("com.acme." + evil, evil, 14, 0, SLEEP).build();

    String sentence = sentences(root("GET /", slow)).get(0);

    assertThat(sentence).hasSizeLessThanOrEqualTo(200).doesNotContain("\r", "\n", "\u001b");
  }

  private static CallNode inLanes(double millis) {
    return node(Frame.IN_LANES, millis).build();
  }

  private static List<String> sentences(CallNode.Builder root) {
    return sentences(profileOf(root.build()).build());
  }

  private static List<String> sentences(Profile profile) {
    return Findings.of(profile).stream().map(Finding::sentence).toList();
  }
}
