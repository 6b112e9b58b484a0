package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.request;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final String ROUTES = "com.acme.BlockingRoutes";
  private static final String WORK = "com.acme.SlowWork";
  private static final TextReport REPORT = TextReport.builder().zone(ZoneOffset.UTC).build();

  @Test
  void whatIsUsualStandsBelowTheTreeAsADifference() {
    CallNode usual =
        root(
                "GET /buy",
                method("com.acme.Shop", "buy", 12, 0.5).build(),
                method("com.acme.Shop", "log", 30, 4.5).build())
            .build();
    CallNode lock =
        method("com.acme.Stock", "take", 7, 198)
            .selfWaiting(WaitKind.LOCK, millis(198))
            .detail("held by worker-1")
            .build();
    CallNode slow =
        root("GET /buy", method("com.acme.Shop", "buy", 12, 0.5, lock).build(), notSampled(1.5))
            .build();
    Profile profile =
        request("GET", "/buy", slow).toBuilder()
            .baseline(new Profile.Baseline(523, millis(5), usual))
            .build();

    assertThat(TextReport.create().toText(profile))
        .contains(
            """

              195 ms more than usual, which is 5.0 ms, the median of 523 requests:

              +195 ms  GET /buy
              ├─ +198 ms  Shop.buy  Shop.java:12
              │  └─ +198 ms  Stock.take  Stock.java:7  [lock]  held by worker-1  new
              └─   -5 ms  Shop.log  Shop.java:30

            """);
  }

  @Test
  void theLongestRequestsOfARouteAreListedWithTheirIds() {
    CallNode tree = root("GET /r", notSampled(300)).build();
    Profile first = request("GET", "/r/17", tree);
    Profile second = request("GET", "/r/\n--- GET", tree);
    Profile route =
        profileOf(tree)
            .totals(new Profile.Totals(2, 0, 1, 1, 1, 1, 1, 1, true, 2, List.of(first, second)))
            .build();

    assertThat(TextReport.create().toText(route))
        .contains("\n\n  longest 300 ms  /r/17  id fixture\n          300 ms  /r/")
        .doesNotContain("\n--- GET");
  }

  @Test
  void aSummaryHasALineForEachOfFiftyRoutes() {
    List<Profile> routes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      routes.add(
          profileOf(root("GET /r" + i, notSampled(1_500)).build())
              .totals(
                  new Profile.Totals(
                      3,
                      1,
                      millis(500),
                      millis(400),
                      millis(700),
                      millis(700),
                      millis(700),
                      millis(700),
                      true,
                      3,
                      List.of()))
              .build());
    }

    List<String> lines = TextReport.create().toSummary(routes).lines().toList();

    assertThat(lines).hasSize(53);
    assertThat(lines.get(2))
        .isEqualTo(
            "  GET /r0 --- 3 requests in 1.500 s   1 error   mean 500 ms   p50 400 ms   p90 700 ms"
                + "   p95 700 ms   p99 700 ms   max 700 ms   percentiles exact");
    assertThat(lines.get(52)).isEqualTo("  and 10 lighter routes");
  }

  @Test
  void aRequestThatSleepsAndThenAwaits() {
    CallNode work = method(WORK, "slowOperation", 14, 0, sleep(2001)).build();
    CallNode route = method(ROUTES, "syncBlocking", 31, 1, work).selfCpuNanos(millis(4)).build();
    CallNode root =
        root("GET /sync_blocking", route, await("[await]  until dispatch, then qtp1-35", 1004))
            .build();

    assertThat(REPORT.toText(request("GET", "/sync_blocking", root)))
        .isEqualTo(
            """
            --- GET /sync_blocking --- 200 in 3.006 s, 67 % sleeps in SlowWork.slowOperation  SlowWork.java:14

              3.006 s  100%  GET /sync_blocking   cpu 4.0 ms, waiting 3.002 s   allocated 212 kB   thread qtp1-33
              ├─ 2.002 s   67%  BlockingRoutes.syncBlocking  BlockingRoutes.java:31
              │  └─ 2.001 s   67%  SlowWork.slowOperation  SlowWork.java:14
              │     └─ 2.001 s   67%  Thread.sleep  [sleeping]
              └─ 1.004 s   33%  [await]  until dispatch, then qtp1-35

              at 14:53:35.120   seen every 1.0 ms (4 stacks, 171 checks)   cost 6.0 ms   profile fixture
            """);
  }

  @Test
  void lanesStandBelowTheNodeThatHandedThemOffWithoutConnector() {
    CallNode slow = method(WORK, "slowOperation", 14, 0, sleep(1001)).build();
    CallNode cut =
        lane("event-loop", slow).lane(new CallNode.Lane("event-loop", true, true, 0, 0)).build();
    CallNode task = lane("pool-1", method(WORK, "load", 20, 300).build()).build();
    CallNode submit =
        method(ROUTES, "start", 40, 6, method(ROUTES, "check", 50, 4).build())
            .addLane(cut)
            .addLane(task)
            .build();
    CallNode root = root("GET /async", submit, await("[await]  until complete", 1995)).build();

    assertThat(treeOf(REPORT, request("GET", "/async", root)))
        .isEqualTo(
            """
              2.005 s  100%  GET /async
              ├─ 1.995 s  100%  [await]  until complete
              └─ 0.010 s   <1%  BlockingRoutes.start  BlockingRoutes.java:40
                 ├─ 0.006 s   <1%  [self]
                 └─ 0.004 s   <1%  BlockingRoutes.check  BlockingRoutes.java:50
                 ⇢  1.001 s   50%  on thread event-loop  (cut: still ran at the end)
                    └─ 1.001 s   50%  SlowWork.slowOperation  SlowWork.java:14
                       └─ 1.001 s   50%  Thread.sleep  [sleeping]
                 ⇢  0.300 s   15%  on thread pool-1
                    └─ 0.300 s   15%  SlowWork.load  SlowWork.java:20
            """);
  }

  @Test
  void waitingAndLibrariesAndOthersSayWhatTheyAre() {
    CallNode poll =
        waiting("sun.nio.ch.Net", "poll", WaitKind.SOCKET, 120)
            .evidence(CallNode.Evidence.of(0, millis(110)))
            .build();
    CallNode read = method("sun.nio.ch.NioSocketImpl", "read", 300, 2, poll).build();
    CallNode query =
        method(
                "org.postgresql.jdbc.PgStatement",
                "executeQuery",
                250,
                1,
                method("org.postgresql.core.Stream", "receive", 90, 7, read).build())
            .build();
    CallNode lock =
        waiting("com.acme.Stock", "reserve", WaitKind.LOCK, 80)
            .detail("held by holder-thread")
            .build();
    CallNode mixed =
        method("com.acme.Upload", "copy", 17, 200)
            .selfWaiting(WaitKind.FILE, millis(90))
            .selfWaiting(WaitKind.NOT_SCHEDULED, millis(30))
            .build();
    CallNode small = method("com.acme.Audit", "a", 1, 2).build();
    CallNode root =
        root(
                "GET /orders",
                method("com.acme.OrderDao", "load", 33, 0, query).build(),
                lock,
                mixed,
                small,
                method("com.acme.Audit", "b", 2, 2).build(),
                notSampled(5))
            .build();

    assertThat(treeOf(REPORT, request("GET", "/orders", root)))
        .isEqualTo(
            """
              419 ms  100%  GET /orders
              ├─ 200 ms   48%  Upload.copy  Upload.java:17  [file 90 ms, not scheduled 30 ms]
              ├─ 130 ms   31%  OrderDao.load  OrderDao.java:33
              │  └─ 130 ms   31%  PgStatement.executeQuery  PgStatement.java:250
              │     └─ 129 ms   31%  [2 frames hidden]  postgresql, java
              │        ├─ 120 ms   29%  Net.poll  [socket]
              │        └─   9 ms    2%  [self]
              ├─  80 ms   19%  Stock.reserve  [lock]  held by holder-thread
              ├─   5 ms    1%  [not sampled]
              └─   4 ms    1%  [2 others]
            """);
  }

  @Test
  void allRequestsOfARoute() {
    CallNode root =
        root("GET /orders/*", method("com.acme.Orders", "list", 12, 12_345).build()).build();
    Profile.Totals totals =
        new Profile.Totals(
            1234,
            3,
            millis(10),
            millis(8),
            millis(21),
            millis(25),
            millis(99),
            millis(310),
            true,
            1234,
            List.of());
    Profile profile =
        profileOf(root).thread("").allocatedBytes(OptionalLong.empty()).totals(totals).build();

    assertThat(REPORT.toText(profile))
        .isEqualTo(
            """
            --- GET /orders/* --- 1,234 requests in 12.345 s

              3 errors   mean 10 ms   p50 8.0 ms   p90 21 ms   p95 25 ms   p99 99 ms   max 310 ms   percentiles exact

              12.345 s  100%  GET /orders/*   cpu 0 ms, waiting 12.345 s
              └─ 12.345 s  100%  Orders.list  Orders.java:12

              at 14:53:35.120   seen every 1.0 ms (4 stacks, 171 checks)   cost 6.0 ms   profile fixture
            """);
  }

  @Test
  void percentilesFromASampleSaySo() {
    Profile.Totals totals = new Profile.Totals(1, 1, 1, 1, 1, 1, 1, 1, false, 1024, List.of());

    String text = REPORT.toText(profileOf(root("GET /a").build()).totals(totals).build());

    assertThat(text).startsWith("--- GET /a --- 1 request in 0.000 s\n");
    assertThat(text).contains("1 error ").contains("percentiles from a sample of 1,024\n");
  }

  @Test
  void aProfileThatIsNoRequest() {
    String text = REPORT.toText(profileOf(root("nightly report", sleep(3006)).build()).build());

    assertThat(text)
        .startsWith(
            "--- nightly report --- in 3.006 s, 100 % sleeps in Thread.sleep\n\n"
                + "  3.006 s  100%  nightly report   cpu ");
  }

  @Test
  void aRequestThatFailed() {
    CallNode root = root("GET /a", sleep(120)).build();
    Profile.Request failed = new Profile.Request("GET", "/a", "/a", 500, "IllegalStateException");
    Profile.Request unknown = new Profile.Request("GET", "/a", "/a", 0, null);

    assertThat(firstLine(profileOf(root).request(failed).build()))
        .isEqualTo(
            "--- GET /a --- 500 in 0.120 s  IllegalStateException, 100 % sleeps in Thread.sleep");
    assertThat(firstLine(profileOf(root).request(unknown).build()))
        .startsWith("--- GET /a --- ? in 0.120 s, 100 % sleeps");
  }

  @Test
  void aRequestThatWasOverBeforeTheFirstLook() {
    Profile profile =
        profileOf(root("GET /fast", notSampled(0.7)).build())
            .request(new Profile.Request("GET", "/fast", "/fast", 204, null))
            .sampling(new Profile.Sampling(0, 1, millis(0.7), 0, 0))
            .note("nothing was sampled: it was over before the first check")
            .build();

    assertThat(REPORT.toText(profile))
        .isEqualTo(
            """
            --- GET /fast --- 204 in 0.0007 s
              0.7 ms  100%  GET /fast   cpu 0 ms, waiting 0.7 ms   allocated 212 kB   thread qtp1-33
              └─ 0.7 ms  100%  [not sampled]   nothing was sampled: it was over before the first check
              at 14:53:35.120   0 stacks, 1 check   cost 0.0 ms   profile fixture
            """);
  }

  @Test
  void aLongRequestThatWasNeverSampled() {
    Profile profile =
        profileOf(root("GET /a", notSampled(900)).build())
            .sampling(new Profile.Sampling(0, 1, millis(1), 0, 0))
            .note("too many profiles were alive")
            .build();

    assertThat(REPORT.toText(profile)).contains("\n\n  too many profiles were alive\n  at ");
  }

  @Test
  void timeBeforeTheClocksWereReadIsNeitherWorkNorWaiting() {
    Profile profile =
        profileOf(root("GET /a", notSampled(900)).build())
            .sampling(new Profile.Sampling(1, 1, millis(1), 0, millis(80)))
            .build();

    assertThat(REPORT.toText(profile))
        .contains("  GET /a   cpu 0 ms, waiting 820 ms   cpu unknown for 80 ms   ");
  }

  @Test
  void withoutACpuClockTimesAndWaitingAreMarkedAsEstimated() {
    CallNode mixed =
        method("com.acme.A", "a", 1, 100).selfWaiting(WaitKind.SOCKET, millis(60)).build();
    CallNode measured =
        lane("pool-1", waiting("com.acme.A", "b", WaitKind.LOCK, 10).build()).build();
    CallNode root = root("GET /", sleepHandingOff(measured), mixed, await("[await]", 50)).build();
    Profile profile =
        profileOf(root).cpuNanos(OptionalLong.empty()).allocatedBytes(OptionalLong.empty()).build();

    assertThat(REPORT.toText(profile))
        .contains(
            """

               250 ms  100%  GET /   waiting ~210 ms   thread qtp1-33
              ├─ ~100 ms   40%  Thread.sleep  [~sleeping]
              │  ⇢    10 ms    4%  on thread pool-1
              │     └─   10 ms    4%  A.b  [lock]
              ├─ ~100 ms   40%  A.a  A.java:1  [~socket 60 ms]
              └─   50 ms   20%  [await]
            """);
  }

  @Test
  void aLaneOnAVirtualThreadIsMarkedInsideAMeasuredRequest() {
    CallNode estimated =
        lane("#57", method("com.acme.A", "b", 3, 10, notSampled(5)).build())
            .lane(new CallNode.Lane("#57", false, false, 0, 0))
            .build();
    CallNode root = root("GET /", sleepHandingOff(estimated)).build();

    assertThat(treeOf(REPORT, profileOf(root).build()))
        .isEqualTo(
            """
              100 ms  100%  GET /
              └─ 100 ms  100%  Thread.sleep  [sleeping]
                 ⇢   15 ms   15%  on thread #57
                    └─ ~15 ms   15%  A.b  A.java:3
                       ├─ ~10 ms   10%  [self]
                       └─   5 ms    5%  [not sampled]
            """);
  }

  @Test
  void timeThatTwoThreadsSpentAtOnceIsExplained() {
    CallNode root = root("GET /", sleep(1000), method("com.acme.A", "a", 1, 100).build()).build();

    assertThat(REPORT.toText(profileOf(root).overlapNanos(millis(100)).build()))
        .contains(
            "\n  overlap 100 ms: two threads worked for it at the same time,"
                + " so the tree has this time twice\n")
        .contains("\n  1.100 s  110%  GET /   cpu ");
  }

  @Test
  void whereStacksHaveMethodsOfLibrariesOnlyTheReaderIsToldOfTheOptionForThat() {
    CallNode static1 =
        method("org.apache.catalina.servlets.DefaultServlet", "doGet", 1, 90).build();

    assertThat(REPORT.toText(profileOf(root("GET /", static1).build()).build()))
        .contains(
            "\n\n  No code of the application was seen. If its packages count as those of libraries,"
                + " name them with the option show.\n  at ");
  }

  @Test
  void whereALaneHasCodeOfTheApplicationItWasSeen() {
    CallNode lane = lane("pool-1", method("com.acme.Task", "run", 1, 9).build()).build();
    CallNode submit =
        method("java.util.concurrent.Executor", "execute", 1, 9).addLane(lane).build();

    assertThat(REPORT.toText(profileOf(root("GET /", submit).build()).build()))
        .doesNotContain("option show");
  }

  @Test
  void severalAwaitsOfAKindAreCounted() {
    CallNode awaits =
        CallNode.builder(Frame.of(Frame.Kind.AWAIT, "[await]  until dispatch"))
            .selfNanos(millis(30))
            .count(3)
            .build();

    assertThat(treeOf(REPORT, profileOf(root("GET /", awaits).build()).build()))
        .endsWith("[await]  until dispatch  ×3\n");
  }

  @Test
  void moreDetailsThanFitAreCounted() {
    CallNode.Builder lock = waiting("com.acme.A", "a", WaitKind.LOCK, 10);
    for (int i = 0; i < 5; i++) {
      lock.detail("held by t" + i);
    }

    assertThat(REPORT.toText(profileOf(root("GET /", lock.build()).build()).build()))
        .contains("[lock]  held by t0  held by t1  held by t2  and 2 more");
  }

  @Test
  void theDecimalsFollowTheResolution() {
    CallNode root = root("GET /", sleep(1_123.456)).build();

    assertThat(timeAt(root, millis(0.1))).isEqualTo("1.1235 s");
    assertThat(timeAt(root, millis(1.1))).isEqualTo("1.123 s");
    assertThat(timeAt(root, millis(10))).isEqualTo("1.12 s");
    assertThat(timeAt(root, millis(5000))).isEqualTo("1.12 s");
    assertThat(timeAt(root, 0)).isEqualTo("1.123 s");
  }

  @Test
  void belowOneSecondTheUnitIsMillisecondsAndBelowTenOfThemHasADecimal() {
    assertThat(timeAt(root("GET /", sleep(999.4)).build(), millis(1))).isEqualTo("999 ms");
    assertThat(timeAt(root("GET /", sleep(999.5)).build(), millis(1))).isEqualTo("1.000 s");
    assertThat(timeAt(root("GET /", sleep(123.456)).build(), millis(0.1))).isEqualTo("123.5 ms");
    assertThat(timeAt(root("GET /", sleep(123.456)).build(), millis(30))).isEqualTo("123 ms");
    assertThat(timeAt(root("GET /", sleep(4.56)).build(), millis(30))).isEqualTo("4.6 ms");
  }

  @Test
  void timesOfDifferentLengthStandRightAligned() {
    CallNode root = root("GET /", sleep(12_000), method("com.acme.A", "a", 1, 500).build()).build();

    assertThat(treeOf(REPORT, profileOf(root).build()))
        .isEqualTo(
            """
              12.500 s  100%  GET /
              ├─ 12.000 s   96%  Thread.sleep  [sleeping]
              └─  0.500 s    4%  A.a  A.java:1
            """);
  }

  @Test
  void anAsciiReportIsPureAscii() {
    CallNode lane = lane("fädchen", sleep(40)).build();
    CallNode root = root("GET /ä", sleepHandingOff(lane), await("[await]", 50)).build();
    Profile profile = request("GET", "/" + "ä".repeat(300), root);

    String text = REPORT.toBuilder().unicode(false).build().toText(profile);

    assertThat(text).matches("\\p{ASCII}*");
    assertThat(text).contains("  |- 100 ms", "  |  ~>  40 ms", "  `-  50 ms", "f\\u00E4dchen");
  }

  @Test
  void coloursAreThereOnlyIfWanted() {
    Profile profile =
        request("GET", "/", root("GET /", method("com.acme.A", "a", 1, 90).build()).build());

    assertThat(REPORT.toText(profile)).doesNotContain("\u001b");
    assertThat(REPORT.toBuilder().colour(TextReport.Colour.ALWAYS).build().toText(profile))
        .contains(
            "\u001b[31m90 ms  100%\u001b[0m  \u001b[1mA.a\u001b[0m  \u001b[2mA.java:1\u001b[0m")
        .startsWith("--- GET / --- 200 in 0.090 s")
        .endsWith("profile fixture\u001b[0m\n");
  }

  @Test
  void theDefaultLocaleAndZoneOfTheMachineChangeNothing() {
    Profile profile = request("GET", "/", root("GET /", sleep(12_345)).build());
    String expected = REPORT.toText(profile);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(REPORT.toText(profile)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(TextReport.builder().zone(ZoneId.of("Asia/Tokyo")).build().toText(profile))
        .contains("  at 23:53:35.120   ");
  }

  @Test
  void theBytesAreTheTextInUtf8() throws IOException {
    Profile profile = request("GET", "/ä", root("GET /ä", sleep(5)).build());
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    REPORT.write(profile, out);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(REPORT.toText(profile));
    assertThat(REPORT.mediaType()).isEqualTo("text/plain;charset=utf-8");
    assertThat(REPORT.fileSuffix()).isEqualTo(".txt");
  }

  private static CallNode sleep(double millis) {
    return waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, millis).build();
  }

  private static CallNode sleepHandingOff(CallNode lane) {
    return sleep(100).toBuilder().addLane(lane).build();
  }

  private static String firstLine(Profile profile) {
    return REPORT.toText(profile).lines().findFirst().orElseThrow();
  }

  /** The lines from the root on, whose facts are left out. */
  private static String treeOf(TextReport report, Profile profile) {
    return Texts.treeOf(report.toText(profile));
  }

  private static String timeAt(CallNode root, long resolutionNanos) {
    Profile profile =
        profileOf(root).sampling(new Profile.Sampling(1, 1, resolutionNanos, 0, 0)).build();
    return REPORT
        .toText(profile)
        .split("\n", -1)[2]
        .strip()
        .replaceFirst("└─ ", "")
        .split(" {2}", 2)[0];
  }
}
