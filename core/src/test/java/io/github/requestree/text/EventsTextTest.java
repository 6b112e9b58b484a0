package io.github.requestree.text;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.EventFixture;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a report shows what was noted. */
class EventsTextTest {
  private static final String DAO = "com.acme.OwnerDao";
  private static final TextReport REPORT = TextReport.builder().zone(ZoneOffset.UTC).build();

  @Test
  void whatWasNotedStandsInTheTreeAndIsAddedUpBelowIt() {
    CallNode execute =
        waiting("org.postgresql.jdbc.PgStatement", "execute", WaitKind.SOCKET, 812).build();
    CallNode find = method(DAO, "find", 33, 0, execute).build();
    CallNode call = waiting("com.acme.Remote", "call", WaitKind.SOCKET, 304).build();
    CallNode render = method("com.acme.Invoices", "render", 40, 1884).build();
    CallNode root = root("GET /owners", find, call, render).build();
    Profile profile =
        request(
            "GET",
            "/owners",
            root,
            event("sql", "select name, city from owner where id = ?")
                .at(DAO, "find", 33)
                .count(12)
                .longestRun(12)
                .totalMillis(810)
                .maxMillis(90)
                .build(),
            event("http", "GET localhost:8080/fast")
                .at("com.acme.Remote", "call", 17)
                .count(2)
                .longestRun(2)
                .totalMillis(304)
                .maxMillis(200)
                .attribute("status", "200")
                .build(),
            event("timed", "render invoice")
                .at("com.acme.Invoices", "render", 40)
                .totalMillis(41)
                .build());

    assertThat(REPORT.toText(profile))
        .isEqualTo(
            """
            --- GET /owners --- 200 in 3.000 s

              3.000 s  100%  GET /owners   cpu 0 ms, waiting 3.000 s   allocated 212 kB   thread qtp1-33
              ├─ 1.884 s   63%  Invoices.render  Invoices.java:40
              │  ∙  0.041 s    1%  [timed] render invoice
              ├─ 0.812 s   27%  OwnerDao.find  OwnerDao.java:33
              │  ∙  0.810 s   27%  [sql] select name, city from owner where id = ?  ×12  N+1?  mean 68 ms  max 90 ms
              │  └─ 0.812 s   27%  PgStatement.execute  [socket]
              └─ 0.304 s   10%  Remote.call  [socket]
                 ∙  0.304 s   10%  [http] GET localhost:8080/fast  ×2  mean 152 ms  max 200 ms  status 200

              queries 12 in 810 ms   remote calls 2 in 304 ms   timed 1 in 41 ms

              at 14:53:35.120   seen every 1.0 ms (4 stacks, 171 checks)   cost 6.0 ms   profile fixture
            """);
  }

  @Test
  void theEventsOfAllRequestsOfARouteAreAddedUp() {
    CallNode root = root("GET /owners", method(DAO, "find", 33, 12_345).build()).build();
    Profile.Totals totals =
        new Profile.Totals(
            1234,
            0,
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
        profileOf(root)
            .totals(totals)
            .events(
                event("sql", "select 1")
                    .at(DAO, "find", 33)
                    .count(14_808)
                    .totalMillis(10_000)
                    .maxMillis(31)
                    .longestRun(12)
                    .failures(1_002)
                    .build())
            .build();

    String text = REPORT.toText(profile);

    assertThat(text)
        .contains(
            """
              └─ 12.345 s  100%  OwnerDao.find  OwnerDao.java:33
                 ∙  10.000 s   81%  [sql] select 1  ×14,808  N+1?  1,002 failed  mean 0.7 ms  max 31 ms

              queries 14,808 in 10.000 s, 1,002 failed

            """);
  }

  @Test
  void oneQueryFiveTimesInARowIsSuspectedAndFourTimesIsNot() {
    assertThat(treeOf(query().count(5).longestRun(5).build())).contains("  ×5  N+1?  mean ");
    assertThat(treeOf(query().count(400).longestRun(4).build())).doesNotContain("N+1");
    assertThat(treeOf(event("http", "GET a/b").at(DAO, "find", 33).longestRun(9).build()))
        .doesNotContain("N+1");
  }

  @Test
  void anErrorIsNamedAsFarAsItIsKnown() {
    assertThat(treeOf(query().failures(1).attribute("error", "Timeout").build()))
        .contains("[sql] select 1  1 failed: Timeout\n");
    assertThat(treeOf(query().count(4).failures(3).attribute("error", "Timeout").build()))
        .contains("[sql] select 1  ×4  3 failed, the longest: Timeout  mean ");
    assertThat(treeOf(query().count(4).failures(3).build())).contains("×4  3 failed  mean ");
  }

  @Test
  void moreAttributesThanFitAreCounted() {
    Profile.Event event =
        query()
            .attribute("a", "1")
            .attribute("error", "")
            .attribute("b", "2")
            .attribute("c", "3")
            .attribute("d", "4")
            .attribute("e", "5")
            .build();

    assertThat(treeOf(event)).contains("select 1  a 1  b 2  c 3  and 2 more\n");
  }

  @Test
  void aSixthEventOfACallIsTakenTogetherWithTheFurtherOnes() {
    List<Profile.Event> events = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      events.add(
          event("sql", "select " + i)
              .at(DAO, "find", 33)
              .totalMillis(90 - i * 10)
              .count(3)
              .longestRun(i == 7 ? 5 : 1)
              .failures(i == 4 ? 1 : 0)
              .build());
    }

    assertThat(treeOf(events.toArray(Profile.Event[]::new)))
        .isEqualTo(
            """
              100 ms  100%  GET /
              └─ 100 ms  100%  OwnerDao.find  OwnerDao.java:33
                 ∙   90 ms   90%  [sql] select 0  ×3  mean 30 ms
                 ∙   80 ms   80%  [sql] select 1  ×3  mean 27 ms
                 ∙   70 ms   70%  [sql] select 2  ×3  mean 23 ms
                 ∙   60 ms   60%  [sql] select 3  ×3  mean 20 ms
                 ∙   20 ms   20%  [sql] select 7  ×3  N+1?  mean 6.7 ms
                 ∙  100 ms  100%  [3 others]  ×9  1 failed  mean 13 ms  max 17 ms
            """);
  }

  @Test
  void ofSevenSuspectedQueriesOfOneCallTwoAreCounted() {
    List<Profile.Event> events = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      events.add(event("sql", "select " + i).at(DAO, "find", 33).count(6).longestRun(6).build());
    }

    assertThat(treeOf(events.toArray(Profile.Event[]::new)))
        .contains("∙    2 ms    2%  [2 others, N+1? in 2]  ×12  mean 0.2 ms\n");
  }

  @Test
  void whatIsShorterThanTheResolutionAndAHundredthIsLeftToTheTable() {
    CallNode root = root("GET /", method(DAO, "find", 33, 1_000).build()).build();
    Profile profile =
        request(
            "GET",
            "/",
            root,
            query().totalMillis(1).build(),
            event("sql", "short").at(DAO, "find", 33).totalMillis(0.999).build(),
            event("sql", "in a row").at(DAO, "find", 33).totalMillis(0.5).longestRun(5).build());

    assertThat(treeOf(profile)).contains("] select 1", "] in a row").doesNotContain("short");
    assertThat(tableOf(profile)).contains("  short  ").doesNotContain("select 1", "in a row");
  }

  @Test
  void onAShortRequestAHundredthIsShownHoweverRareTheLooksWere() {
    CallNode root = root("GET /", method(DAO, "find", 33, 50).build()).build();
    Profile profile =
        profileOf(root)
            .sampling(new Profile.Sampling(4, 4, millis(20), 0, 0))
            .events(query().totalMillis(0.5).build())
            .build();

    assertThat(treeOf(profile)).contains("∙   1 ms    1%  [sql] select 1\n");
  }

  @Test
  void whatOverlappedAndTookLongerThanTheRequestIsLeftToTheTable() {
    Profile profile =
        request(
            "GET",
            "/",
            root("GET /", method(DAO, "find", 33, 100).build()).build(),
            event("http", "GET a/b").at(DAO, "find", 33).count(12).totalMillis(1_200).build());

    assertThat(REPORT.toText(profile))
        .contains("\n  remote calls 12 in 1.200 s\n")
        .doesNotContain("∙");
    assertThat(tableOf(profile)).contains("  GET a/b  ");
  }

  @Test
  void anEventOfALaneStandsInTheLaneAndHasNoEstimatedTime() {
    CallNode lane =
        lane("#57", method(DAO, "find", 33, 10).build())
            .lane(new CallNode.Lane("#57", false, false, 0, 0))
            .build();
    CallNode root = root("GET /", method("com.acme.A", "a", 1, 100).addLane(lane).build()).build();

    assertThat(treeOf(request("GET", "/", root, query().totalMillis(9).build())))
        .isEqualTo(
            """
              100 ms  100%  GET /
              └─ 100 ms  100%  A.a  A.java:1
                 ⇢   10 ms   10%  on thread #57
                    └─ ~10 ms   10%  OwnerDao.find  OwnerDao.java:33
                       ∙    9 ms    9%  [sql] select 1
            """);
  }

  @Test
  void atMostFourKindsHaveTheirOwnSumAndTheRestIsOneMore() {
    Profile profile =
        request(
            "GET",
            "/",
            root("GET /", method(DAO, "find", 33, 100).build()).build(),
            event("mail", "a").totalMillis(9).build(),
            event("timed", "a").totalMillis(5).build(),
            event("timed", "b").totalMillis(3).count(2).build(),
            event("sql", "a").totalMillis(2).build(),
            event("http", "a").totalMillis(1).build(),
            event("cache", "a").totalMillis(1).count(1_000).build(),
            event("", Profile.Event.OTHERS).totalMillis(1).count(1).build());

    assertThat(REPORT.toText(profile))
        .contains(
            "\n\n  queries 1 in 2.0 ms   remote calls 1 in 1.0 ms   mail 1 in 9.0 ms"
                + "   timed 3 in 8.0 ms   others 1,001 in 2.0 ms\n");
  }

  @Test
  void anAsciiReportOfEventsIsPureAscii() {
    Profile profile =
        request(
            "GET",
            "/",
            root("GET /", method(DAO, "find", 33, 100).build()).build(),
            event("sql", "select 'ä' " + "x".repeat(300))
                .at(DAO, "find", 33)
                .count(5)
                .longestRun(5)
                .build());

    String text = REPORT.toBuilder().unicode(false).build().toText(profile);

    assertThat(text).matches("\\p{ASCII}*");
    assertThat(text)
        .contains("     *    1 ms    1%  [sql] select '\\u00E4' x", "...  x5  N+1?  mean");
  }

  @Test
  void anEventIsFaintAndWhatIsSuspectedIsNot() {
    Profile profile =
        request(
            "GET",
            "/",
            root("GET /", method(DAO, "find", 33, 100).build()).build(),
            query().totalMillis(90).longestRun(5).build());

    assertThat(REPORT.toBuilder().colour(TextReport.Colour.ALWAYS).build().toText(profile))
        .contains("∙  \u001b[2m 90 ms   90%\u001b[0m  [sql] select 1  \u001b[36mN+1?\u001b[0m\n");
  }

  private static EventFixture query() {
    return event("sql", "select 1").at(DAO, "find", 33);
  }

  private static Profile request(
      String method, String path, CallNode root, Profile.Event... events) {
    return profileOf(root)
        .request(new Profile.Request(method, path, path, 200, null))
        .events(events)
        .build();
  }

  /** The tree of a request that ran in one call for 100 ms. */
  private static String treeOf(Profile.Event... events) {
    CallNode root = root("GET /", method(DAO, "find", 33, 100).build()).build();
    return treeOf(request("GET", "/", root, events));
  }

  private static String treeOf(Profile profile) {
    return Texts.treeOf(REPORT.toText(profile));
  }

  private static String tableOf(Profile profile) {
    return Texts.eventsOf(REPORT.toText(profile));
  }
}
