package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.sampling.recording.StackBase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitFinderTest {

  private final FakeWorld world = new FakeWorld();
  private final ActiveProfile active = world.begin("GET /test");
  private final long zero = world.nanoTime();
  private final List<ChargedSegment> stays = new ArrayList<>();

  @Test
  void betweenTwoStaysIsAnAwait() {
    request(0, 10);
    ChargedSegment next = request(15, 20);

    AwaitFinder timeline = coverage(0, 20);

    assertThat(timeline.awaits()).containsExactly(new AwaitFinder.Await(at(10), at(15), next));
    assertThat(timeline.inLanesNanos()).isZero();
  }

  @Test
  void staysThatOverlapOrTouchLeaveNoAwait() {
    request(0, 10);
    request(5, 8);
    request(10, 20);

    assertThat(coverage(0, 20).awaits()).isEmpty();
  }

  @Test
  void beforeTheFirstStayAndAfterTheLastAreAwaits() {
    ChargedSegment only = request(3, 10);

    assertThat(coverage(0, 20).awaits())
        .containsExactly(
            new AwaitFinder.Await(at(0), at(3), only), new AwaitFinder.Await(at(10), at(20), null));
  }

  @Test
  void withoutAnyStayAllIsOneAwait() {
    assertThat(coverage(0, 20).awaits())
        .containsExactly(new AwaitFinder.Await(at(0), at(20), null));
  }

  @Test
  void timeInWhichOnlyLanesRanIsNoAwait() {
    request(0, 10);
    lane(5, 18);
    lane(12, 15);

    AwaitFinder timeline = coverage(0, 20);

    assertThat(timeline.awaits()).containsExactly(new AwaitFinder.Await(at(18), at(20), null));
    assertThat(timeline.inLanesNanos()).isEqualTo(8 * MS);
  }

  @Test
  void aLaneBesideTheRequestIsNotInLanes() {
    lane(0, 5);
    request(3, 20);

    assertThat(coverage(0, 20).inLanesNanos()).isEqualTo(3 * MS);
  }

  @Test
  void whatComesAfterTheEndIsLeftOut() {
    request(0, 10);
    lane(12, 35);
    lane(25, 30);
    request(26, 27);

    AwaitFinder timeline = coverage(0, 20);

    assertThat(timeline.awaits()).hasSize(1);
    assertThat(timeline.awaits().get(0).endNanos()).isEqualTo(at(12));
    assertThat(timeline.inLanesNanos()).isEqualTo(8 * MS);
  }

  @Test
  void anAwaitEndsWithTheProfileThoughAStayBeginsLater() {
    request(0, 10);
    lane(25, 30);

    assertThat(coverage(0, 20).awaits())
        .containsExactly(new AwaitFinder.Await(at(10), at(20), null));
  }

  private ChargedSegment request(long fromMillis, long toMillis) {
    return stay(fromMillis, toMillis, null);
  }

  private ChargedSegment lane(long fromMillis, long toMillis) {
    Segment submitter = world.enters(active, FakeThread.request("qtp1-1").runs(MS, "a.A.a:1"));
    return stay(fromMillis, toMillis, world.handOff(submitter));
  }

  private ChargedSegment stay(long fromMillis, long toMillis, HandOff handOff) {
    FakeWorld then = new FakeWorld();
    then.advance(fromMillis * MS);
    Segment segment =
        new Segment(
            active.state(),
            new Thread("t"),
            StackBase.marked(0),
            handOff,
            null,
            then,
            then.nanoTime());
    ChargedSegment stay = new ChargedSegment(segment, at(toMillis), false, 0);
    stays.add(stay);
    return stay;
  }

  private AwaitFinder coverage(long fromMillis, long toMillis) {
    stays.sort(Comparator.comparingLong(ChargedSegment::startNanos));
    return AwaitFinder.of(stays, at(fromMillis), at(toMillis));
  }

  private long at(long millis) {
    return zero + millis * MS;
  }
}
