package io.github.requestree.text;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A request of a few milliseconds. */
class ShortTextTest {
  private static final TextReport REPORT = TextReport.builder().zone(ZoneOffset.UTC).build();

  private final CallNode read = waiting("com.acme.Dao", "read", WaitKind.SOCKET, 3.9).build();
  private final CallNode load = method("com.acme.Shop", "load", 14, 0.2, read).build();
  private final CallNode servlet =
      method(
              "com.acme.Servlet",
              "doGet",
              28,
              0,
              load,
              method("com.acme.Json", "send", 7, 1).build())
          .build();

  @Test
  void thePathThatTookMostStandsInOneLine() {
    Profile profile =
        profileOf(root("GET /orders", servlet, notSampled(1.1)).build())
            .request(new Profile.Request("GET", "/orders", "/orders", 200, null))
            .note("on demand")
            .build();

    assertThat(REPORT.toText(profile))
        .startsWith("--- GET /orders --- 200 in 0.006 s")
        .endsWith(
            """
              6.2 ms  100%  GET /orders   cpu 0 ms, waiting 6.2 ms   allocated 212 kB   thread qtp1-33
              └─ 3.9 ms   63%  Servlet.doGet › Shop.load › Dao.read  [socket]  and 1.1 ms [not sampled], 1.2 ms elsewhere   on demand
              at 14:53:35.120   seen every 1.0 ms (4 stacks, 171 checks)   cost 6.0 ms   profile fixture
            """);
  }

  @Test
  void whereNothingTookMostTheHeaviestIsShown() {
    CallNode root =
        root(
                "GET /",
                notSampled(2.5),
                method("com.acme.A", "a", 1, 2).build(),
                method("com.acme.B", "b", 2, 2.2).build())
            .build();

    assertThat(REPORT.toText(profileOf(root).build()))
        .contains("└─ 2.2 ms   33%  B.b  B.java:2  and 2.5 ms [not sampled], 2.0 ms elsewhere\n")
        .hasLineCount(4);
  }

  @Test
  void whereNothingWasSeenAtAllTheWholeStandsAloneWithTheReason() {
    assertThat(REPORT.toText(profileOf(root("GET /").build()).note("why").build()))
        .contains("\n  why\n")
        .hasLineCount(4);
    assertThat(REPORT.toText(profileOf(root("GET /").build()).build())).hasLineCount(3);
  }

  @Test
  void ofALongPathTheOuterCallsAreLeftOut() {
    CallNode call = read;
    for (int i = 0; i < 9; i++) {
      call = method("com.acme.A" + i, "m", 1, 0, call).build();
    }

    assertThat(REPORT.toText(profileOf(root("GET /", call).build()).build()))
        .contains("100%  … › A2.m › A1.m › A0.m › Dao.read  [socket]\n");
  }

  @Test
  void whatWasNotedAndHandedOffStandsBesideTheWhole() {
    CallNode route =
        method("com.acme.Shop", "load", 14, 5)
            .addLane(lane("worker-1", method("com.acme.Mail", "send", 3, 2).build()).build())
            .build();
    Profile profile =
        profileOf(root("GET /", route).build())
            .events(event("sql", "select 1").count(3).totalMillis(4).failures(1).build())
            .build();

    assertThat(REPORT.toText(profile))
        .contains("thread qtp1-33   queries 3 in 4.0 ms, 1 failed   ⇢ worker-1 2.0 ms\n")
        .hasLineCount(4);
  }

  @Test
  void whatNoClockHasMeasuredIsMarked() {
    Profile profile = profileOf(root("GET /", load).build()).cpuNanos(OptionalLong.empty()).build();

    assertThat(REPORT.toText(profile))
        .contains("\n  4.1 ms  100%  GET /   waiting ~3.9 ms   ")
        .contains("└─ ~3.9 ms   95%  Shop.load › Dao.read  [~socket]");
    assertThat(REPORT.toText(profileOf(root("GET /", await("[await]", 4)).build()).build()))
        .contains("└─ 4.0 ms  100%  [await]\n");
  }

  @Test
  void whatMustNotBeOverlookedIsNotShort() {
    CallNode blocking = read.toBuilder().addBlocks(new CallNode.Blocks("loop", millis(3))).build();

    assertThat(REPORT.toText(profileOf(root("GET /", blocking).build()).build()))
        .contains("\n\n  blocks loop for 3.0 ms: Dao.read\n\n");
  }

  @Test
  void noReportOfLessThanTenMillisecondsIsLongerThanFourLines() {
    int shown = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      Profile profile =
          profileOf(randomTree(seed, 1 + seed % 40))
              .events(event("sql", "select 1").count(9).longestRun(9).totalMillis(2).build())
              .note("a note")
              .note("another")
              .build();
      if (profile.durationNanos() < millis(10)) {
        shown++;
        assertThat(REPORT.toText(profile).lines().count()).as("seed %s", seed).isBetween(3L, 4L);
      }
    }
    assertThat(shown).isGreaterThan(50);
  }
}
