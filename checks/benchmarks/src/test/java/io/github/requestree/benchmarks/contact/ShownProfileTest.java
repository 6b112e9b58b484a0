package io.github.requestree.benchmarks.contact;

import static io.github.requestree.benchmarks.contact.Shown.AWAIT;
import static io.github.requestree.benchmarks.contact.Shown.HOMEWORK;
import static io.github.requestree.benchmarks.contact.Shown.NOT_SAMPLED;
import static io.github.requestree.benchmarks.contact.Shown.ROOT;
import static io.github.requestree.benchmarks.contact.Shown.SLOW;
import static io.github.requestree.benchmarks.contact.Shown.WORK;
import static io.github.requestree.benchmarks.contact.Shown.children;
import static io.github.requestree.benchmarks.contact.Shown.lane;
import static io.github.requestree.benchmarks.contact.Shown.lanes;
import static io.github.requestree.benchmarks.contact.Shown.node;
import static io.github.requestree.benchmarks.contact.Shown.profile;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownProfileTest {

  @Test
  void theFiguresOfTheRequestAreRead() {
    ShownProfile profile = profile(1_500, node(ROOT, 1_500));

    assertThat(profile.millis()).isEqualTo(1_500);
    assertThat(profile.walks()).isEqualTo(7);
    assertThat(profile.path()).isEqualTo("/x");
    assertThat(profile.isSingle()).isTrue();
  }

  @Test
  void whatWasNotSampledIsAddedUpWhereverItStandsAlsoInLanes() {
    String inLane = lane("worker-1", 30, children(node(NOT_SAMPLED, 20)));
    ShownProfile profile =
        profile(
            100,
            node(
                ROOT,
                100,
                children(
                    node(NOT_SAMPLED, 10),
                    node(WORK, 90, children(node(NOT_SAMPLED, 5)) + ", " + lanes(inLane)))));

    assertThat(profile.notSampledMillis()).isEqualTo(35);
    assertThat(profile.notSampledShare()).isEqualTo(0.35);
  }

  @Test
  void aMethodThatCallsItselfCountsOnce() {
    ShownProfile profile =
        profile(100, node(ROOT, 100, children(node(WORK, 80, children(node(WORK, 60))))));

    assertThat(profile.methodMillis("Work", "work")).isEqualTo(80);
  }

  @Test
  void aMethodOfTheSameNameInAnotherClassDoesNotCount() {
    ShownProfile profile =
        profile(100, node(ROOT, 100, children(node(HOMEWORK, 50), node(WORK, 20))));

    assertThat(profile.methodMillis("Work", "work")).isEqualTo(20);
  }

  @Test
  void aLaneIsFoundBelowAnotherOneAndIsNoPartOfTheRequestsOwnTime() {
    String second = lane("event-loop", 7, children(node(SLOW, 7)));
    String first = lane("worker-3", 200, children(node(SLOW, 150), node(WORK, 1, lanes(second))));
    ShownProfile profile = profile(100, node(ROOT, 100, children(node(WORK, 1, lanes(first)))));

    assertThat(profile.laneMethodMillis("worker-", "SlowWork", "slowOperation")).isEqualTo(150);
    assertThat(profile.laneMethodMillis("event-loop", "SlowWork", "slowOperation")).isEqualTo(7);
    assertThat(profile.methodMillis("SlowWork", "slowOperation")).isZero();
  }

  @Test
  void awaitsAreAddedUp() {
    ShownProfile profile =
        profile(100, node(ROOT, 100, children(node(AWAIT, 30), node(AWAIT, 40))));

    assertThat(profile.awaitMillis()).isEqualTo(70);
  }

  @Test
  void eventsAreAddedUpByKindAndBeginning() {
    String events =
        """
        {"kind": "sql", "text": "select 1", "count": 60, "totalNanos": 500000000},
        {"kind": "sql", "text": "update x", "count": 1, "totalNanos": 20000000},
        {"kind": "http", "text": "select 1", "count": 3, "totalNanos": 9000000}
        """;
    ShownProfile profile = profile(600, node(ROOT, 600), events);

    assertThat(profile.events("sql", "select")).isEqualTo(60);
    assertThat(profile.events("sql", "")).isEqualTo(61);
    assertThat(profile.eventMillis("sql", "select")).isEqualTo(500);
  }
}
