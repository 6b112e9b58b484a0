package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What begins in a profile and may end after it is noted once, and never longer than it. */
class OpenNoteTest {

  private static final int MANY = EventRecorder.MAX_TEXTS + 100;

  private final Profiler profiler = Profiler.builder().sink(ignored -> {}).build();
  private final AtomicInteger endings = new AtomicInteger();

  @AfterEach
  void close() {
    profiler.close();
  }

  @Test
  void whatEndsInTimeIsNotedAsItEnds() {
    Profile profile = profileOf(() -> begin().end("http", "GET a", Map.of("status", "200")));

    Profile.Event event = onlyEvent(profile);
    assertThat(event.kind()).isEqualTo("http");
    assertThat(event.text()).isEqualTo("GET a");
    assertThat(event.attributes()).containsExactly(Map.entry("status", "200"));
    assertThat(endings).hasValue(0);
  }

  @Test
  void whatIsStillOpenEndsWithTheProfile() {
    AtomicReference<OpenNote> open = new AtomicReference<>();
    Profile profile = profileOf(() -> open.set(begin()));

    Profile.Event event = onlyEvent(profile);
    assertThat(event.text()).isEqualTo("left open");
    assertThat(event.totalNanos()).isBetween(0L, profile.durationNanos());
    assertThat(open.get().endsWithProfile()).isTrue();
    open.get().end("http", "GET too late", Map.of());
    assertThat(profile.events()).hasSize(1);
  }

  @Test
  void aSecondEndIsNone() {
    Profile profile =
        profileOf(
            () -> {
              OpenNote note = begin();
              note.end("http", "GET a", Map.of());
              note.end("http", "GET b", Map.of());
            });

    assertThat(onlyEvent(profile).text()).isEqualTo("GET a");
  }

  @Test
  void itMayEndOnAnotherThread() {
    Profile profile =
        profileOf(
            () -> {
              OpenNote note = begin();
              Thread other = new Thread(() -> note.end("http", "GET a", Map.of()));
              other.start();
              join(other);
            });

    assertThat(onlyEvent(profile).text()).isEqualTo("GET a");
  }

  @Test
  void ofVeryManyAllThatEndInTimeAreNoted() {
    Profile profile =
        profileOf(
            () -> {
              List<OpenNote> all = new ArrayList<>();
              for (int i = 0; i < MANY; i++) {
                all.add(begin());
              }
              all.forEach(note -> note.end("http", "GET a", Map.of()));
            });

    assertThat(onlyEvent(profile).count()).isEqualTo(MANY);
    assertThat(onlyEvent(profileOf(OpenNoteTest.this::beginMany)).count())
        .isEqualTo(EventRecorder.MAX_TEXTS);
  }

  @Test
  void anEndingThatFailsIsCountedAsLost() {
    Profile profile =
        profileOf(
            () ->
                Profiler.current()
                    .begin(
                        note -> {
                          throw new IllegalStateException("as the test asks for");
                        }));

    assertThat(profile.events()).isEmpty();
    assertThat(profile.notes()).contains("1 events or tags could not be noted");
  }

  @Test
  void withoutAProfileItDoesNothing() {
    OpenNote note = begin();
    note.end("http", "GET a", Map.of());

    assertThat(note.endsWithProfile()).isFalse();
    assertThat(endings).hasValue(0);
  }

  private void beginMany() {
    for (int i = 0; i < MANY; i++) {
      begin();
    }
  }

  private OpenNote begin() {
    return Profiler.current()
        .begin(
            note -> {
              endings.incrementAndGet();
              note.end("http", "left open", Map.of());
            });
  }

  private Profile profileOf(Runnable work) {
    ActiveProfile active = profiler.start("test");
    work.run();
    Profile profile = active.stop();
    ProfileSums.assertAddUp(profile);
    return profile;
  }

  private static Profile.Event onlyEvent(Profile profile) {
    assertThat(profile.events()).hasSize(1);
    return profile.events().get(0);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
