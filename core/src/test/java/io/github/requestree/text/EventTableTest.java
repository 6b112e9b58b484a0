package io.github.requestree.text;

import static io.github.requestree.profile.EventFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.EventFixture;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTableTest {

  @Test
  void withoutEventsThereIsNoTable() {
    assertThat(table(List.of())).isEmpty();
  }

  @Test
  void theTenHeaviestHaveALineAndTheRestHaveOneTogether() {
    List<Profile.Event> events = new ArrayList<>();
    for (int i = 0; i < 37; i++) {
      EventFixture event = event("sql", "select " + i).totalMillis(1_000 - i).count(2);
      events.add(event.longestRun(i == 30 ? 7 : 1).failures(i > 34 ? 600 : 0).build());
    }

    List<String> lines = table(events).lines().toList();

    assertThat(lines).hasSize(12);
    assertThat(lines.get(1)).isEqualTo("  sql       2  1.000 s  500 ms  500 ms  select 0  ?");
    assertThat(lines.get(10)).isEqualTo("  sql       2  0.991 s  496 ms  496 ms  select 9  ?");
    assertThat(lines.get(11))
        .isEqualTo("  10 of 37, the others 26.379 s in 54, 1,200 failed, N+1? in 1");
    assertThat(table(events.subList(0, 11))).endsWith("\n  10 of 11, the others 990 ms in 2\n");
    assertThat(table(events.subList(0, 10))).doesNotContain(" of ");
  }

  @Test
  void whatCouldNotBeToldApartIsShownAsSuch() {
    assertThat(
            table(
                List.of(
                    event("sql", Profile.Event.OTHERS).count(214).totalMillis(123).build(),
                    event("", Profile.Event.OTHERS).count(3).totalMillis(2).build())))
        .isEqualTo(
            """
              kind    count     total    mean     max  what      place
              sql       214  123.0 ms  0.6 ms  0.6 ms  [others]  ?
              others      3    2.0 ms  0.7 ms  0.7 ms  [others]  ?
            """);
  }

  @Test
  void theTextGivesWayToTheOtherColumnsOfALine() {
    EventFixture query = event("sql", "select " + "column, ".repeat(50)).count(5).longestRun(5);
    Profile.Event longPlace =
        query
            .at("com.acme.owners.OwnerRepositoryImplementation", "findAllByLastName", 1234)
            .build();

    for (String line : table(List.of(longPlace)).lines().toList()) {
      assertThat(line).hasSizeLessThanOrEqualTo(160);
    }
    assertThat(table(List.of(longPlace)))
        .contains(
            "…  OwnerRepositoryImplementation.findAllByLast…"
                + "  OwnerRepositoryImplementati…:1234  N+1?\n");
  }

  @Test
  void theTimesOfAColumnHaveOneUnit() {
    List<Profile.Event> events =
        List.of(
            event("sql", "a").totalNanos(2_234_567_000L).maxMillis(2_000).count(2).build(),
            event("sql", "b").totalNanos(1_234_567).build());

    assertThat(table(events))
        .contains("  2.235 s  1.117 s  2.000 s  ")
        .contains("  0.001 s  0.001 s  0.001 s  ");
  }

  private static String table(List<Profile.Event> events) {
    SafeText safe = new SafeText(false);
    EventLabel label = new EventLabel(safe, Symbols.UNICODE, new Paint(true));
    StringBuilder out = new StringBuilder();
    new EventTable(new CallText(Shaping.DEFAULT, safe), label).appendTo(out, events);
    return out.toString();
  }
}
