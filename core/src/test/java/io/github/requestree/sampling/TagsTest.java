package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application says of a profile. */
class TagsTest {

  private final Profiler profiler = Profiler.builder().build();

  @AfterEach
  void close() {
    profiler.close();
  }

  @Test
  void aProfileHasItsTagsInTheirOrderAndTheLastValueOfEach() {
    ActiveProfile active = profiler.start("work");
    Profiler.current().tag("tenant", "none");
    Profiler.current().tag("plan", "gold");
    Profiler.current().tag("tenant", "acme");

    Profile profile = active.stop();

    assertThat(profile.tags())
        .containsExactly(Map.entry("tenant", "acme"), Map.entry("plan", "gold"));
    assertThat(profile.toBuilder().build().tags()).isEqualTo(profile.tags());
    assertThat(profile.notes()).noneMatch(note -> note.contains("tags"));
  }

  @Test
  void aThreadThatWorksForItMayTagItToo() throws InterruptedException {
    ActiveProfile active = profiler.start("work");
    Thread other = new Thread(Profiler.wrap(() -> Profiler.current().tag("shard", "7")));
    other.start();
    other.join();

    assertThat(active.stop().tags()).containsExactly(Map.entry("shard", "7"));
  }

  @Test
  void outsideOfAProfileOrAfterItsEndNothingHappens() {
    Profiler.current().tag("tenant", "acme");
    ActiveProfile active = profiler.start("work");
    CurrentProfile kept = Profiler.current();
    Profile profile = active.stop();
    kept.tag("tenant", "acme");

    assertThat(profile.tags()).isEmpty();
    assertThat(active.state().noted().tags()).isEmpty();
  }

  @Test
  void eightAreTakenAndTheReportSaysThatThereWereMore() {
    ActiveProfile active = profiler.start("work");
    for (int i = 0; i < 5_000; i++) {
      Profiler.current().tag("tag" + i, "v");
    }
    Profiler.current().tag("tag3", "again");

    Profile profile = active.stop();

    assertThat(profile.tags()).hasSize(8).containsEntry("tag3", "again").containsKey("tag7");
    assertThat(profile.notes()).contains("4992 events or tags could not be noted");
  }

  @Test
  void longOnesAreCutAndMissingOnesAreCounted() {
    ActiveProfile active = profiler.start("work");
    Profiler.current().tag("n".repeat(5_000), "\ud83d\ude00".repeat(500_000));
    Profiler.current().tag(null, "v");
    Profiler.current().tag("n", null);

    Profile profile = active.stop();

    assertThat(profile.tags())
        .containsExactly(Map.entry("n".repeat(20), "\ud83d\ude00".repeat(50)));
    assertThat(profile.notes()).contains("2 events or tags could not be noted");
  }
}
