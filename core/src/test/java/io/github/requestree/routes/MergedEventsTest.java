package io.github.requestree.routes;

import static io.github.requestree.profile.EventFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MergedEventsTest {

  private final MergedEvents merged = new MergedEvents();

  @Test
  void equal_events_of_several_requests_are_added_up() {
    merged.addAll(
        List.of(
            event("sql", "select 1")
                .at("app.Code", "load", 3)
                .count(5)
                .failures(1)
                .totalMillis(20)
                .maxMillis(9)
                .longestRun(4)
                .attribute("error", "Timeout")
                .build()));
    merged.addAll(
        List.of(
            event("sql", "select 1")
                .at("app.Code", "load", 3)
                .count(2)
                .totalMillis(10)
                .maxMillis(8)
                .longestRun(2)
                .attribute("rows", "7")
                .build()));

    assertThat(merged.toList())
        .containsExactly(
            event("sql", "select 1")
                .at("app.Code", "load", 3)
                .count(7)
                .failures(1)
                .totalMillis(30)
                .maxMillis(9)
                .longestRun(4)
                .attribute("error", "Timeout")
                .build());
  }

  @Test
  void the_attributes_are_those_of_the_longest() {
    merged.addAll(List.of(event("http", "GET a").maxMillis(3).attribute("status", "200").build()));
    merged.addAll(List.of(event("http", "GET a").maxMillis(4).attribute("status", "503").build()));
    merged.addAll(List.of(event("http", "GET a").maxMillis(4).attribute("status", "404").build()));

    assertThat(merged.toList().get(0).attributes()).containsEntry("status", "503").hasSize(1);
  }

  @Test
  void another_kind_text_or_place_is_another_event_and_the_heaviest_comes_first() {
    merged.addAll(
        List.of(
            event("sql", "a").totalMillis(1).build(),
            event("http", "a").totalMillis(2).build(),
            event("sql", "b").totalMillis(3).build(),
            event("sql", "a").at("app.Code", "load", 3).totalMillis(5).build(),
            event("sql", "a").at("app.Code", "load", 4).totalMillis(4).build()));

    assertThat(merged.toList())
        .extracting(Profile.Event::totalNanos)
        .containsExactly(5_000_000L, 4_000_000L, 3_000_000L, 2_000_000L, 1_000_000L);
  }

  @Test
  void beyond_five_hundred_they_are_counted_by_kind() {
    List<Profile.Event> events = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      events.add(event("sql", "select " + i).at("app.Code", "load", i).count(2).build());
    }
    events.add(event("http", "GET a").totalMillis(7).build());
    merged.addAll(events);
    merged.addAll(events);

    List<Profile.Event> all = merged.toList();
    assertThat(all).hasSize(502);
    assertThat(all.stream().mapToLong(Profile.Event::count).sum()).isEqualTo(2 * (1_400 + 1));
    assertThat(all.stream().mapToLong(Profile.Event::totalNanos).sum()).isEqualTo(1_414_000_000L);
    assertThat(all)
        .contains(
            event("sql", Profile.Event.OTHERS).count(800).totalMillis(400).maxMillis(0.5).build(),
            event("http", Profile.Event.OTHERS).count(2).totalMillis(14).build());
  }

  @Test
  void kinds_that_never_end_are_counted_together_at_last() {
    List<Profile.Event> events = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      events.add(event("kind " + i, "a").build());
    }
    merged.addAll(events);

    assertThat(merged.toList()).hasSize(500 + 20 + 1);
    assertThat(merged.toList().get(0).kind()).isEmpty();
    assertThat(merged.toList().get(0).text()).isEqualTo(Profile.Event.OTHERS);
    assertThat(merged.toList().get(0).count()).isEqualTo(5_000 - 520);
  }
}
