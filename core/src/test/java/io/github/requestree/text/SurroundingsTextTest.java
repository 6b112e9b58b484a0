package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a report says of a request and the others. */
class SurroundingsTextTest {

  private static final StackTraceElement SLEEP =
      new StackTraceElement("java.lang.Thread", "sleep", null, -2);
  private static final StackTraceElement WORK =
      new StackTraceElement("com.acme.Slow", "work", "Slow.java", 12);

  private final CallNode route = method("com.acme.A", "a", 3, 100).build();

  @Test
  void whatStillRunsSaysSoInsteadOfItsDuration() {
    Profile profile =
        profileOf(root("GET /stuck", route).build())
            .request(new Profile.Request("GET", "/stuck", "/stuck", 0, null))
            .stillRunning()
            .build();

    assertThat(text(profile)).startsWith("--- GET /stuck --- ? still running after 0.100 s");
  }

  @Test
  void theMethodThatHandledItStandsAboveTheTreeWithoutItsPackage() {
    Profile profile =
        profileOf(root("GET /owners/1", route).build())
            .request(
                new Profile.Request(
                    "GET",
                    "/owners/1",
                    "/owners/{id}",
                    200,
                    null,
                    "com.acme.Owners$Controller.showOwner"))
            .build();

    assertThat(text(profile)).contains("\n  handled by Owners.Controller.showOwner\n");
  }

  @Test
  void whatOthersDidToItStandsAboveTheTree() {
    Surroundings around =
        new Surroundings(
            2,
            12,
            OptionalLong.of(millis(512)),
            List.of(
                new Surroundings.LateStart(
                    "event-loop",
                    millis(1_000),
                    new Surroundings.BusyWith("GET /b", List.of(SLEEP, WORK), millis(998))),
                new Surroundings.LateStart("pool-1", millis(60), null),
                new Surroundings.LateStart(
                    "pool-2",
                    millis(70),
                    new Surroundings.BusyWith(null, List.of(SLEEP), millis(50)))),
            null,
            null);

    assertThat(text(profileOf(root("GET /a", route).build()).surroundings(around).build()))
        .contains("   in flight 2 at its start, 12 at most   ")
        .contains(
            """

              waited 512 ms before it reached the filter, as the proxy says; not in the tree
              a hand-off began 1.000 s late on event-loop, blocked for 998 ms by Slow.work  Slow.java:12 for GET /b
              a hand-off began 60 ms late on pool-1
              a hand-off began 70 ms late on pool-2, blocked for 50 ms by Thread.sleep for another request

            """);
  }

  @Test
  void oneAloneSaysNothingOfOthers() {
    Surroundings around = new Surroundings(1, 1, OptionalLong.empty(), List.of(), null, null);

    assertThat(text(profileOf(root("GET /a", route).build()).surroundings(around).build()))
        .doesNotContain("in flight");
  }

  @Test
  void aBlockedThreadStandsAtTheNodeAndAboveTheTree() {
    CallNode sleep =
        waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 1_000)
            .addBlocks(new CallNode.Blocks("event-loop", millis(1_000)))
            .build();
    CallNode root = root("GET /a", method("com.acme.A", "a", 3, 0, sleep).build()).build();

    assertThat(text(profileOf(root).build()))
        .contains("\n  blocks event-loop for 1.000 s: A.a  A.java:3\n")
        .contains("Thread.sleep  [sleeping]  blocks event-loop for 1.000 s\n");
  }

  @Test
  void severalThreadsBlockedInSeveralPlacesAreAddedUp() {
    CallNode first =
        waiting("com.acme.A", "lock", WaitKind.LOCK, 200)
            .addBlocks(new CallNode.Blocks("loop-1", millis(200)))
            .build();
    CallNode second =
        waiting("com.acme.B", "sleep", WaitKind.SLEEPING, 300)
            .addBlocks(new CallNode.Blocks("loop-2", millis(300)))
            .build();
    CallNode root = root("GET /a", first).addLane(lane("loop-2", second).build()).build();

    assertThat(text(profileOf(root).build()))
        .contains("\n  blocks loop-* for 500 ms in 2 places, longest in B.sleep\n");
  }

  @Test
  void aLaneSaysHowLateItBeganAndHowLongAfterItsHandOffItEnded() {
    CallNode lane =
        lane("pool-1", method("com.acme.A", "task", 3, 500).build())
            .lane(new CallNode.Lane("pool-1", false, true, millis(1_500), millis(1_000)))
            .build();
    CallNode root = root("GET /a", route.toBuilder().addLane(lane).build()).build();

    assertThat(text(profileOf(root).build()))
        .contains("on thread pool-1  began 1.000 s late  ended 1.500 s after its hand-off\n");
  }

  @Test
  void aBlockedThreadIsOneLineWhateverItsNameAndPathHold() {
    BlockedThread blocked =
        new BlockedThread(
            "event\nloop", millis(52), WaitKind.SLEEPING, List.of(SLEEP, WORK), "GET /a\u001b[31m");

    assertThat(TextReport.create().toText(blocked))
        .isEqualTo(
            "event\\u000Aloop is blocked, for 52 ms so far, by Slow.work  Slow.java:12"
                + " [sleeping] in GET /a\\u001B[31m");
  }

  private static String text(Profile profile) {
    return TextReport.create().toText(profile);
  }
}
