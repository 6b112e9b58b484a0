package io.github.requestree.benchmarks.contact;

import static io.github.requestree.benchmarks.contact.Shown.AWAIT;
import static io.github.requestree.benchmarks.contact.Shown.NOT_SAMPLED;
import static io.github.requestree.benchmarks.contact.Shown.QUERY;
import static io.github.requestree.benchmarks.contact.Shown.ROOT;
import static io.github.requestree.benchmarks.contact.Shown.children;
import static io.github.requestree.benchmarks.contact.Shown.measured;
import static io.github.requestree.benchmarks.contact.Shown.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.benchmarks.stats.Claim;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitClaimsTest {

  private static final String MEAN = "mean [not sampled] of requests of 20 ms or more";
  private static final String SECONDS = "mean [not sampled] of the second ones";
  private static final String LONG = "[not sampled] of none of 50 ms or more";
  private static final String SHORT = "[not sampled] of those of 20 to 50 ms";
  private static final String HAND_OFF = "every lane and await within 3 ms or 3 %";
  private static final String QUERY_SEEN = "/query?join=true has its query's time below";

  private static Visit grey(int turn, long millis, long notSampled) {
    ShownProfile shown =
        Shown.profile(millis, node(ROOT, millis, children(node(NOT_SAMPLED, notSampled))));
    return new Visit(1, "/fast", turn, measured("nothing", 0), shown);
  }

  private static Visit awaiting(long measured, long shown) {
    ShownProfile profile = Shown.profile(2_000, node(ROOT, 2_000, children(node(AWAIT, shown))));
    Measured laps =
        new Measured(
            Shown.json(
                """
                {"laps": [{"what": "slowOperation", "millis": 0},
                          {"what": "asynchronous wait", "millis": %d}]}
                """
                    .formatted(measured)));
    return new Visit(1, "/sync_blocking", 1, laps, profile);
  }

  private static Claim claim(String start, Visit... visits) {
    List<Claim> found =
        new VisitClaims("JDK 17", List.of(visits))
            .all().stream().filter(claim -> claim.text().startsWith("JDK 17: " + start)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static boolean holds(String start, Visit... visits) {
    return !claim(start, visits).failed();
  }

  @Test
  void theMeanIsThatOfSharesAndNotOfTimes() {
    Claim claim = claim(MEAN, grey(1, 1_000, 0), grey(1, 100, 5));

    assertThat(claim.found()).isEqualTo("2.50 % of 2 requests");
    assertThat(claim.failed()).isTrue();
  }

  @Test
  void requestsBelow20MillisecondsDoNotCount() {
    assertThat(claim(MEAN, grey(1, 100, 1), grey(1, 19, 19)).toString())
        .startsWith("ok")
        .endsWith("1.00 % of 1 requests");
  }

  @Test
  void noRequestsAtAllProveNothing() {
    assertThat(holds(MEAN)).isFalse();
    assertThat(holds(LONG)).isFalse();
    assertThat(holds(HAND_OFF)).isFalse();
    assertThat(holds(QUERY_SEEN)).isFalse();
  }

  @Test
  void secondRequestsAreHeldToLess() {
    assertThat(holds(SECONDS, grey(1, 100, 90), grey(2, 200, 3))).isTrue();
    assertThat(holds(SECONDS, grey(1, 100, 0), grey(2, 200, 4))).isFalse();
  }

  @Test
  void oneThatIsMostlyGreyIsEnoughToFail() {
    assertThat(holds(LONG, grey(1, 50, 5), grey(1, 49, 49))).isTrue();
    assertThat(claim(LONG, grey(1, 50, 5), grey(2, 50, 6)).toString())
        .startsWith("FAILED")
        .endsWith("1 of 2, worst 12.0 %, /fast second of run 1");
  }

  @Test
  void shortOnesAreHeldToMilliseconds() {
    assertThat(holds(SHORT, grey(1, 20, 5), grey(1, 50, 50), grey(1, 19, 19))).isTrue();
    assertThat(holds(SHORT, grey(1, 49, 6))).isFalse();
  }

  @Test
  void awaitsMayBeOffByThreeMillisecondsOrThreePercent() {
    assertThat(holds(HAND_OFF, awaiting(50, 53), awaiting(1_000, 970))).isTrue();
    assertThat(holds(HAND_OFF, awaiting(50, 54))).isFalse();
    assertThat(holds(HAND_OFF, awaiting(1_000, 969))).isFalse();
  }

  @Test
  void aQueryThatIsListedButGreyInTheTreeIsNotSeen() {
    ShownProfile seen = Shown.profile(30, node(ROOT, 30, children(node(QUERY, 28))));
    ShownProfile grey = Shown.profile(30, node(ROOT, 30, children(node(NOT_SAMPLED, 30))));
    Measured measured = measured("executeQuery", 20);

    assertThat(holds(QUERY_SEEN, new Visit(1, DemoVisits.JOIN, 1, measured, seen))).isTrue();
    assertThat(holds(QUERY_SEEN, new Visit(1, DemoVisits.JOIN, 1, measured, grey))).isFalse();
  }
}
