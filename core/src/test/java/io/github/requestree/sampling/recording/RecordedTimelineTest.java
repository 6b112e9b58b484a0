package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecordedTimelineTest {

  private static final long US = 1_000;
  private static final long MS = 1_000_000;

  private static final int MAX_RUNS = RecordedTimeline.MAX_RUNS;

  private final RecordedTimeline timeline = new RecordedTimeline();
  private final RecordedTimeline.Track track = timeline.begin();
  private final RecordedNode root = RecordedNode.root();
  private final RecordedNode a = root.addChild(new StackTraceElement("a.A", "a", null, 1));
  private final RecordedNode b = root.addChild(new StackTraceElement("a.A", "b", null, 1));

  @Test
  void theSameAgainIsOneRun() {
    track.add(a, MS, null);
    track.add(a, 2 * MS, null);
    track.add(a, 0, WaitKind.SLEEPING);
    track.add(a, 4 * MS, null);

    assertThat(track.size()).isEqualTo(1);
    assertThat(track.nanos(0)).isEqualTo(7 * MS);
  }

  @Test
  void anotherKindOfWaitingOrNotBeingSampledIsAnotherRun() {
    track.add(a, MS, null);
    track.add(a, MS, WaitKind.SLEEPING);
    track.add(a, MS, WaitKind.LOCK);
    track.addNotSampled(a, MS);

    assertThat(track.size()).isEqualTo(4);
    assertThat(track.waitsFor(0)).isNull();
    assertThat(track.waitsFor(1)).isEqualTo(WaitKind.SLEEPING);
    assertThat(track.waitsFor(2)).isEqualTo(WaitKind.LOCK);
    assertThat(track.isNotSampled(2)).isFalse();
    assertThat(track.isNotSampled(3)).isTrue();
    assertThat(track.waitsFor(3)).isNull();
  }

  @Test
  void nothingIsMergedBeforeItIsFull() {
    for (int i = 0; i < MAX_RUNS - 1; i++) {
      track.add(i % 2 == 0 ? a : b, 1, null);
    }

    assertThat(timeline.runs()).isEqualTo(MAX_RUNS - 1);
    assertThat(timeline.merged()).isZero();

    track.add(b, 1, null);
    track.add(a, 1, null);

    assertThat(timeline.runs()).isLessThanOrEqualTo(MAX_RUNS / 2 + 1);
  }

  @Test
  void theShorterOfTwoNeighboursGetsTheStackOfTheLonger() {
    track.add(a, 100 * US, null);
    track.add(b, 60 * US, null);
    track.add(a, 50 * MS, WaitKind.SLEEPING);
    track.add(b, 70 * US, null);
    track.add(a, 10 * US, null);
    track.add(b, 90 * MS, WaitKind.LOCK);

    timeline.shrinkTo(3);

    // First what is shorter than 65 us, then what is shorter than 131 us.
    assertThat(runs()).containsExactly("a 50160", "b 90080");
    assertThat(timeline.merged()).isEqualTo(4);
  }

  @Test
  void neverMoreThanTwoThousandAndNoTimeIsLostHoweverManyThereAre() {
    SplittableRandom random = new SplittableRandom(5);
    List<RecordedTimeline.Track> tracks = new ArrayList<>(List.of(track));
    for (int i = 0; i < 200; i++) {
      tracks.add(timeline.begin());
    }
    long[] added = new long[tracks.size()];
    int most = 0;
    for (int i = 0; i < 300_000; i++) {
      int which = random.nextInt(tracks.size());
      long nanos = 1 + (long) Math.exp(random.nextDouble() * 18);
      added[which] += nanos;
      tracks.get(which).add(random.nextBoolean() ? a : b, nanos, null);
      most = Math.max(most, timeline.runs());
    }

    assertThat(most).isEqualTo(MAX_RUNS - 1);
    assertThat(timeline.runs()).isGreaterThan(MAX_RUNS / 4);
    int runs = 0;
    for (int i = 0; i < added.length; i++) {
      long sum = 0;
      for (int run = 0; run < tracks.get(i).size(); run++) {
        sum += tracks.get(i).nanos(run);
      }
      assertThat(sum).isEqualTo(added[i]);
      runs += tracks.get(i).size();
    }
    assertThat(runs).isEqualTo(timeline.runs());
  }

  @Test
  void manyTracksOfOneRunEachAreNotTriedToBeMergedAgainAndAgain() {
    for (int i = 0; i < 200_000; i++) {
      timeline.begin().add(a, 1, null);
    }

    assertThat(timeline.runs()).isEqualTo(200_000);
    timeline.shrinkTo(1);
    assertThat(timeline.runs()).isEqualTo(200_000);
  }

  private List<String> runs() {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < track.size(); i++) {
      runs.add(track.node(i).methodName + " " + track.nanos(i) / US);
    }
    return runs;
  }
}
