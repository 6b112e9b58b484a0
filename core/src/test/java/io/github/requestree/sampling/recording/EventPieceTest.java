package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventPieceTest {

  private List<EventPiece> pieces = List.of();

  @Test
  void aTimedBlockHasWhatItsQueriesLeave() {
    EventSpan first = event(10, 20);
    EventSpan second = event(30, 50);
    EventSpan block = event(5, 60);

    pieces = EventPiece.of(List.of(first, second, block), 0, 100);

    assertPieces("5-10 block, 10-20 first, 20-30 block, 30-50 second, 50-60 block", first, second);
  }

  @Test
  void whatLiesOutsideOfTheGapIsCutOff() {
    EventSpan before = event(-20, 3);
    EventSpan after = event(8, 40);

    pieces = EventPiece.of(List.of(event(-9, 0), before, after, event(11, 50)), 0, 10);

    assertPieces("0-3 first, 8-10 second", before, after);
  }

  @Test
  void anEventWithoutLengthHasNothing() {
    pieces = EventPiece.of(List.of(event(5, 5)), 0, 10);

    assertThat(pieces).isEmpty();
  }

  @Test
  void whicheverWayTheyOverlapEachInstantBelongsToTheOneThatEndedFirst() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20_000; round++) {
      List<EventSpan> events = new ArrayList<>();
      int end = -5;
      for (int i = random.nextInt(8); i > 0; i--) {
        end += random.nextInt(8);
        events.add(event(end - random.nextInt(20), end));
      }

      pieces = EventPiece.of(events, 0, 20);

      EventSpan[] found = new EventSpan[20];
      int from = 0;
      for (EventPiece piece : pieces) {
        assertThat(piece.from).isGreaterThanOrEqualTo(from).isLessThan(piece.to);
        for (from = (int) piece.from; from < piece.to; from++) {
          found[from] = piece.event;
        }
      }
      for (int at = 0; at < 20; at++) {
        assertThat(found[at]).isSameAs(firstEnded(events, at));
      }
    }
  }

  private static EventSpan firstEnded(List<EventSpan> events, int at) {
    for (EventSpan event : events) {
      if (event.startNanos() <= at && at < event.endNanos()) {
        return event;
      }
    }
    return null;
  }

  private void assertPieces(String expected, EventSpan first, EventSpan second) {
    List<String> found = new ArrayList<>();
    for (EventPiece piece : pieces) {
      EventSpan event = piece.event;
      String name = event.equals(first) ? "first" : event.equals(second) ? "second" : "block";
      found.add(piece.from + "-" + piece.to + " " + name);
    }
    assertThat(String.join(", ", found)).isEqualTo(expected);
  }

  private static EventSpan event(long start, long end) {
    return EventSpan.of(start, end, null, null, null);
  }
}
